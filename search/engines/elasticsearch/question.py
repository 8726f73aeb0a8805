"""Owns the body of one search: hits in their order, and facets whose counts ignore their own filter."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.engines.base import WINDOW, EngineRequest, FacetCounts
from search.engines.elasticsearch.query import (
    EVERYTHING,
    Body,
    QueryBuilder,
    any_value,
    facet_filters,
    lifts,
    year_filters,
)
from search.engines.ranking import COUNTING, RANKING
from search.engines.record_fields import facet_field

# Further clauses would near the limit of a small node. Only order suffers where title and summary are not asked.
MOST_CLAUSES = 700
_EXACT = 10_000
"""Values that each shard reports of a facet: with fewer, counts over several shards would be estimates."""

_ORDERS: Mapping[str, Body] = {
    "newest": {"newest": {"order": "desc", "unmapped_type": "long"}},
    "title": {"title_key": {"order": "asc", "unmapped_type": "keyword"}},
    "confirmed": {"confirmed_key": {"order": "asc", "unmapped_type": "keyword"}},
}


class Question:
    """A request as Elasticsearch is asked it.

    A filter of a facet that is counted comes after the counting, as `post_filter`, and within the count of every
    other facet; all other filters come before.
    """

    def __init__(self, request: EngineRequest) -> None:
        self.request = request
        filters = facet_filters(request)
        self._late = {name: one for name, one in filters.items() if name in request.facets}
        early = [one for name, one in filters.items() if name not in request.facets]
        early += year_filters(request.year_from, request.year_to)
        self.is_ranked = request.sort not in _ORDERS
        self._query = self._combined(early)
        self.sort = [_ORDERS.get(request.sort, "_score"), {"key": "asc"}]

    def _combined(self, filters: list[Body]) -> Body:
        words = self.request.words
        if words.is_empty:
            return {"bool": {"filter": filters}} if filters else EVERYTHING
        if not self.is_ranked or not self.request.limit:
            return {"bool": {"filter": [QueryBuilder(COUNTING).words(words), *filters]}}
        ranking = QueryBuilder(RANKING).words(words)
        if _clauses(ranking) > MOST_CLAUSES:
            ranking = QueryBuilder(COUNTING).words(words)
        whole: Body = {"must": [ranking], "should": lifts()}
        return {"bool": {**whole, "filter": filters} if filters else whole}

    def body(
        self, *, offset: int, limit: int, also: Sequence[Body] = (), counted: bool = True
    ) -> Body:
        """Return the body for hits from `offset` on; `also` are filters of the hits alone, not of any count."""
        body: Body = {
            "query": self._query,
            "from": min(offset, WINDOW),
            "size": max(0, min(limit, WINDOW - offset)),
            "track_total_hits": True,
        }
        if limit > 0:
            body["sort"] = self.sort
            body["track_scores"] = self.is_ranked
        if self._late or also:
            body["post_filter"] = {"bool": {"filter": [*self._late.values(), *also]}}
        if counted:
            aggregations = self._aggregations()
            if also:
                aggregations["matching"] = {"filter": self._narrowed()}
            if aggregations:
                body["aggs"] = aggregations
        return body

    def _narrowed(self, *, without: str | None = None) -> Body:
        filters = [one for name, one in self._late.items() if name != without]
        return {"bool": {"filter": filters}} if filters else EVERYTHING

    def _aggregations(self) -> Body:
        request = self.request
        counted: Body = {}
        free: Body = {}
        for name, size in request.facets.items():
            values = {"terms": {"field": facet_field(name), "size": size, "shard_size": _EXACT}}
            if name not in self._late:
                free[f"of {name}"] = values
                continue
            chosen = [any_value(name, [value]) for value in request.filters[name]]
            inner = {"values": values, "chosen": {"filters": {"filters": chosen}}}
            counted[f"of {name}"] = {"filter": self._narrowed(without=name), "aggs": inner}
        if not self._late:
            return {**counted, **free}
        if free:
            counted["free"] = {"filter": self._narrowed(), "aggs": free}
        return counted

    def counts(self, aggregations: Mapping[str, Any]) -> FacetCounts:
        """Return the counts of all facets asked for; a chosen value is counted though it be a rare one."""
        free = aggregations.get("free", aggregations)
        counts: dict[str, dict[str, int]] = {}
        for name in self.request.facets:
            if name not in self._late:
                counts[name] = _values(free[f"of {name}"])
                continue
            own = aggregations[f"of {name}"]
            chosen = zip(self.request.filters[name], own["chosen"]["buckets"], strict=True)
            counts[name] = {
                value: bucket["doc_count"] for value, bucket in chosen if bucket["doc_count"]
            }
            counts[name] |= _values(own["values"])
        return counts


def _values(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["buckets"]}


def _clauses(query: Any) -> int:
    """Return the number of terms and phrases in a query."""
    if isinstance(query, list):
        return sum(map(_clauses, query))
    if "bool" in query:
        return sum(_clauses(part) for part in query["bool"].values())
    return 1
