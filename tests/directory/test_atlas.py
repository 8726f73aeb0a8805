"""The drawings of the maps, and small things that templates write."""

import pytest

from core.sorting import sort_key
from directory.atlas import EUROPE, WORLD, _place_inside, _ring, _runs, atlas
from directory.templatetags.directory_tags import phone_uri, without_scheme


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


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("+39 0861 796666", "tel:+390861796666"), (" 112 ", "tel:112"), ("(0)40/12", "tel:04012")],
)
def test_a_number_is_dialled_by_its_digits(written, dialled):
    assert phone_uri(written) == dialled


def test_web_addresses_are_shown_as_people_write_them():
    assert without_scheme("https://www.example.org/") == "www.example.org"
    assert without_scheme("http://example.org/a/") == "example.org/a"


def test_names_sort_without_regard_to_accents():
    names = ["Österreich", "Norge", "Türkiye", "Åland", "Tunisie"]
    assert sorted(names, key=sort_key) == ["Åland", "Norge", "Österreich", "Tunisie", "Türkiye"]
