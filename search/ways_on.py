"""Owns what to do next when nothing was found: each way is tried first, and none leads to another empty page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.query import SearchQuery
from search.services import SearchResults, search


@dataclass(frozen=True, slots=True)
class Step:
    """One way on: its words, the query it leads to, and what that finds."""

    label: str
    query: SearchQuery
    note: str


def ways_on(results: SearchResults) -> list[Step]:
    """Return other words, then one choice less (the most fruitful first), then everything."""
    query = results.query
    steps = [*_other_words(results), *_wider(query)]
    if query.q:
        everything = query.unasked()
        steps.append(
            Step(_("See everything"), everything, _("All records, to narrow by kind or country."))
        )
    return steps


def _count(query: SearchQuery) -> int:
    return search(query, with_facets=False).count


def _other_words(results: SearchResults) -> Iterator[Step]:
    words = results.suggestion
    if not words:
        return
    query = results.query.with_words(words)
    found = _count(query)
    if not found:
        query = query.without_choices()
        found = _count(query)
    yield Step(_("Search for “%(words)s”") % {"words": words}, query, _finds(found))


def _wider(query: SearchQuery) -> list[Step]:
    steps = []
    for name in query.selections:
        label = _("Search without “%(facet)s”") % {"facet": query.scope.facet(name).title}
        steps.append((label, query.with_values(name, ())))
    if query.year_from or query.year_to:
        steps.append((_("Search in all years"), query.without_years()))
    counted = [(_count(wider), label, wider) for label, wider in steps]
    counted.sort(key=lambda step: -step[0])
    return [Step(label, wider, _finds(found)) for found, label, wider in counted if found]


def _finds(count: int) -> str:
    return ngettext("Finds %(count)d record.", "Finds %(count)d records.", count) % {"count": count}
