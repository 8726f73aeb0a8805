"""Streams records as CSV that a spreadsheet opens without running anything in it."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from core.spreadsheet_text import escape

BYTE_ORDER_MARK = "\ufeff"


def cell(value: Any) -> Any:
    """Return a value as it goes into a cell: lists joined, nothing that begins a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        value = "; ".join(_phrase(item) for item in value)
    elif isinstance(value, dict):
        value = _phrase(value)
    return escape(str(value))


def _phrase(item: Any) -> str:
    """Return a row of a record as words: {"role": "Driver", "count": 2} is "Driver: 2"."""
    if not isinstance(item, dict):
        return str(item)
    return ": ".join(str(value) for value in item.values() if value not in (None, ""))


def _value(record: Mapping[str, Any], column: str) -> Any:
    """Return what stands in a column; `object.part` is a part of an object."""
    if column in record:
        return record[column]
    name, _, part = column.partition(".")
    return (record.get(name) or {}).get(part)


class _Echo:
    """A file that hands back what is written to it, so that the writer's lines can be streamed."""

    def write(self, value: str) -> str:
        return value


def csv_lines(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], *, byte_order_mark: bool = True
) -> Iterator[str]:
    """Yield the head line and one line a record; a column is a key of the records, or `key.part`.

    Excel takes a file for UTF-8 only when it begins with the mark; programs take the mark for a letter.
    """
    writer = csv.writer(_Echo())
    head = writer.writerow(columns)
    yield BYTE_ORDER_MARK + head if byte_order_mark else head
    for record in records:
        yield writer.writerow([cell(_value(record, column)) for column in columns])


def csv_answer(
    records: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    name: str,
    *,
    byte_order_mark: bool = True,
) -> StreamingHttpResponse:
    """Return a download of `records`, written while it is sent; `name` is the file's name without ending."""
    answer = StreamingHttpResponse(
        csv_lines(records, columns, byte_order_mark=byte_order_mark),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
