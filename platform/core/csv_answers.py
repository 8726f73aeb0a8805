"""Streams records as CSV that a spreadsheet opens without running anything in it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# What a spreadsheet takes for the start of a formula (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


def cell(value: Any) -> Any:
    """Return a value as it goes into a cell: lists joined, nothing that begins a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, tuple)):
        value = "; ".join(_phrase(item) for item in value)
    elif isinstance(value, dict):
        value = _phrase(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _phrase(item: Any) -> str:
    """Return a row of a record as words: {"role": "Driver", "count": 2} is "Driver: 2"."""
    if not isinstance(item, dict):
        return str(item)
    return ": ".join(str(value) for value in item.values() if value not in (None, ""))


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record in one row: the parts of an object become columns named `object.part`."""
    row: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            row |= {f"{name}.{part}": content for part, content in value.items()}
        else:
            row[name] = value
    return row


class _Echo:
    """A file that hands back what is written to it, so that the writer's lines can be streamed."""

    def write(self, value: str) -> str:
        return value


def csv_lines(records: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Yield the head line and one line a record; `columns` are the names of flattened records."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for record in records:
        row = flat(record)
        yield writer.writerow([cell(row.get(column)) for column in columns])


def csv_answer(
    records: Iterable[dict[str, Any]], columns: Sequence[str], name: str
) -> StreamingHttpResponse:
    """Return a download of `records`, written while it is sent; `name` is the file's name without ending."""
    answer = StreamingHttpResponse(csv_lines(records, columns), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
