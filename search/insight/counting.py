"""Owns what one search adds to the counts of its day; read from its answer, without asking database or engine."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from core.prefetching import is_fetched_ahead
from search.insight.words import words_to_look_at
from search.models import CountKind
from search.query import SearchQuery
from search.services import SearchResults

YEARS = "year"
"""The name under which searches within some years are counted; the years themselves are not."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted: see `search.models.SearchCount`."""

    kind: CountKind
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one search adds: each key once, and the words that may be at fault when nothing was found."""

    keys: tuple[Key, ...]
    words: frozenset[str] = frozenset()


def is_counted(request: HttpRequest, query: SearchQuery) -> bool:
    """Tell whether somebody searched: the first page, not fetched ahead, not the same answer shown otherwise."""
    return (
        request.method == "GET"
        and query.page == 1
        and not {"show", "view"} & request.GET.keys()
        and not is_fetched_ahead(request)
    )


def counted(results: SearchResults) -> Counted:
    """Return what a search adds to the counts."""
    query = results.query
    keys = [
        Key(CountKind.ASKED, "words" if query.q else "browsing"),
        Key(CountKind.ANSWER, _answer(results)),
        *_narrowed(results),
    ]
    is_plain = not (query.is_narrowed or query.is_refused or query.as_typed)
    looks_at_words = is_plain and not results.count
    return Counted(tuple(keys), words_to_look_at(query.q) if looks_at_words else frozenset())


def _answer(results: SearchResults) -> str:
    if results.query.is_refused:
        return "refused"
    return "found" if results.count else "nothing"


def _narrowed(results: SearchResults) -> Iterator[Key]:
    """Yield the facets that narrow, each also with those values that are no free text of whoever typed the address."""
    query = results.query
    for facet, values in query.selections.items():
        yield Key(CountKind.FACET, facet)
        carried = {one.value for one in results.facets.get(facet, ()) if one.count}
        for value in values:
            if value in carried or (facet, value) in results.known.entries:
                yield Key(CountKind.FACET, facet, value)
    if query.year_from or query.year_to:
        yield Key(CountKind.FACET, YEARS)
