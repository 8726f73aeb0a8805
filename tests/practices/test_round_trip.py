"""A form that the site wrote gives the same record when it is read back."""

import pytest

from directory.services import save_organisation
from practices.forms.exact.case import CaseCells
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT
from practices.forms.exact.practice import PracticeCells
from practices.forms.exact.word import read_cells
from practices.forms.wording import LANGUAGES
from practices.forms.writing.filled import case_docx, practice_docx
from practices.json_records import case_study_record, practice_record
from practices.services import save_case_study, save_practice
from tests.practices.records import CASES, PRACTICES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("layout", [PRACTICE_LAYOUT, CASE_LAYOUT])
def test_a_label_means_one_row_in_all_languages(layout):
    for language in LANGUAGES:
        for row in (*layout.standard, *layout.details):
            assert layout.rows_by_label[layout.label(row, language)] == row


@pytest.mark.parametrize("record", PRACTICES, ids=lambda record: record["slug"])
def test_word_cells_of_charts(record):
    page = save_practice(record=record)
    for language in LANGUAGES:
        cells = read_cells(practice_docx(page, language), "x.docx", PRACTICE_LAYOUT)
        read = PracticeCells().read(cells)
        for key, value in practice_record(page).items():
            assert read.get(key) == value or not value, key


@pytest.mark.parametrize("record", CASES, ids=lambda record: record["slug"])
def test_word_cells_of_cases(record):
    save_organisation(record={"name": "Some Name", "slug": record["organisation"]})
    page = save_case_study(record=record)
    for language in LANGUAGES:
        cells = read_cells(case_docx(page, language), "x.docx", CASE_LAYOUT)
        read = CaseCells().read(cells)
        assert read.pop("organisation_keys") == {"Some Name": record["organisation"]}
        assert read["organisation"] == "Some Name"
        for key, value in case_study_record(page).items():
            if key != "organisation":
                assert read.get(key) == value or not value, key
