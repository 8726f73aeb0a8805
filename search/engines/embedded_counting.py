"""Owns the counts of the embedded engine: how many records match, and how many carry each value of a facet."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import tantivy
from tantivy import Occur, Query

from search.engines.base import EngineRequest, FacetCounts
from search.engines.embedded_query import QueryBuilder
from search.engines.record_fields import facet_field

_ALL_TERMS = (
    100_000  # of one segment: with fewer the counts of a facet with many values would be estimates
)

# Threads begin with the first search, so that a server may fork before it.
_PASSES = ThreadPoolExecutor(max_workers=4, thread_name_prefix="search")


def total(searcher: tantivy.Searcher, query: Query) -> int:
    """Return the number of records that match."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]


class FacetCounting:
    """The passes of one request, begun when it is made: one for all facets that are not narrowed, one for each other.

    They know nothing of each other, and tantivy lets go of the interpreter's lock: they run side by side.
    """

    def __init__(
        self,
        searcher: tantivy.Searcher,
        queries: QueryBuilder,
        request: EngineRequest,
        matching: Query,
    ) -> None:
        self._searcher = searcher
        self._queries = queries
        self._request = request
        narrowed = [name for name in request.facets if request.filters.get(name)]
        free = {name: size for name, size in request.facets.items() if name not in narrowed}
        self._passes: dict[str, Future[FacetCounts]] = {}
        if free:
            counting = _PASSES.submit(_aggregate, searcher, matching, free)
            self._passes = dict.fromkeys(free, counting)
        for name in narrowed:
            self._passes[name] = _PASSES.submit(self._count_narrowed, name)

    def counts(self) -> FacetCounts:
        """Return the counts of all facets asked for; raises ValueError when tantivy cannot count."""
        return {name: self._passes[name].result()[name] for name in self._request.facets}

    def _count_narrowed(self, name: str) -> FacetCounts:
        """Count a facet as if it were not narrowed itself."""
        request = self._request
        words = self._queries.words(request.words)
        query = self._queries.combine(words, self._queries.filters(request, without=name))
        found = dict(_aggregate(self._searcher, query, {name: request.facets[name]})[name])
        if len(found) >= request.facets[name]:
            for value in set(request.filters[name]) - set(found):
                found[value] = self._count_value(query, name, value)
        return {name: found}

    def _count_value(self, query: Query, facet: str, value: str) -> int:
        """Return the count of a chosen value that is not among the most frequent ones."""
        term = self._queries.any_value(facet, (value,))
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, term)])
        return total(self._searcher, both)


def _aggregate(searcher: tantivy.Searcher, query: Query, sizes: Mapping[str, int]) -> FacetCounts:
    request = {
        name: {"terms": {"field": facet_field(name), "size": size, "segment_size": _ALL_TERMS}}
        for name, size in sizes.items()
    }
    answer = searcher.aggregate(query, request)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in sizes
    }
