"""Blank forms: an organisation fills one in, and every answer arrives where it belongs."""

import io

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from practices.forms.exact import words
from practices.forms.exact.layout import CASE_LAYOUT, PRACTICE_LAYOUT
from practices.forms.labels import CATEGORIES
from practices.forms.wording import LANGUAGES
from practices.forms.writing import blank_form
from practices.importing import CASE_STUDIES, PRACTICES, FormError, apply_planned, plan_import
from practices.json_records import case_study_record, practice_record

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ANSWERS = {
    "chart_no": "12",
    "countries": "BA",
    "organisations": "Night Bus Association",
    "name": "Night bus",
    "typology": "Outreach units",
    "period": "2009 – 2011",
    "area": "Rome",
    "background": "There is a need.",
    "target_groups": "- Migrants\n- Young people",
    "objectives": "To help.",
    "activities": "- Rounds\n- Talks",
    "methods": "Talking",
    "tools": "A bus",
    "human": "2 × driver\n1 × nurse",
    "in_kind": "1 × bus",
    "funding": "Region: 40 %\nTown: 60 %",
    "results": "Many.",
    "strengths": "Trust.",
    "innovation": "At night.",
    "challenges": "Rain.",
    "transferability": "Yes.",
    "mainstreaming": "Not yet.",
    "contact": "office@example.org",
}
CASE_ANSWERS = {
    "organisation": "Night Bus Association",
    "country": "IT",
    **{f"q{n}": f"Answer {n}." for n in range(1, 13) if n != 2},
}


def word_cells(document):
    """Return the cells of answers by label."""
    return {
        row.cells[0].paragraphs[0].text: row.cells[1]
        for table in document.tables
        for row in table.rows
    }


def tick(cell, label):
    """Tick the box with this label, as Word does."""
    [box] = [
        one
        for one in cell._tc.iter(qn("w:sdt"))
        if one.find(f".//{qn('w:alias')}").get(qn("w:val")) == label
    ]
    [text] = box.iter(qn("w:t"))
    text.text = "☒"
    checked = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    next(box.iter(f"{checked}checked")).set(f"{checked}val", "1")


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled_word(kind, layout, language, answers, ticks):
    document = Document(io.BytesIO(blank_form(kind, language, "docx")))
    cells = word_cells(document)
    for row, text in answers.items():
        cell = cells[layout.label(row, language)]
        for at, line in enumerate(text.split("\n")):
            (cell.paragraphs[0] if at == 0 else cell.add_paragraph()).add_run(line)
    for row, label in ticks:
        tick(cells[layout.label(row, language)], label)
    return saved(document)


def filled_excel(kind, layout, language, answers):
    book = openpyxl.load_workbook(io.BytesIO(blank_form(kind, language, "xlsx")))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    for row, text in answers.items():
        sheet.cell(2, heads.index(layout.label(row, language)) + 1, text)
    return saved(book)


def imported(name, data, kind):
    [planned] = plan_import([(name, data)], kind)
    outcome = apply_planned(planned)
    return outcome.page, [w.code for w in planned.warnings]


def expect_practice(page):
    record = practice_record(page, "members")
    assert record["number"] == 12
    assert record["countries"] == ["BA"]
    assert record["category"] == "B"
    assert record["typologies"] == ["outreach-units"]
    assert (record["period_start"], record["period_end"]) == (2009, 2011)
    assert record["target_groups"] == ["young-people", "migrants"]
    assert record["activities"] == "<ul><li>Rounds</li><li>Talks</li></ul>"
    assert (record["methods"], record["tools"]) == ("<p>Talking</p>", "<p>A bus</p>")
    assert record["resources"] == {
        "human": [{"role": "driver", "count": 2}, {"role": "nurse", "count": 1}],
        "in_kind": [{"item": "bus", "count": 1}],
        "funding": [{"source": "Region", "percent": 40}, {"source": "Town", "percent": 60}],
        "note": None,
    }
    texts = [record[key] for key in ("strengths", "innovation", "challenges", "mainstreaming")]
    assert texts == ["<p>Trust.</p>", "<p>At night.</p>", "<p>Rain.</p>", "<p>Not yet.</p>"]
    assert record["contacts"] == [
        {"kind": "email", "value": "office@example.org", "tier": "members"}
    ]
    assert page.unrecognised_rows == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_word_form_arrives_without_a_doubt(language):
    title = f"B. {CATEGORIES['B'].label(language)}"
    data = filled_word("practice", PRACTICE_LAYOUT, language, ANSWERS, [("category", title)])
    page, warnings = imported("form.docx", data, PRACTICES)
    expect_practice(page)
    assert warnings == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_workbook_arrives_without_a_doubt(language):
    data = filled_excel("practice", PRACTICE_LAYOUT, language, {**ANSWERS, "category": "B"})
    page, warnings = imported("form.xlsx", data, PRACTICES)
    expect_practice(page)
    assert warnings == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_case_form_arrives_without_a_doubt(language):
    from practices.forms.labels import TICK_OPTIONS

    ticks = [("q2", TICK_OPTIONS[group][0].label(language)) for group in TICK_OPTIONS]
    data = filled_word("case-study", CASE_LAYOUT, language, CASE_ANSWERS, ticks)
    page, warnings = imported("form.docx", data, CASE_STUDIES)
    record = case_study_record(page)
    assert warnings == []
    assert (record["gender"], record["age_group"]) == ("male", "adult")
    assert record["exploitation_forms"] == ["sexual-exploitation"]
    assert (record["recruitment"], record["offer"]) == (["friend"], ["job"])
    assert record["need"] == "Answer 1."
    assert record["experience"] == "Answer 10."
    assert record["actors"] == [{"kind": None, "role": "Answer 5."}]
    assert page.unrecognised_rows == []


@pytest.mark.parametrize("kind", ["practice", "case-study"])
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_form_that_nobody_filled_in_is_told_to_be_empty(kind, form):
    data = blank_form(kind, "en", form)
    planned = plan_import(
        [(f"blank.{form}", data)], PRACTICES if kind == "practice" else CASE_STUDIES
    )
    assert all(isinstance(result, FormError) for result in planned)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["practice", "case-study"])
def test_a_word_form_tells_its_title_its_language_and_the_heads_of_its_columns(kind, language):
    document = Document(io.BytesIO(blank_form(kind, language, "docx")))
    layout = PRACTICE_LAYOUT if kind == "practice" else CASE_LAYOUT
    assert document.core_properties.title == layout.title[language]
    assert document.core_properties.language == language
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {language}
    [table] = document.tables
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in table.rows[0].cells] == [
        words.ITEM[language],
        words.ANSWER[language],
    ]
    assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typologies_are_listed_by_category(language):
    document = Document(io.BytesIO(blank_form("practice", language, "docx")))
    text = "\n".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    for letter, item in CATEGORIES.items():
        assert f"{letter}. {item.label(language)}" in text
    book = openpyxl.load_workbook(io.BytesIO(blank_form("practice", language, "xlsx")))
    assert len(book.worksheets) == 2


def test_a_form_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no blank form"):
        blank_form("practice", "xx", "docx")
