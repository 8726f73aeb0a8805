"""The map beside a list of countries: the same countries with the same numbers, each a link that a keyboard reaches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.maps.atlas import EUROPE, WORLD, Shape, atlas
from core.markup import fill, joined

#: The two maps, as an address names them.
FRAMES = (EUROPE, WORLD)

# The world is drawn smaller, so that fewer shapes have room for a number.
_ROOM_IN_WORLD = 2_500


@dataclass(frozen=True, slots=True)
class MappedCountry:
    """A country with its number of records and the address that shows them; `words` say both when read out."""

    code: str
    name: str
    number: int
    words: str
    url: str
    is_chosen: bool = False

    @property
    def read_out(self) -> str:
        """Return the link as it is read out."""
        return f"{self.words}, {_('chosen')}" if self.is_chosen else self.words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map as it stands in the page; `outside` have no shape on it and stand in the list alone."""

    frame: str
    svg: SafeString
    countries: Sequence[MappedCountry]
    outside: Sequence[MappedCountry]

    @property
    def is_world(self) -> bool:
        """Tell whether the whole world is drawn."""
        return self.frame == WORLD

    @property
    def has_chosen(self) -> bool:
        """Tell whether a country is marked."""
        return any(country.is_chosen for country in self.countries)


def fitting_frame(countries: Iterable[MappedCountry]) -> str:
    """Return the map that shows the most: Europe, unless none of it has a record."""
    codes = {country.code for country in countries if country.number}
    return WORLD if codes and codes.isdisjoint(atlas(EUROPE).codes) else EUROPE


def draw(countries: Sequence[MappedCountry], frame: str) -> Drawing:
    """Draw the countries that have records as links, in the order of the list, on the land of all others."""
    drawing = atlas(frame)
    shapes = {shape.code: shape for shape in drawing.shapes if shape.code}
    drawn = [country for country in countries if country.code in shapes]
    codes = frozenset(country.code for country in drawn)
    links = joined([_link(country, shapes[country.code], frame) for country in drawn])
    svg = fill(
        '<svg viewBox="{}" role="group" aria-label="{}">{}{}</svg>',
        drawing.view_box,
        _("Map of the world") if frame == WORLD else _("Map of Europe"),
        _land(frame, codes),
        links,
    )
    outside = [country for country in countries if country.code not in shapes]
    return Drawing(frame, svg, countries, outside)


@cache
def _path(frame: str, place: int) -> SafeString:
    return mark_safe(f'<path d="{atlas(frame).shapes[place].path}"/>')  # noqa: S308 - our own file


def _land(frame: str, without: frozenset[str]) -> SafeString:
    """Return the land without a record; it lies below, so that it never covers a number."""
    shapes = atlas(frame).shapes
    parts = [_path(frame, place) for place, one in enumerate(shapes) if one.code not in without]
    return mark_safe(f'<g aria-hidden="true">{"".join(parts)}</g>')  # noqa: S308 - our own file


def _link(country: MappedCountry, shape: Shape, frame: str) -> SafeString:
    return fill(
        '<a href="{}" aria-label="{}"{}><title>{}</title><path class="{}" id="map-{}" d="{}"/>{}</a>',
        country.url,
        country.read_out,
        mark_safe(' aria-current="true"') if country.is_chosen else "",
        f"{country.name}: {country.number}",
        "match chosen" if country.is_chosen else "match",
        country.code,
        mark_safe(shape.path),  # noqa: S308 - our own file
        _number(country.number, shape, frame),
    )


def _number(number: int, shape: Shape, frame: str) -> SafeString:
    has_room = shape.has_room if frame == EUROPE else shape.area >= _ROOM_IN_WORLD
    if has_room:
        text = '<g class="plain"><text x="{}" y="{}" dy="7">{}</text></g>'
    elif frame == EUROPE:
        text = '<circle cx="{0}" cy="{1}" r="9.5"/><text x="{0}" y="{1}" dy="5">{2}</text>'
    else:
        text = '<circle class="spot" cx="{0}" cy="{1}" r="2.5"/>'
    return fill(text, shape.x, shape.y, number)
