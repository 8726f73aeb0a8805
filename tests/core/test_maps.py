"""The drawings of the maps, and what stands on them."""

import pytest

from core.maps.atlas import EUROPE, WORLD, _place_inside, _ring, _runs, atlas
from core.maps.drawing import MappedCountry, draw, fitting_frame


def country(code, number=1, **values):
    return MappedCountry(code, code, number, f"{code}: {number}", f"/{code}", **values)


@pytest.mark.parametrize("frame", [EUROPE, WORLD])
def test_every_number_of_the_map_stands_on_its_country(frame):
    for shape in atlas(frame).shapes:
        rings = [_ring(part) for part in shape.path.split("M") if part.strip()]
        runs = [run for ring in rings for run in _runs(ring, shape.y)]
        assert any(left - 1 <= shape.x <= right + 1 for left, right in runs), shape.code


def test_a_shape_whose_centre_lies_outside_is_numbered_where_it_is_widest():
    horseshoe = [(0, 0), (10, 0), (10, 1), (2, 1), (2, 9), (10, 9), (10, 10), (0, 10)]
    x, y = _place_inside(horseshoe)
    assert any(left <= x <= right for left, right in _runs(horseshoe, y))


def test_europe_is_drawn_unless_no_country_of_it_has_a_record():
    assert fitting_frame([]) == EUROPE
    assert fitting_frame([country("TH"), country("IT")]) == EUROPE
    assert fitting_frame([country("TH"), country("IT", 0)]) == WORLD


def test_countries_are_links_on_the_map_and_those_without_a_shape_are_named():
    drawing = draw([country("IT", 3, is_chosen=True), country("TH")], EUROPE)
    assert '<a href="/IT" aria-label="IT: 3, chosen" aria-current="true">' in drawing.svg
    assert [one.code for one in drawing.outside] == ["TH"]
    assert drawing.has_chosen
