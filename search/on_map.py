"""Owns the answer as a map: its records by country, drawn and listed, and how many of them name none."""

from collections.abc import Callable
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.maps.atlas import EUROPE, WORLD
from core.maps.drawing import FRAMES, Drawing, MappedCountry, draw, fitting_frame
from core.sorting import sort_key
from search.facets import COUNTRY
from search.page_parts import Link
from search.query import SearchQuery
from search.services import SearchResults, search


class CountryMap:
    """The countries of an answer with the numbers of their facet, which ignore a country that was chosen.

    `list_url` gives the address that lists what a query finds, `map_url` that of this answer on one of the maps;
    `frame` is the map that was asked for. A page whose records have a name of their own is a subclass.
    """

    def __init__(
        self,
        results: SearchResults,
        frame: str,
        *,
        list_url: Callable[[SearchQuery], str],
        map_url: Callable[[str], str],
    ) -> None:
        self.results = results
        self.query = results.query
        self._frame = frame if frame in FRAMES else ""
        self._list_url = list_url
        self._map_url = map_url

    def read_out(self, country: str, number: int) -> str:
        """Return a country and its number in words."""
        text = ngettext("%(name)s: %(number)d record", "%(name)s: %(number)d records", number)
        return text % {"name": country, "number": number}

    @cached_property
    def countries(self) -> list[MappedCountry]:
        """Return the countries by name, each with the address that lists its records."""
        found = [
            MappedCountry(
                code=one.value,
                name=one.label,
                number=one.count,
                words=self.read_out(one.label, one.count),
                url=self._list_url(self.query.with_values(COUNTRY.name, (one.value,))),
                is_chosen=one.is_selected,
            )
            for one in self.results.facets.get(COUNTRY.name, ())
            if one.count
        ]
        return sorted(found, key=lambda country: sort_key(country.name))

    @cached_property
    def drawing(self) -> Drawing:
        """Return the map that was asked for, or the one that fits."""
        return draw(self.countries, self._frame or fitting_frame(self.countries))

    @property
    def other_frame(self) -> Link:
        """Return the link to the other map."""
        if self.drawing.is_world:
            return Link(_("Map of Europe"), self._map_url(EUROPE))
        return Link(_("Map of the world"), self._map_url(WORLD))

    @cached_property
    def notes(self) -> list[str]:
        """Return what has to be known about the numbers."""
        notes = [_("A record of several countries counts in each of them.")]
        if self.query.chosen(COUNTRY.name):
            notes.append(_("The numbers are those without the choice of countries."))
        without = self._without_country()
        if without:
            text = ngettext(
                "%(count)d record names no country, so that it is not on the map.",
                "%(count)d records name no country, so that they are not on the map.",
                without,
            )
            notes.append(text % {"count": without})
        return notes

    def _without_country(self) -> int:
        """Return how many records the numbers leave out (one or two searches)."""
        everywhere = self.query.with_values(COUNTRY.name, ()).with_page(1, 1)
        placed = everywhere.with_values(
            COUNTRY.name, tuple(country.code for country in self.countries)
        )
        is_narrowed = bool(self.query.chosen(COUNTRY.name))
        total = _count(everywhere) if is_narrowed else self.results.count
        return total - _count(placed)


def _count(query: SearchQuery) -> int:
    return search(query, with_facets=False).count
