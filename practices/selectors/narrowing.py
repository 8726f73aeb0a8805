"""The typologies of a category: links into the search, with counts while the engine answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.models import Term, Vocabulary
from practices.models import CategoryPage
from practices.selectors.links import search_url
from search.engines.base import EngineUnavailable
from search.query import SearchQuery
from search.services import SearchResults, search


@dataclass(frozen=True, slots=True)
class TypologyLine:
    """A typology of a category with the number of its charts, unknown while the engine is down."""

    label: str
    url: str
    note: str
    count: int | None
    narrower: tuple["TypologyLine", ...] = ()


def typology_lines(page: CategoryPage) -> list[TypologyLine]:
    """Return the typologies of a category, narrower ones under their broader one."""
    query = SearchQuery(selections={"kind": ("practice",), "category": (page.category,)})
    results = _counts(query)
    counts = (
        {one.value: one.count for one in results.facets.get("typology", ())} if results else None
    )
    terms = list(Term.objects.of(Vocabulary.TYPOLOGIES).filter(category=page.category))
    own = {term.pk for term in terms}
    return [
        _line(term, terms, page.category, counts) for term in terms if term.parent_id not in own
    ]


def _line(
    term: Term, terms: Sequence[Term], category: str, counts: dict[str, int] | None
) -> TypologyLine:
    return TypologyLine(
        label=term.name,
        url=search_url(("kind", "practice"), ("category", category), ("typology", term.slug)),
        note=term.scope_note,
        count=None if counts is None else counts.get(term.slug, 0),
        narrower=tuple(
            _line(one, terms, category, counts) for one in terms if one.parent_id == term.pk
        ),
    )


def _counts(query: SearchQuery) -> SearchResults | None:
    try:
        return search(query)
    except EngineUnavailable:
        return None
