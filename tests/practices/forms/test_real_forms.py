"""The forms that organisations really sent: read where they lie, never copied here."""

import json
import os
import re
import time
from pathlib import Path

import pytest

from practices.forms.reading import FormError, read_case_studies, read_practices
from tests.practices.forms.comparison import words_of

FORMS = Path(
    os.environ.get("FORMS_DIR", Path(__file__).resolve().parents[4] / "shared" / "data" / "forms")
)
EXPECTED = sorted((FORMS / "expected").glob("*.json")) if FORMS.is_dir() else []
#: kept in the expected files for people; the forms print other words
NOT_COMPARED = {
    "file",
    "warnings_expected",
    "variation",
    "accept",
    "must_not_contain",
    "category_title",
}
LONG_TEXTS = {
    "background",
    "objectives",
    "activities",
    "methods",
    "tools",
    "results",
    "strengths",
    "innovation",
    "challenges",
    "learning",
    "transferability",
    "mainstreaming",
} | {f"q{number}" for number in range(1, 13)}

pytestmark = pytest.mark.skipif(
    not EXPECTED, reason=f"the folder of real forms is absent: {FORMS} (set FORMS_DIR)"
)


def read(path, vocabulary):
    reader = read_practices if path.stem.startswith("chart") else read_case_studies
    folder = "practices" if path.stem.startswith("chart") else "cases"
    results = list(reader(FORMS / folder / f"{path.stem}.docx", vocabulary))
    assert len(results) == 1 and not isinstance(results[0], FormError), results
    return results[0].to_json()


def flattened(expected, found, key=""):
    """Give (key, expected, found) of every value; question 2 and the resources by their parts."""
    for name, value in expected.items():
        path = f"{key}{name}"
        got = found.get(name) if isinstance(found, dict) else None
        if isinstance(value, dict) and name != "other":
            yield from flattened(value, got or {}, f"{path}.")
        else:
            yield path, value, got


def same(key, expected, found):
    if key in LONG_TEXTS and expected is not None:
        return words_of(expected) == words_of(found)
    if key.startswith("q2.") and isinstance(expected, list):
        return sorted(expected) == sorted(found or [])
    return expected == found


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_form_is_read_as_a_reader_finds_it(path, form_vocabulary):
    expected = json.loads(path.read_text())
    record = read(path, form_vocabulary)
    accepted = expected.get("accept", {})
    wrong = {
        key: (value, got)
        for key, value, got in flattened(
            {key: value for key, value in expected.items() if key not in NOT_COMPARED}, record
        )
        if not same(key, value, got) and got not in accepted.get(key, [])
    }
    assert wrong == {}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_form_gives_the_warnings_that_are_due_and_no_others(path, form_vocabulary):
    expected = json.loads(path.read_text())
    warnings = read(path, form_vocabulary)["warnings"]
    due = expected["warnings_expected"]
    for one in due:
        assert any(
            (one["field"] in (None, warning["field"]))
            and any(
                re.search(pattern, warning["message"], re.IGNORECASE) for pattern in one["match"]
            )
            for warning in warnings
        ), (one, warnings)
    assert {warning["code"] for warning in warnings} <= {one["code"] for one in due}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_words_that_belong_to_nobody_are_in_no_value(path, form_vocabulary):
    record = read(path, form_vocabulary)
    values = json.dumps(
        {key: value for key, value in record.items() if key not in ("warnings", "unrecognised")},
        ensure_ascii=False,
    )
    for word in json.loads(path.read_text()).get("must_not_contain", []):
        assert word not in values


def test_practice_forms_are_read_in_two_seconds(form_vocabulary):
    started = time.perf_counter()
    for path in sorted((FORMS / "practices").glob("*.docx")):
        list(read_practices(path, form_vocabulary))
    assert time.perf_counter() - started < 2
