"""CSV: a spreadsheet opens it and runs nothing; a program reads back what was written."""

import csv

import pytest

from core.csv_answers import cell, csv_answer, csv_lines


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(start):
    assert cell(f"{start}cmd") == f"'{start}cmd"


def test_numbers_stay_numbers_even_below_zero():
    assert cell(-3) == -3
    assert cell(2.5) == 2.5


def test_a_list_is_joined_and_escaped_as_a_whole():
    assert cell(["FR", "DE"]) == "FR; DE"
    assert cell(["=SUM(A1)", "x"]) == "'=SUM(A1); x"


def test_rows_of_a_record_are_words():
    assert cell([{"role": "Driver", "count": 2}, {"role": "Cook", "count": None}]) == (
        "Driver: 2; Cook"
    )


def test_an_unknown_value_is_an_empty_cell():
    assert cell(None) == ""
    assert cell([]) == ""


def test_quotes_commas_and_line_breaks_come_back():
    records = [{"a": 'He said "no", then\nleft', "b": {"c": "deep"}}]
    text = "".join(csv_lines(records, ["a", "b.c", "b.missing"], byte_order_mark=False))
    assert list(csv.DictReader(text.splitlines(keepends=True))) == [
        {"a": 'He said "no", then\nleft', "b.c": "deep", "b.missing": ""}
    ]


def test_records_are_written_while_they_are_sent():
    asked = []

    def records():
        for number in range(3):
            asked.append(number)
            yield {"a": number}

    answer = csv_answer(records(), ["a"], "name")
    lines = iter(answer.streaming_content)
    assert next(lines).decode() == "\ufeffa\r\n"
    assert next(lines) == b"0\r\n"
    assert asked == [0]
    assert answer["Content-Disposition"] == 'attachment; filename="name.csv"'
