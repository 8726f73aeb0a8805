"""Small things that templates write, and the order of names."""

import pytest

from core.sorting import sort_key
from directory.templatetags.directory_tags import phone_uri, without_scheme


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
