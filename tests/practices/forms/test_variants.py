"""A chart comes back whole, whichever way it was filled in."""

import pytest

from practices.forms.reading import read_practices
from tests.practices.forms.charts import chart_of
from tests.practices.forms.comparison import differences
from tests.practices.forms.variants import (
    BULLETS,
    CATEGORY,
    HEADS,
    LAYOUTS,
    RESOURCES,
    SPLITS,
    Filler,
)


def check(record, vocabulary, seed, **fixed):
    filler = Filler(chart_of(record), seed, **fixed)
    told = differences(filler, list(read_practices(("form.docx", filler.file()), vocabulary)))
    assert told == [], filler


@pytest.mark.parametrize("seed", range(200))
def test_any_way_of_filling_in(seed, demonstration_charts, form_vocabulary):
    check(demonstration_charts[seed % len(demonstration_charts)], form_vocabulary, seed)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, values in (
            ("layout", LAYOUTS),
            ("head", HEADS),
            ("bullets", BULLETS),
            ("category", CATEGORY),
            ("resources", RESOURCES),
            ("methods", SPLITS),
            ("learning", SPLITS),
        )
        for value in values
    ],
)
def test_each_way_alone(name, value, demonstration_charts, form_vocabulary):
    for seed, record in enumerate(demonstration_charts[:6], start=1000):
        check(record, form_vocabulary, seed, **{name: value})
