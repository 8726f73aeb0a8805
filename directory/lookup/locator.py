"""The small map of an entry: a dot where a place was disclosed with coordinates, as coarse as the place itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.maps.atlas import EUROPE, WORLD, Box, Shape, atlas
from directory.disclosure import DisclosedLocation, DisclosedOrganisation
from directory.models import Precision

_WINDOW = (260.0, 200.0)
_MARGIN = 60.0
# Of the conic equal area projection of the European map: its parallels and meridian (static/map/README.md), and
# scale and shift fitted to seven capes that the drawing shows; they lie within two units (13 km) of it.
_PARALLELS, _MERIDIAN_EUROPE = (radians(40), radians(62)), 14.0
_SCALE_EUROPE, _X_EUROPE, _Y_EUROPE = 960.6, 345.8, -363.6
# Of the Equal Earth projection of the world: its polynomial, and scale and shift fitted in the same way.
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
_MERIDIAN_WORLD, _SCALE_WORLD, _X_WORLD, _Y_WORLD = 11.0, 176.05, 480.0, 233.9


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    is_coarse: bool


def locator(shown: DisclosedOrganisation) -> SafeString:
    """Return the drawing, empty where no coordinates were disclosed to the viewer."""
    places = [place for place in shown.locations if place.latitude is not None]
    if not places:
        return SafeString("")
    frame = EUROPE
    dots = [_dot(place, frame) for place in places]
    if not all(_is_on_europe(dot) for dot in dots):
        frame = WORLD
        dots = [_dot(place, frame) for place in places]
    return _drawing(frame, dots)


def _is_on_europe(dot: _Dot) -> bool:
    return 0 <= dot.x <= 800 and 0 <= dot.y <= 760


def _dot(place: DisclosedLocation, frame: str) -> _Dot:
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    project = _on_europe if frame == EUROPE else _on_world
    x, y = project(latitude, longitude)
    return _Dot(round(x, 1), round(y, 1), place.precision == Precision.REGION)


def _on_europe(latitude: float, longitude: float) -> tuple[float, float]:
    first, second = _PARALLELS
    cone = (sin(first) + sin(second)) / 2
    radius = sqrt(cos(first) ** 2 + 2 * cone * (sin(first) - sin(radians(latitude)))) / cone
    angle = cone * radians(longitude - _MERIDIAN_EUROPE)
    return (
        _SCALE_EUROPE * radius * sin(angle) + _X_EUROPE,
        _SCALE_EUROPE * radius * cos(angle) + _Y_EUROPE,
    )


def _on_world(latitude: float, longitude: float) -> tuple[float, float]:
    a, b, c, d = _EQUAL_EARTH
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    east = radians((longitude - _MERIDIAN_WORLD + 180) % 360 - 180)
    square = angle * angle
    sixth = square**3
    slope = sqrt(3) / 2 * (a + 3 * b * square + sixth * (7 * c + 9 * d * square))
    x, y = east * cos(angle) / slope, angle * (a + b * square + sixth * (c + d * square))
    return _SCALE_WORLD * x + _X_WORLD, _Y_WORLD - _SCALE_WORLD * y


def _drawing(frame: str, dots: Sequence[_Dot]) -> SafeString:
    window = _window(dots)
    left, top, right, bottom = window
    paths = "".join(
        f'<path d="{shape.path}"/>' for shape in atlas(frame).shapes if _meets(shape, window)
    )
    marks = "".join(
        f'<circle class="{"area" if dot.is_coarse else "here"}" cx="{dot.x}" cy="{dot.y}" '
        f'r="{9 if dot.is_coarse else 4}"/>'
        for dot in dots
    )
    return format_html(
        '<svg viewBox="{} {} {} {}" role="img" aria-label="{}">{}</svg>',
        round(left, 1),
        round(top, 1),
        round(right - left, 1),
        round(bottom - top, 1),
        _("Map of the surroundings; the places are named beside it."),
        mark_safe(paths + marks),  # noqa: S308 - numbers and our own drawing
    )


def _window(dots: Sequence[_Dot]) -> Box:
    """Return the part of the map that shows all dots with their surroundings."""
    left, right = min(dot.x for dot in dots), max(dot.x for dot in dots)
    top, bottom = min(dot.y for dot in dots), max(dot.y for dot in dots)
    width = max(_WINDOW[0], right - left + 2 * _MARGIN)
    height = max(_WINDOW[1], bottom - top + 2 * _MARGIN)
    x, y = (left + right) / 2, (top + bottom) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meets(shape: Shape, window: Box) -> bool:
    return any(
        box[0] <= window[2] and box[2] >= window[0] and box[1] <= window[3] and box[3] >= window[1]
        for box in shape.boxes
    )
