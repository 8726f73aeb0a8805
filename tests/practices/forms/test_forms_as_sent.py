"""Ways of setting a form that the generator does not draw, and what the reader says about them."""

import pytest

from practices.forms.reading import read_case_studies
from tests.practices.forms.plain_forms import ITEMS, codes, read, rows
from tests.practices.forms.word_files import cell, paragraph, row, run, table, word_file


def test_a_plain_form_gives_no_warning(form_vocabulary):
    (record,) = read(table(*rows()), form_vocabulary)
    assert codes(record) == []
    assert (record.chart_no, record.countries, record.category) == (8, ["XK"], "A")


def test_letter_and_title_that_do_not_agree_are_told(form_vocabulary):
    items = [
        ("Category C", value) if label == "Category A" else (label, value) for label, value in ITEMS
    ]
    (record,) = read(table(*rows(items)), form_vocabulary)
    assert (record.category, record.category_expected) == ("C", "A")
    assert codes(record) == ["category_mismatch"]


def test_item_that_stands_twice_with_two_values_keeps_both(form_vocabulary):
    (record,) = read(
        table(*rows((*ITEMS, ("Results", "And more"), ("Activities", "What")))), form_vocabulary
    )
    assert record.results == "What came of it\nAnd more"
    assert record.activities == "What"
    assert codes(record) == ["duplicate_label", "duplicate_label"]


def test_tracked_changes_count_as_accepted(form_vocabulary):
    inserted, deleted = '<w:ins w:id="3" w:author="x"/>', '<w:del w:id="4" w:author="x"/>'
    moved = (
        '<w:moveFrom w:id="5"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo w:id="6">'
        + run("here")
        + "</w:moveTo>"
    )
    joined = paragraph(run("one "), f"<w:rPr>{deleted}</w:rPr>") + paragraph(run("line"))
    extra = row(cell(paragraph("Mainstreaming")), cell(joined), properties=inserted)
    gone = row(cell(paragraph("Transferability")), cell(paragraph("gone")), properties=deleted)
    (record,) = read(
        table(*rows(Activities=paragraph(moved)), extra, gone), form_vocabulary, comments=["Sure?"]
    )
    assert (record.activities, record.mainstreaming, record.transferability) == (
        "here",
        "one line",
        None,
    )
    assert codes(record) == ["tracked_changes", "comments"]
    assert [(one.label, one.value) for one in record.unrecognised] == [("Comment", "Sure?")]


def test_footnotes_are_kept_apart(form_vocabulary):
    noted = paragraph(run("Why") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    (record,) = read(
        table(*rows(Background_information=noted)), form_vocabulary, footnotes=["See the report."]
    )
    assert record.background == "Why"
    assert [(one.label, one.value) for one in record.unrecognised] == [
        ("Footnote", "See the report.")
    ]


def test_text_outside_the_table_is_told(form_vocabulary):
    (record,) = read(
        paragraph("Please fill in this form.") + table(*rows()) + paragraph("We thank the police."),
        form_vocabulary,
    )
    assert codes(record) == ["outside_text"]
    assert record.unrecognised[0].value == "We thank the police."


def test_section_heads_in_the_table_are_the_forms_own(form_vocabulary):
    section = row(cell(paragraph("Part II: Description"), '<w:gridSpan w:val="2"/>'))
    (record,) = read(table(*rows(ITEMS[:7]), section, *rows(ITEMS[7:])), form_vocabulary)
    assert codes(record) == []


def test_hints_under_the_labels_do_not_hide_them(form_vocabulary):
    hint = paragraph("Please describe shortly who does what, with how many people.")
    body = table(
        *(row(cell(paragraph(label) + hint), cell(paragraph(value))) for label, value in ITEMS)
    )
    (record,) = read(body, form_vocabulary)
    assert (record.name, record.background, record.results) == (
        "Example practice",
        "Why",
        "What came of it",
    )


def test_two_labels_in_one_row(form_vocabulary):
    head = row(*(cell(paragraph(text)) for text in ("Chart No.", "7", "Country", "Italy")))
    (record,) = read(table(head, *rows(ITEMS[1:])), form_vocabulary)
    assert (record.chart_no, record.countries) == (7, ["IT"])


def test_value_that_goes_on_in_the_next_row(form_vocabulary):
    more = row(cell(paragraph("")), cell(paragraph("and more")))
    (record,) = read(table(*rows(ITEMS[:11]), more, *rows(ITEMS[11:])), form_vocabulary)
    assert record.activities == "What\nand more"


def test_two_forms_in_one_file(form_vocabulary):
    second = [("Chart No. 9", "Serbia"), *ITEMS[1:]]
    first, other = read(table(*rows()) + paragraph("") + table(*rows(second)), form_vocabulary)
    assert [(one.chart_no, one.countries) for one in (first, other)] == [(8, ["XK"]), (9, ["RS"])]


def test_items_as_column_heads_in_word(form_vocabulary):
    items = [("Country", "Kosovo"), *ITEMS[1:]]
    body = table(
        row(*(cell(paragraph(label)) for label, _ in items)),
        *(row(*(cell(paragraph(value)) for _, value in items)) for _ in range(2)),
    )
    first, second = read(body, form_vocabulary)
    assert first.objectives == second.objectives == "What for"


@pytest.mark.parametrize("mark", ["■", "☑", "🗹", "✔"])
def test_ticks_of_many_signs(mark, form_vocabulary):
    boxes = "".join(paragraph(f"{mark if letter == 'B' else '□'} {letter}") for letter in "ABCD")
    items = [
        ("Category", boxes) if label == "Category A" else (label, value) for label, value in ITEMS
    ]
    (record,) = read(table(*rows(items)), form_vocabulary)
    assert record.category == "B"


def test_boxes_none_of_which_is_ticked_are_told(form_vocabulary):
    boxes = "".join(paragraph(f"☐ {letter}") for letter in "ABCD")
    items = [
        ("Category", boxes) if label == "Category A" else (label, value) for label, value in ITEMS
    ]
    (record,) = read(table(*rows(items)), form_vocabulary)
    assert record.category is None
    assert codes(record) == ["nothing_ticked"]


def test_blank_form_says_so(form_vocabulary):
    (error,) = read(table(*rows([(label, "") for label, _ in ITEMS[1:]])), form_vocabulary)
    assert "blank" in error.sentence


def test_rows_are_kept_for_the_preview(form_vocabulary):
    (record,) = read(table(*rows()), form_vocabulary)
    shown = next(one for one in record.rows if one.item == "objectives")
    assert (shown.label, shown.value, shown.place) == ("Objectives", "What for", "table 1, row 10")


def test_head_of_a_case_outside_the_table(form_vocabulary):
    questions = ("Involvement", "Background information", "First contact", "Obstacles")
    body = paragraph("Organisation: Example") + paragraph("Country: Luxembourg")
    body += table(
        *(
            row(cell(paragraph(f"{number}. {text}")), cell(paragraph("x")))
            for number, text in enumerate(questions, start=1)
        )
    )
    (record,) = read_case_studies(("case.docx", word_file(body)), form_vocabulary)
    assert (record.organisation, record.country) == ("Example", "LU")
