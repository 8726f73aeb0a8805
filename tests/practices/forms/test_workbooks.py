"""Workbooks: one practice a row, one a sheet, one a column."""

import io

import openpyxl
import pytest

from practices.forms.labels import CATEGORIES, LANGUAGES, PRACTICE
from practices.forms.reading import FormError, read_case_studies, read_practices
from tests.practices.forms.charts import chart_of
from tests.practices.forms.comparison import differences

KEYS = (
    "chart_no",
    "countries",
    "organisations",
    "name",
    "category",
    "typology",
    "period",
    "area",
    "background",
    "target_groups",
    "objectives",
    "activities",
    "methods",
    "tools",
    "human",
    "in_kind",
    "funding",
    "results",
    "strengths",
    "innovation",
    "challenges",
    "transferability",
    "mainstreaming",
    "contact",
)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def values(chart):
    people = "\n".join(f"- {count} {role}" if count else f"- {role}" for role, count in chart.human)
    money = "\n".join(
        f"{source}: {percent}%" if percent is not None else source
        for source, percent in chart.funding
    )
    return {
        "chart_no": chart.number,
        "countries": chart.country,
        "organisations": "\n".join(chart.organisations),
        "name": chart.name,
        "category": f"{chart.category} - {CATEGORIES[chart.category].label('en')}",
        "typology": chart.typology,
        "period": chart.period,
        "area": chart.area,
        "target_groups": "\n".join(chart.target_groups),
        "human": people,
        "in_kind": "\n".join(f"- {item}" for item in chart.in_kind),
        "funding": money,
        "contact": "\n".join(chart.contact),
    } | chart.texts


class Filled:
    def __init__(self, chart):
        self.chart = chart


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_practice_a_row(language, demonstration_charts, form_vocabulary):
    charts = [chart_of(record) for record in demonstration_charts]
    book = openpyxl.Workbook()
    book.active.append([PRACTICE[key].label(language) for key in KEYS])
    for chart in charts:
        book.active.append([values(chart)[key] for key in KEYS])
    results = list(read_practices(("charts.xlsx", saved(book)), form_vocabulary))
    assert [
        differences(Filled(chart), [result]) for chart, result in zip(charts, results, strict=True)
    ] == [[]] * len(charts)
    assert results[3].place == "sheet “Sheet”, row 5"


def test_heads_in_two_rows_below_a_title(demonstration_charts, form_vocabulary):
    chart = chart_of(demonstration_charts[0])
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Collection of practices"])
    whole = {"methods": "methods_tools", "human": "resources", "strengths": "learning"}
    sheet.append(
        [
            (
                PRACTICE[whole.get(key, key)].label("en")
                if not PRACTICE[key].part_of or key in whole
                else None
            )
            for key in KEYS
        ]
    )
    sheet.append([PRACTICE[key].label("en") if PRACTICE[key].part_of else None for key in KEYS])
    for first, last in (("methods", "tools"), ("human", "funding"), ("strengths", "challenges")):
        sheet.merge_cells(
            start_row=2,
            end_row=2,
            start_column=KEYS.index(first) + 1,
            end_column=KEYS.index(last) + 1,
        )
    sheet.append([values(chart)[key] for key in KEYS])
    assert (
        differences(
            Filled(chart), list(read_practices(("charts.xlsx", saved(book)), form_vocabulary))
        )
        == []
    )


def test_items_left_and_one_practice_a_sheet(demonstration_charts, form_vocabulary):
    charts = [chart_of(record) for record in demonstration_charts[:5]]
    book = openpyxl.Workbook()
    book.active.append(["Please fill in one sheet per practice."])
    for chart in charts:
        sheet = book.create_sheet(f"Chart {chart.number}")
        sheet.append(["Practice form"])
        for key in KEYS:
            sheet.append([PRACTICE[key].label("fr"), values(chart)[key]])
    results = list(read_practices(("charts.xlsx", saved(book)), form_vocabulary))
    assert [
        differences(Filled(chart), [result]) for chart, result in zip(charts, results, strict=True)
    ] == [[]] * len(charts)


def test_items_left_and_one_practice_a_column(demonstration_charts, form_vocabulary):
    charts = [chart_of(record) for record in demonstration_charts[:3]]
    book = openpyxl.Workbook()
    for key in KEYS:
        book.active.append([PRACTICE[key].label("en"), *(values(chart)[key] for chart in charts)])
    results = list(read_practices(("charts.xlsx", saved(book)), form_vocabulary))
    assert [
        differences(Filled(chart), [result]) for chart, result in zip(charts, results, strict=True)
    ] == [[]] * len(charts)


def test_unknown_columns_are_kept_and_bad_rows_named(demonstration_charts, form_vocabulary):
    chart = chart_of(demonstration_charts[0])
    book = openpyxl.Workbook()
    book.active.append([*(PRACTICE[key].label("en") for key in KEYS), "Inspector's remark"])
    book.active.append([*(values(chart)[key] for key in KEYS), "very good"])
    book.active.append(["this row is a mistake"])
    record, error = read_practices(("charts.xlsx", saved(book)), form_vocabulary)
    assert [(row.label, row.value) for row in record.unrecognised] == [
        ("Inspector's remark", "very good")
    ]
    assert isinstance(error, FormError) and "row 3" in error.sentence


def test_cases_one_a_row(form_vocabulary):
    book = openpyxl.Workbook()
    book.active.append(
        ["Organisation", "Country", *(f"Question {number}" for number in range(1, 13))]
    )
    book.active.append(
        [
            "La Example",
            "Italy",
            *("Gender: Female" if number == 2 else f"answer {number}" for number in range(1, 13)),
        ]
    )
    (record,) = read_case_studies(("cases.xlsx", saved(book)), form_vocabulary)
    assert (record.organisation, record.country, record.q1, record.q12, record.q2["gender"]) == (
        "La Example",
        "IT",
        "answer 1",
        "answer 12",
        ["Female"],
    )


def test_cases_with_a_column_a_list(form_vocabulary):
    book = openpyxl.Workbook()
    heads = [
        "Organisation",
        "Country",
        "1. Involvement",
        "Gender",
        "Age",
        "Type of exploitation",
        "How was the person recruited?",
        "What was the person offered?",
        "3. First contact",
        "12. Recommendations",
    ]
    book.active.append(heads)
    book.active.append(
        [
            "La Example",
            "Italy",
            "x",
            "Female",
            "Adult",
            "Forced labour; Forced begging",
            "Friend, Other",
            "Job promise",
            "Police",
            "y",
        ]
    )
    (record,) = read_case_studies(("cases.xlsx", saved(book)), form_vocabulary)
    assert record.q2 == {
        "gender": ["Female"],
        "age_group": ["Adult"],
        "exploitation": ["Forced labour", "Forced begging"],
        "recruitment": ["Friend", "Other"],
        "proposed": ["Job promise"],
        "other": None,
    }


def test_numbers_dates_and_shares_are_text(form_vocabulary):
    book = openpyxl.Workbook()
    book.active.append(
        ["Chart No.", "Name", "Period of implementation", "Activities", "Funding", "Results"]
    )
    book.active.append([7.0, "x", 2009, "y", 0.75, "z"])
    book.active["E2"].number_format = "0%"
    (record,) = read_practices(("charts.xlsx", saved(book)), form_vocabulary)
    assert (record.chart_no, record.period_start, record.resources.funding_text) == (7, 2009, "75%")
