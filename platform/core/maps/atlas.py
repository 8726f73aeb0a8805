"""The two drawings: shapes of countries with the place where a number fits into each.

The drawings lie in static/map (its README names source and projection). Only straight lines occur in them:
`M x y l dx dy dx dy … z`, which is what this module reads.
"""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.contrib.staticfiles import finders

EUROPE, WORLD = "europe", "world"
# A shape of fewer square units has no room for a number; it gets a circle beside its name in the list.
ROOM_FOR_NUMBER = 1400
WIDTH_OF_NUMBER = 24
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """One country of the map: its code (empty for land without one), its path, the place of its number."""

    code: str
    path: str
    x: float
    y: float
    has_room: bool
    area: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Atlas:
    """A whole drawing."""

    view_box: str
    shapes: tuple[Shape, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Return the countries that have a shape."""
        return frozenset(shape.code for shape in self.shapes if shape.code)


@cache
def atlas(frame: str = EUROPE) -> Atlas:
    """Read a map, EUROPE or WORLD; once a process, since the drawings are part of the product."""
    name = f"map/{frame}.svg"
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"{name} is missing: it belongs into static/.")
    # The drawing is our own file, so no hostile XML comes this way.
    root = ElementTree.fromstring(Path(found).read_text(encoding="utf-8"))  # noqa: S314
    shapes = tuple(
        _shape(path.get("id", ""), path.get("d", "")) for path in root.iter(f"{_SVG}path")
    )
    return Atlas(view_box=root.get("viewBox", ""), shapes=shapes)


def _shape(code: str, path: str) -> Shape:
    rings = [_ring(part) for part in path.split("M") if part.strip()]
    ring = max(rings, key=_area)
    x, y = _place_inside(ring)
    area = _area(ring)
    boxes = tuple(_box(ring) for ring in rings)
    return Shape(code, path, round(x, 1), round(y, 1), area >= ROOM_FOR_NUMBER, area, boxes)


def _ring(part: str) -> list[Point]:
    numbers = [float(number) for number in _NUMBER.findall(part)]
    x, y = numbers[0], numbers[1]
    points = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _box(ring: list[Point]) -> Box:
    """Return the bounds of a ring."""
    across, down = [x for x, _ in ring], [y for _, y in ring]
    return min(across), min(down), max(across), max(down)


def _sides(ring: list[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _area(ring: list[Point]) -> float:
    """Return the area of a ring (shoelace formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(ring))) / 2


def _centroid(ring: list[Point]) -> Point:
    weights = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(ring)]
    total = 3 * sum(weights)
    if not total:
        return ring[0]
    pairs = list(zip(_sides(ring), weights, strict=True))
    x = sum((a[0] + b[0]) * weight for (a, b), weight in pairs) / total
    y = sum((a[1] + b[1]) * weight for (a, b), weight in pairs) / total
    return x, y


def _place_inside(ring: list[Point]) -> Point:
    """Return the middle of the land at the height of the centroid, or where it is widest (Norway)."""
    x, y = _centroid(ring)
    for left, right in _runs(ring, y):
        if left <= x <= right and right - left >= WIDTH_OF_NUMBER:
            return (left + right) / 2, y
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    levels = [top + (bottom - top) * step / 20 for step in range(1, 20)]
    runs = [(right - left, (left + right) / 2, y) for y in levels for left, right in _runs(ring, y)]
    return max(runs)[1:] if runs else (x, y)


def _runs(ring: list[Point], y: float) -> list[tuple[float, float]]:
    """Return the stretches from west to east that lie inside `ring` at height `y`."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in _sides(ring)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))
