"""Owns what to do next when nothing was found: each way is tried first, and none leads to another empty page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.builder import tokens
from search.query import SearchQuery
from search.services import SearchResults, search

MAX_WORDS = 6
FEWER_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One way on: its words, the query it leads to, and what that finds."""

    label: str
    query: SearchQuery
    note: str


def ways_on(results: SearchResults) -> list[Step]:
    """Return other words, then one choice less (the most fruitful first), then everything."""
    query = results.query
    steps = [*_other_words(results), *_wider(query), *_fewer_words(query)]
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
        label = (
            _("Search in all languages")
            if name == "language"
            else _("Search without “%(facet)s”") % {"facet": query.scope.facet(name).title}
        )
        steps.append((label, query.with_values(name, ())))
    if query.year_from or query.year_to:
        steps.append((_("Search in all years"), query.without_years()))
    return _fruitful(steps)


def _fruitful(steps: list[tuple[str, SearchQuery]]) -> list[Step]:
    """Return the steps that find something, the most fruitful first."""
    counted = [(_count(wider), label, wider) for label, wider in steps]
    counted.sort(key=lambda step: -step[0])
    return [Step(label, wider, _finds(found)) for found, label, wider in counted if found]


def _fewer_words(query: SearchQuery) -> list[Step]:
    """Return the words without one of them, and any of them: what people would try next by hand."""
    words = tokens(query.q)
    plain = [token for token in words if not token.is_excluded]
    if not 2 <= len(plain) <= MAX_WORDS or any(token.text in ("OR", "|") for token in words):
        return []
    without = [
        (
            _("Search without the word “%(word)s”") % {"word": token.text.strip('"')},
            query.with_words(" ".join(str(one) for one in words if one is not token)),
        )
        for token in plain
    ]
    steps = _fruitful(without)[:FEWER_SHOWN]
    if len(plain) > 2 or not steps:
        any_of = " OR ".join(map(str, plain))
        rest = [str(token) for token in words if token.is_excluded]
        label = _("Search for any of the words")
        steps += _fruitful([(label, query.with_words(" ".join([any_of, *rest])))])
    return steps


def _finds(count: int) -> str:
    return ngettext("Finds %(count)d record.", "Finds %(count)d records.", count) % {"count": count}
