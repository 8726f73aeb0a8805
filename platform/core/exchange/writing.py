"""Writes records as JSON, CSV and Excel files that `core.exchange.reading` reads back unchanged."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.exchange.columns import Column, RecordTable


class TextStream(Protocol):
    """What text can be written to: a file, or the output of a command."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def write_json(records: Iterable[Mapping[str, Any]], stream: TextStream) -> int:
    """Write a list of records one at a time; return their number."""
    stream.write("[")
    number = 0
    for number, record in enumerate(records, start=1):
        text = json.dumps(record, ensure_ascii=False, indent=2)
        stream.write(",\n" if number > 1 else "\n")
        stream.write("\n".join(f"  {line}" for line in text.split("\n")))
    stream.write("\n]\n")
    return number


def write_csv(records: Iterable[Mapping[str, Any]], table: RecordTable, stream: TextStream) -> int:
    """Write a line of heads and a line a record; return the number of records."""
    writer = csv.writer(stream)
    writer.writerow([column.name for column in table.columns])
    number = 0
    for record in records:
        writer.writerow(_row(table, table.columns, record))
        number += 1
    return number


def write_xlsx(
    records: Iterable[Mapping[str, Any]], table: RecordTable, path: Path | IO[bytes]
) -> int:
    """Write a workbook: a row a record, and a sheet for each list of rows with the record's key in front."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.append(list(_heads(sheet, table.flat)))
    nested = {}
    for column in table.nested:
        nested[column.name] = book.create_sheet(column.name)
        heads = (table.columns[0], *column.columns)
        nested[column.name].append(list(_heads(nested[column.name], heads)))
    number = 0
    for record in records:
        number += 1
        sheet.append(_row(table, table.flat, record))
        key = table.columns[0].write(record[table.columns[0].name])
        for column in table.nested:
            inner = RecordTable(column.columns)
            for row in record.get(column.name) or []:
                nested[column.name].append([key, *_row(inner, column.columns, row)])
    book.save(path)
    return number


def _row(
    table: RecordTable, columns: tuple[Column, ...], record: Mapping[str, Any]
) -> list[str | int | float]:
    return [column.write(table.value(record, column)) for column in columns]


def _heads(sheet: Any, columns: Iterable[Column]) -> Iterator[WriteOnlyCell]:
    for column in columns:
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        yield cell
