"""What /directory/ shows: questions, facets, entries as list, map or table, and ways on when nothing fits."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Tier
from core.maps.drawing import FRAMES
from core.markup import fill, joined
from core.sorting import sort_key
from directory.lookup.entries import Entry, entries_of
from directory.lookup.facets import DIRECTORY
from search.facets import COUNTRY, SERVICE, TARGET_GROUP
from search.on_map import CountryMap
from search.page_parts import Link
from search.presentation import SearchPage
from search.query import SearchQuery
from search.services import search

LIST, MAP, TABLE = "list", "map", "table"
SELECTED = mark_safe(" selected")
VIEWS = (LIST, MAP, TABLE)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that a question offers, with the number of entries it leads to."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions above the list."""

    name: str
    label: str
    anything: str
    options: tuple[Option, ...]

    @property
    def options_html(self) -> SafeString:
        """Return the answers as options of a list; a template would take longer over a hundred of them."""
        return joined(
            [
                fill(
                    '<option value="{}"{}>{} ({})</option>',
                    one.value,
                    SELECTED if one.is_chosen else "",
                    one.label,
                    one.count,
                )
                for one in self.options
            ]
        )


def lookup(params: QueryDict, tier: Tier) -> "LookupPage":
    """Answer a query string for a viewer; raises EngineUnavailable when the engine is down."""
    query = SearchQuery.from_params(params, DIRECTORY)
    view, frame = params.get("view", ""), params.get("map", "")
    shown = Shown(
        view=view if view in VIEWS else "",
        frame=frame if frame in FRAMES else "",
        unfolded=params.get("show", ""),
        problems=tuple(_view_problems(view, frame)),
    )
    return LookupPage(query, tier, shown)


def _view_problems(view: str, frame: str) -> list[str]:
    problems = []
    if view and view not in VIEWS:
        problems.append(_("There are three views: list, map and table. The list is shown."))
    if frame and frame not in FRAMES:
        problems.append(_("There are two maps: europe and world. The fitting one is shown."))
    return problems


@dataclass(frozen=True, slots=True)
class Shown:
    """How the answer is shown; an empty view is the list, with the map above it while nothing was asked."""

    view: str = ""
    frame: str = ""
    unfolded: str = ""
    problems: tuple[str, ...] = ()


class LookupPage(SearchPage):
    """Everything the template of the directory asks for."""

    address = "directory"

    def __init__(self, query: SearchQuery, tier: Tier, shown: Shown) -> None:
        super().__init__(search(query), unfolded=shown.unfolded)
        self.tier = tier
        self.shown = shown

    def _url(self, query: SearchQuery) -> str:
        return self._address(query, self.shown.view)

    def _address(self, query: SearchQuery, view: str, frame: str = "") -> str:
        pairs = query.pairs()
        pairs += [("view", view)] if view else []
        pairs += [("map", frame)] if frame else []
        return f"{self._path}?{urlencode(pairs)}" if pairs else self._path

    @property
    def view(self) -> str:
        """Return the view in use."""
        return self.shown.view or LIST

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what could not be understood, in sentences."""
        return (*self.results.problems, *self.shown.problems)

    @property
    def is_opening(self) -> bool:
        """Tell whether nothing was asked yet, so that map and questions introduce the directory."""
        return self.query.is_browsing and self.query.page == 1 and not self.shown.view

    @property
    def has_map(self) -> bool:
        """Tell whether the map is drawn."""
        return self.is_opening or self.view == MAP

    @cached_property
    def heading(self) -> str:
        """Return what was found: how many organisations, in how many countries."""
        count, q = self.results.count, self.query.q
        if self.query.is_refused:
            return _("This cannot be looked up")
        if not count:
            return _("No organisation matches")
        text = ngettext("%(count)d organisation", "%(count)d organisations", count)
        if q:
            text = ngettext(
                "%(count)d organisation for “%(q)s”", "%(count)d organisations for “%(q)s”", count
            )
        return text % {"count": count, "q": q}

    @cached_property
    def entries(self) -> list[Entry]:
        """Return the entries of this page."""
        asked = dict(self.query.selections)
        return entries_of(self.results.hits, self._known, self.tier, asked)

    @cached_property
    def views(self) -> list[Link]:
        """Return the three views of the same answer."""
        names = {LIST: _("List"), MAP: _("Map"), TABLE: _("Table")}
        return [
            Link(label, self._address(self.query.with_page(1), name), name == self.view)
            for name, label in names.items()
        ]

    def _sort_names(self) -> dict[str, str]:
        return {
            "relevance": _("Relevance"),
            "title": _("Name"),
            "confirmed": _("Last confirmed"),
        }

    @cached_property
    def questions(self) -> list[Question]:
        """Return the three questions, each with the answers that lead somewhere."""
        return [
            self._question(COUNTRY.name, _("Which country?"), _("Any country")),
            self._question(SERVICE.name, _("What do you need?"), _("Any service")),
            self._question(TARGET_GROUP.name, _("For whom?"), _("Anyone")),
        ]

    def _question(self, name: str, label: str, anything: str) -> Question:
        chosen = self.query.chosen(name)
        values = self.results.facets.get(name, ())
        options = [
            Option(one.value, one.label, one.count, one.value in chosen[:1])
            for one in values
            if one.count or one.is_selected
        ]
        options.sort(key=lambda one: (self._known.order(name, one.value), sort_key(one.label)))
        return Question(name, label, anything, tuple(options))

    @cached_property
    def kept_fields(self) -> list[tuple[str, str]]:
        """Return the hidden fields by which the questions keep everything else that was chosen."""
        asked = {"q", "page", COUNTRY.name, SERVICE.name, TARGET_GROUP.name}
        fields = [(name, value) for name, value in self.query.pairs() if name not in asked]
        return fields + ([("view", self.shown.view)] if self.shown.view else [])

    @cached_property
    def on_map(self) -> CountryMap:
        """Return the entries by country."""
        return OrganisationMap(
            self.results,
            self.shown.frame,
            list_url=lambda query: self._address(query, LIST),
            map_url=lambda frame: self._address(self.query, MAP, frame),
        )

    @cached_property
    def take_away(self) -> list[Link]:
        """Return the forms in which members take the list away."""
        query = self.query.with_page(1).query_string
        return [
            Link(_("CSV"), reverse("directory_export", args=("csv",)) + query),
            Link(_("Excel"), reverse("directory_export", args=("xlsx",)) + query),
        ]

    @property
    def sees_more(self) -> bool:
        """Tell whether the viewer sees more than everybody."""
        return self.tier is not Tier.PUBLIC

    def context(self) -> dict[str, Any]:
        """Return what the template knows the page by; parts shared with the search call it the page of results."""
        return {
            "lookup": self,
            "page_of_results": self,
            "results": self.results,
            "query": self.query,
        }


class OrganisationMap(CountryMap):
    """The countries of the directory."""

    def read_out(self, country: str, number: int) -> str:
        """Return a country and the number of its organisations in words."""
        text = ngettext(
            "%(name)s: %(number)d organisation", "%(name)s: %(number)d organisations", number
        )
        return text % {"name": country, "number": number}

    @cached_property
    def notes(self) -> list[str]:
        """Return what has to be known about the numbers."""
        return [_("An organisation that works in several countries counts in each of them.")]
