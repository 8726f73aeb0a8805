"""JSON in: records of the demonstration's shape, and those that we print ourselves."""

import json
from pathlib import Path

from practices.forms.reading import read_case_studies, read_practices

ROOT = Path(__file__).resolve().parents[3]


def test_demonstration_charts_are_read_without_a_doubt(demonstration_charts, form_vocabulary):
    records = list(read_practices(ROOT / "practices/demo_data/practices.json", form_vocabulary))
    assert [record.chart_no for record in records] == [
        one["number"] for one in demonstration_charts
    ]
    assert [record.warnings for record in records] == [[]] * len(records)
    assert records[0].methods.startswith("- Mapping of the area")
    assert records[0].resources.in_kind[0] == "1 Car"
    assert records[0].extras["slug"] == demonstration_charts[0]["slug"]


def test_demonstration_cases_are_read_without_a_doubt(form_vocabulary):
    data = json.loads((ROOT / "practices/demo_data/case_studies.json").read_text())
    records = list(read_case_studies(("cases.json", json.dumps(data).encode()), form_vocabulary))
    assert [record.warnings for record in records] == [[]] * len(data)
    assert records[0].q2["gender"] == ["Female"]
    assert records[0].q10.startswith("What worked:\n- ")


def test_what_is_printed_is_read_back_the_same(demonstration_charts, form_vocabulary):
    first = list(
        read_practices(("a.json", json.dumps(demonstration_charts).encode()), form_vocabulary)
    )
    printed = [record.to_json() for record in first]
    second = list(read_practices(("a.json", json.dumps(printed).encode()), form_vocabulary))
    assert [record.to_json() for record in second] == printed


def test_unknown_keys_are_told_and_kept(form_vocabulary):
    (record,) = read_practices(
        ("a.json", json.dumps({"name": "x", "category": "A", "colour": "red"}).encode()),
        form_vocabulary,
    )
    assert [(row.label, row.value) for row in record.unrecognised] == [("colour", "red")]
    assert "colour" in record.warnings[0].message


def test_tags_of_our_own_become_lines_and_others_stay_text(form_vocabulary):
    text = "<p>One &amp; two</p><ul><li>a<ul><li>b</li></ul></li><li><strong>c</strong></li></ul><b onclick='x'>d</b>"
    (record,) = read_practices(
        ("a.json", json.dumps({"name": "x", "objectives": text}).encode()), form_vocabulary
    )
    assert record.objectives == "One & two\n- a\n  - b\n- c\n<b onclick='x'>d"
