"""Settings of a form that are seldom met: captions above their texts, crosses in cells, answers in odd places."""

import pytest

from tests.practices.forms.plain_forms import ITEMS, codes, read, rows
from tests.practices.forms.word_files import cell, paragraph, row, run, table

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def cells(*texts):
    return row(*(cell(paragraph(text)) for text in texts))


def without(label):
    return [(one, value) for one, value in ITEMS if one != label]


def test_captions_above_their_texts_inside_a_cell(form_vocabulary):
    inner = table(cells("Strengths", "Weaknesses"), cells("Trust", "Money"))
    body = table(*rows(), row(cell(paragraph("Learning from the case")), cell(inner)))
    (record,) = read(body, form_vocabulary)
    assert (record.strengths, record.challenges, record.learning) == ("Trust", "Money", None)


def test_captions_above_their_texts_beside_a_merged_label(form_vocabulary):
    first = row(
        cell(paragraph("Methods and tools"), DOWN), *map(cell, map(paragraph, ("Methods", "Tools")))
    )
    second = row(cell("", GOES_ON), *map(cell, map(paragraph, ("Meetings", "Leaflets"))))
    (record,) = read(table(*rows(), first, second), form_vocabulary)
    assert (record.methods, record.tools) == ("Meetings", "Leaflets")


def test_head_whose_labels_stand_above_their_values(form_vocabulary):
    body = table(cells("Chart No.", "Country"), cells("7", "Italy"), *rows(ITEMS[1:]))
    (record,) = read(body, form_vocabulary)
    assert (record.chart_no, record.countries) == (7, ["IT"])


@pytest.mark.parametrize(
    "head",
    [
        row(cell(paragraph("Chart No. 7 Italy"), WIDE)),
        row(cell(paragraph("Chart no. 7 / Italy"), WIDE)),
        cells("Italy", "Chart No. 7"),
        cells("Chart No. / Country", "7 (Italy)"),
    ],
)
def test_heads_in_one_row(head, form_vocabulary):
    (record,) = read(table(head, *rows(ITEMS[1:])), form_vocabulary)
    assert (record.chart_no, record.countries, codes(record)) == (7, ["IT"], [])


def test_number_and_country_in_the_running_header(form_vocabulary):
    (record,) = read(
        table(*rows(ITEMS[1:])), form_vocabulary, header="Practice chart No. 7 – Italy"
    )
    assert (record.chart_no, record.countries, codes(record)) == (7, ["IT"], [])


def test_list_that_goes_on_in_the_next_row_keeps_its_levels(form_vocabulary):
    first = row(
        cell(paragraph("Mainstreaming")), cell(paragraph("* One:") + paragraph("    * two"))
    )
    second = row(cell(""), cell(paragraph("    * three") + paragraph("* Four")))
    (record,) = read(table(*rows(), first, second), form_vocabulary)
    assert record.mainstreaming == "- One:\n  - two\n  - three\n- Four"


def test_item_that_is_continued_in_a_second_table_is_no_duplicate(form_vocabulary):
    second = table(cells("Results (continued)", "And more"))
    (record,) = read(table(*rows()) + paragraph("") + second, form_vocabulary)
    assert (record.results, codes(record)) == ("What came of it\nAnd more", [])


def test_answers_written_into_the_label_cell(form_vocabulary):
    bold = run("Objectives", "<w:b/>")
    body = table(
        *rows(without("Objectives")),
        row(cell(paragraph(bold) + paragraph("What for")), cell("")),
        row(cell(paragraph("Mainstreaming: everywhere")), cell("")),
    )
    (record,) = read(body, form_vocabulary)
    assert (record.objectives, record.mainstreaming) == ("What for", "everywhere")


def test_hint_in_the_paragraph_of_a_heading_is_no_answer(form_vocabulary):
    body = "".join(
        paragraph(run(f"{label}\nin ten lines at most", "<w:b/>")) + paragraph(value)
        for label, value in ITEMS
    )
    (record,) = read(body, form_vocabulary)
    assert (record.name, record.results) == ("Example practice", "What came of it")


def test_bold_answers_in_the_paragraph_of_their_label_are_kept(form_vocabulary):
    body = "".join(paragraph(run(f"{label}\n{value}", "<w:b/>")) for label, value in ITEMS)
    (record,) = read(body, form_vocabulary)
    assert (record.name, record.results) == ("Example practice", "What came of it")


def test_entries_of_resources_that_look_like_sub_headings_are_kept(form_vocabulary):
    value = "".join(
        map(paragraph, ("1 Coordinator", "3 Operators", "Equipment", "Funding: A Fund"))
    )
    (record,) = read(
        table(*rows(), row(cell(paragraph("Resources")), cell(value))), form_vocabulary
    )
    assert record.resources.human == [
        {"role": "Coordinator", "count": 1},
        {"role": "Operators", "count": 3},
    ]
    assert record.resources.in_kind == ["Equipment"]


def test_text_that_is_crossed_out_is_no_answer_and_is_told(form_vocabulary):
    value = paragraph(run("What") + run(" nobody", "<w:strike/>"))
    (record,) = read(table(*rows(Activities=value)), form_vocabulary)
    assert (record.activities, codes(record)) == ("What", ["struck_out_text"])
    assert [(one.label, one.value) for one in record.unrecognised] == [
        ("Struck-out text", "nobody")
    ]


CATEGORIES = [("A", "Prevention"), ("B", "Identification"), ("C", "Reintegration"), ("D", "Other")]


@pytest.mark.parametrize(
    "value",
    [
        "".join(paragraph(f"{'x ' if one == 'C' else ''}{one} – {title}") for one, title in CATEGORIES),
        "".join(
            paragraph(run(f"{one} – {title}", "<w:b/>" if one == "C" else "")) for one, title in CATEGORIES
        ),
        table(*(cells("x" if one == "C" else "", f"{one} – {title}") for one, title in CATEGORIES)),
        table(cells("A", "B", "C", "D"), cells("", "", "x", "")),
        paragraph("○ A  ○ B  ● C  ○ D"),
        paragraph(run("A / B / ") + run("C", "<w:u w:val='single'/>") + run(" / D")),
    ],
)  # fmt: skip
def test_category_chosen_from_a_list(value, form_vocabulary):
    body = table(*rows(without("Category A")), row(cell(paragraph("Category")), cell(value)))
    (record,) = read(body, form_vocabulary)
    assert record.category == "C"


def test_list_of_categories_left_standing_is_no_answer(form_vocabulary):
    value = "".join(paragraph(f"{one} – {title}") for one, title in CATEGORIES)
    body = table(*rows(without("Category A")), row(cell(paragraph("Category")), cell(value)))
    (record,) = read(body, form_vocabulary)
    assert (record.category, codes(record)) == (None, ["nothing_ticked"])


def test_two_items_side_by_side_each_with_its_value_below(form_vocabulary):
    filled = [
        cell(paragraph(run(label, "<w:b/>")) + paragraph(value)) for label, value in ITEMS[:12]
    ]
    body = table(*(row(*filled[at : at + 2]) for at in range(0, 12, 2)))
    (record,) = read(body, form_vocabulary)
    assert (record.countries, record.name, record.area_text, record.results) == (
        ["XK"],
        "Example practice",
        "Kosovo",
        "What came of it",
    )


def test_labels_on_the_right(form_vocabulary):
    (record,) = read(table(*(cells(value, label) for label, value in ITEMS)), form_vocabulary)
    assert (record.chart_no, record.name, record.results) == (
        8,
        "Example practice",
        "What came of it",
    )


def test_head_that_is_printed_again_begins_no_second_form(form_vocabulary):
    again = row(cell(paragraph("Chart No. 8 – Kosovo"), WIDE))
    body = table(*rows(ITEMS[:8])) + paragraph("") + table(again, *rows(ITEMS[8:]))
    (record,) = read(body, form_vocabulary)
    assert (record.countries, record.results) == (["XK"], "What came of it")


def test_words_of_an_answer_before_a_colon_are_no_labels(form_vocabulary):
    items = [
        (label, "What\nTarget: all\nResults: they call us" if label == "Activities" else value)
        for label, value in ITEMS
    ]
    body = "".join(
        paragraph(f"{label}:") + "".join(map(paragraph, value.split("\n")))
        for label, value in items
    )
    (record,) = read(body, form_vocabulary)
    assert record.activities == "What\nTarget: all\nResults: they call us"
    assert (record.target_groups, record.results) == (["Migrants"], "What came of it")
