"""Owns what a page lets its readers ask: its facets and orders, and what every one of its answers is limited to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from search.facets import FACETS, Facet, MultiDict, facets_asked_by

SORTS = ("relevance", "newest", "title")
LIST, TABLE, MAP = "list", "table", "map"
VIEWS = (LIST, TABLE, MAP)


@dataclass(frozen=True, slots=True)
class Sinking:
    """Records with one of these values of a facet come after all others, whatever the order."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The bounds of a query: the public search has all facets and no limits, a page of its own has its own.

    `within` are facet values that every answer has and no address says. `order` is used without words, and
    wherever the reader chose none of `sorts`. `views` are the forms in which a page shows its answers; only a page
    has any, so feeds, exports, the API and saved searches neither read nor carry one.
    """

    facets: tuple[Facet, ...] = FACETS
    sorts: tuple[str, ...] = SORTS
    order: str = "newest"
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_years: bool = True
    sinking: Sinking | None = None
    views: tuple[str, ...] = ()

    def facet(self, name: str) -> Facet:
        """Return a facet of this scope."""
        return next(facet for facet in self.facets if facet.name == name)

    def filters(self, selections: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return what records must carry: the choices as they are indexed, and the scope's own limits."""
        chosen = {name: self.facet(name).indexed(values) for name, values in selections.items()}
        return {**chosen, **self.within}


PUBLIC = Scope()


def public_scope(params: MultiDict) -> Scope:
    """Return the bounds of a public query: all facets, and those of the kinds of records that it asks for."""
    further = facets_asked_by(params)
    if not further:
        return PUBLIC
    own, *others = FACETS
    return replace(PUBLIC, facets=(own, *further, *others))


def page_scope(params: MultiDict) -> Scope:
    """Return the bounds of a query on the search page, which shows its answer as list, table or map."""
    return replace(public_scope(params), views=VIEWS)
