"""Owns what the search page shows: facets as links, chips, views, pages, and ways on when nothing was found."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analysis import words_of
from search.builder import BuilderFields
from search.cards import Card, card_of
from search.elsewhere import Elsewhere, followings_of
from search.expansion import Expansion, folded_words
from search.facets import Facet
from search.on_map import CountryMap
from search.page_parts import Chip, FacetBlock, FacetLine, Link, Widening
from search.query import SearchQuery
from search.scope import LIST, MAP, TABLE
from search.services import SearchResults
from search.ways_on import ways_on

SHOWN_VALUES = 8
NEIGHBOURS = 2


class SearchPage:
    """Everything the template asks for, so that no rule and no query stands in it.

    A page with a scope of its own is a subclass that names its address.
    """

    address = "search"

    def __init__(self, results: SearchResults, *, unfolded: str = "", frame: str = "") -> None:
        self.results = results
        self.query: SearchQuery = results.query
        self._known = results.known
        self._unfolded = unfolded
        self._frame = frame
        self._path = reverse(self.address)

    def _url(self, query: SearchQuery) -> str:
        return f"{self._path}{query.query_string}"

    @cached_property
    def heading(self) -> str:
        """Return the page's heading."""
        count, q = self.results.count, self.query.q
        if self.query.is_refused:
            return _("This search could not be made")
        if not count:
            what = _("Nothing here matches “%(q)s”") % {"q": q} if q else _("Nothing here matches")
            narrowed = ", ".join(chip.label for chip in self.chips)
            return (
                _("%(nothing)s in %(chosen)s") % {"nothing": what, "chosen": narrowed}
                if narrowed
                else what
            )
        if q:
            text = ngettext("%(count)d record for “%(q)s”", "%(count)d records for “%(q)s”", count)
        else:
            text = ngettext("%(count)d record", "%(count)d records", count)
        return text % {"count": count, "q": q}

    @cached_property
    def cards(self) -> list[Card]:
        """Return the hits of this page."""
        return [card_of(hit, self._known) for hit in self.results.hits]

    @cached_property
    def facets(self) -> list[FacetBlock]:
        """Return the facets that can still narrow something, each with its links."""
        return [block for facet in self.query.scope.facets if (block := self._block(facet)).lines]

    def _block(self, facet: Facet) -> FacetBlock:
        values = [
            one for one in self.results.facets.get(facet.name, ()) if one.count or one.is_selected
        ]
        if len(values) == 1 and not values[0].is_selected and values[0].count == self.results.count:
            values = []  # one value that all records have narrows nothing
        shown = values
        if len(values) > SHOWN_VALUES + 1 and self._unfolded != facet.name:
            shown = [
                one for place, one in enumerate(values) if place < SHOWN_VALUES or one.is_selected
            ]
        lines = [
            FacetLine(
                one,
                self._url(self.query.toggled(facet.name, one.value)),
                one.value if facet.name == "category" and len(one.value) == 1 else "",
            )
            for one in shown
        ]
        more = ""
        if len(shown) < len(values):
            more = self._url(self.query.with_page(1))
            more += f"{'&' if '?' in more else '?'}show={facet.name}"
        return FacetBlock(facet, lines, more)

    @cached_property
    def chips(self) -> list[Chip]:
        """Return the choices made, each with the link that takes it back."""
        chips = []
        for name, values in self.query.selections.items():
            facet = self.query.scope.facet(name)
            for value in values:
                chips.append(
                    Chip(
                        str(facet.title),
                        facet.label(value, self._known) or value,
                        self._url(self.query.toggled(name, value)),
                    )
                )
        if self.query.year_from or self.query.year_to:
            chips.append(Chip(_("Year"), self._years(), self._url(self.query.without_years())))
        return chips

    def _years(self) -> str:
        first, last = self.query.year_from, self.query.year_to
        if first and last:
            return (
                str(first)
                if first == last
                else _("%(first)s to %(last)s") % {"first": first, "last": last}
            )
        return (
            _("from %(year)s") % {"year": first} if first else _("until %(year)s") % {"year": last}
        )

    @property
    def clear_url(self) -> str:
        """Return the link that takes all choices back."""
        return self._url(self.query.without_choices())

    @property
    def year_fields(self) -> list[tuple[str, str]]:
        """Return the hidden fields by which the form for years keeps the rest of the query."""
        return self.query.without_years().pairs()

    @cached_property
    def sorts(self) -> list[Link]:
        """Return the orders on offer; relevance needs words."""
        names = self._sort_names()
        return [
            Link(
                names[name],
                self._url(self.query.with_sort(name)),
                name == self.query.effective_sort,
            )
            for name in self.query.scope.sorts
            if name != "relevance" or self.query.q
        ]

    @property
    def by_title(self) -> Link:
        """Return the link in the heading of the titles, which puts a table in their order."""
        query = self.query
        return Link(
            _("Title"), self._url(query.with_sort("title")), query.effective_sort == "title"
        )

    @property
    def view(self) -> str:
        """Return the view in use."""
        return self.query.view or LIST

    @cached_property
    def views(self) -> list[Link]:
        """Return the ways in which the same answer can be shown."""
        names = {LIST: _("List"), TABLE: _("Table"), MAP: _("Map")}
        return [
            Link(names[name], self._url(self.query.with_view(name)), name == self.view)
            for name in self.query.scope.views
        ]

    @cached_property
    def on_map(self) -> CountryMap:
        """Return the answer by country."""
        return CountryMap(
            self.results,
            self._frame,
            list_url=lambda query: self._url(query.with_view(LIST)),
            map_url=lambda frame: f"{self._url(self.query.with_view(MAP))}&map={frame}",
        )

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """Return how the same search is used elsewhere."""
        return Elsewhere(self.query, self.results.count)

    def _sort_names(self) -> dict[str, str]:
        return {"relevance": _("Relevance"), "newest": _("Newest"), "title": _("Title")}

    @cached_property
    def page_links(self) -> list[Link]:
        """Return links to the first, the neighbouring and the last page; an empty label is a gap."""
        last, page = self.results.last_page, min(self.query.page, self.results.last_page)
        if last == 1:
            return []
        numbers = sorted(
            {1, last, *range(max(1, page - NEIGHBOURS), min(last, page + NEIGHBOURS) + 1)}
        )
        links: list[Link] = []
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number - before > 1:
                links.append(Link("", ""))
            is_current = number == self.query.page
            links.append(Link(str(number), self._url(self.query.with_page(number)), is_current))
        return links

    @property
    def start(self) -> int:
        """Return the number of the first hit on this page."""
        return (self.query.page - 1) * self.query.page_size + 1

    @property
    def first_url(self) -> str:
        """Return the link to the first page."""
        return self._url(self.query.with_page(1))

    @property
    def feed_url(self) -> str:
        """Return the address of the same search as a feed."""
        return reverse("search_feed") + self.query.without_view().query_string

    @property
    def previous_url(self) -> str:
        """Return the link to the page before, if there is one."""
        page = min(self.query.page - 1, self.results.last_page)
        return self._url(self.query.with_page(page)) if page >= 1 else ""

    @property
    def next_url(self) -> str:
        """Return the link to the page after, if there is one."""
        page = self.query.page + 1
        return self._url(self.query.with_page(page)) if page <= self.results.last_page else ""

    @cached_property
    def widenings(self) -> list[Widening]:
        """Return what was looked for besides the words, each with the link that asks for them as typed."""
        return [
            Widening(one.typed, self._names(one), self._url(self.query.typed_or_widened(one.typed)))
            for one in self.results.expansions
        ]

    def _names(self, expansion: Expansion) -> list[str]:
        names = [self._known.label(facet, value) for facet, value in expansion.terms]
        return list(dict.fromkeys(name for name in names if name)) or list(expansion.labels)

    @cached_property
    def taken_as_typed(self) -> list[Link]:
        """Return the words of the query that are not widened, each with the link that widens them again."""
        return [
            Link(words, self._url(self.query.typed_or_widened(words)))
            for words in self.query.as_typed
            if words in folded_words(words_of(self.query.q))
        ]

    @cached_property
    def builder(self) -> BuilderFields:
        """Return the words of the query as they stand in the fields of the builder."""
        return BuilderFields.of(self.query.q)

    @property
    def builder_fields(self) -> list[tuple[str, str]]:
        """Return the hidden fields by which the builder keeps the choices, and no words."""
        return self.query.with_page(1).with_words("").pairs()

    @property
    def inside_fields(self) -> list[tuple[str, str]]:
        """Return the hidden fields by which further words are asked for within these results."""
        return self.query.with_page(1).pairs()

    @property
    def suggested(self) -> Link | None:
        """Return the link to the words a reader may have meant."""
        words = self.results.suggestion
        return Link(words, self._url(self.query.with_words(words))) if words else None

    @cached_property
    def next_steps(self) -> list[Link]:
        """Return ways on from an empty answer: other words, one choice less, no choice at all."""
        steps = [
            Link(step.label, self._url(step.query), note=step.note)
            for step in ways_on(self.results)
        ]
        return steps if self.query.is_refused else [*steps, *followings_of(self.query)]
