"""How the values of a record stand in the cells of a table, and come back from them unchanged."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from core.spreadsheet_text import escape, unescape

_BETWEEN_CODES = re.compile(r"[;,\n]")
_WHOLE = re.compile(r"-?\d+(?:\.0+)?")
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")


class Cell(Enum):
    """What a cell of a column holds."""

    TEXT = auto()
    WHOLE_NUMBER = auto()
    NUMBER = auto()
    YES_OR_NO = auto()
    #: Slugs or codes, separated by semicolons (commas are read as well).
    CODES = auto()
    #: Texts, one a line; an object stands as JSON on its line.
    LINES = auto()
    #: Rows of their own: a sheet of their own in a workbook, JSON in a cell of CSV.
    ROWS = auto()


@dataclass(frozen=True)
class Column:
    """A column of the table: `key` of the record, or `key.part` for a part of an object."""

    name: str
    cell: Cell = Cell.TEXT
    columns: tuple["Column", ...] = ()

    def write(self, value: Any) -> str | int | float:
        """Return a value as it goes into a cell; no spreadsheet runs it."""
        if value is None or value == [] or value == "":
            return ""
        match self.cell:
            case Cell.CODES:
                return escape("; ".join(value))
            case Cell.LINES:
                return escape("\n".join(map(_line, value)))
            case Cell.ROWS:
                return json.dumps(value, ensure_ascii=False)
            case Cell.YES_OR_NO:
                return "yes" if value else "no"
            case Cell.WHOLE_NUMBER | Cell.NUMBER:
                return value
        return escape(str(value))

    def read(self, cell: Any) -> Any:
        """Return the value of a cell. What is no number stays text, for the record's reader to refuse."""
        text = "" if cell is None else unescape(str(cell).replace("\r\n", "\n")).strip()
        match self.cell:
            case Cell.CODES:
                return [part.strip() for part in _BETWEEN_CODES.split(text) if part.strip()]
            case Cell.LINES:
                return [_item(line.strip()) for line in text.split("\n") if line.strip()]
            case Cell.ROWS:
                return _rows(text)
            case Cell.YES_OR_NO:
                return {"yes": True, "true": True, "1": True, "no": False, "false": False}.get(
                    text.lower(), text or None
                )
            case Cell.WHOLE_NUMBER:
                return int(float(text)) if _WHOLE.fullmatch(text) else text or None
            case Cell.NUMBER:
                found = _DECIMAL.fullmatch(text)
                return float(text.replace(",", ".")) if found else text or None
        return text or None


def _line(item: Any) -> str:
    """Return an item of a list on one line: a text as it is, an object as JSON."""
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def _item(line: str) -> Any:
    """Return what stands on a line; only an object in JSON is anything but its text."""
    try:
        value = json.loads(line) if line.startswith("{") else None
    except ValueError:
        return line
    return value if isinstance(value, dict) else line


def _rows(text: str) -> Any:
    try:
        return json.loads(text) if text else []
    except ValueError:
        return text


@dataclass(frozen=True)
class RecordTable:
    """The columns of one kind of record, in their order; the first is the key by which rows are told apart."""

    columns: tuple[Column, ...]

    @property
    def by_name(self) -> dict[str, Column]:
        """Return the columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def flat(self) -> tuple[Column, ...]:
        """Return the columns of the main sheet of a workbook."""
        return tuple(column for column in self.columns if column.cell != Cell.ROWS)

    @property
    def nested(self) -> tuple[Column, ...]:
        """Return the columns that have a sheet of their own in a workbook."""
        return tuple(column for column in self.columns if column.cell == Cell.ROWS)

    def record(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Return the record of one row, by the names of its columns; unknown ones stay, to be told of."""
        known = self.by_name
        record: dict[str, Any] = {}
        for name, cell in cells.items():
            column = known.get(name)
            key, _, part = name.partition(".")
            value = column.read(cell) if column else cell
            if column and part:
                record.setdefault(key, {})[part] = value
            else:
                record[name] = value
        return record

    def value(self, record: Mapping[str, Any], column: Column) -> Any:
        """Return what a record says in a column."""
        key, _, part = column.name.partition(".")
        value = record.get(key)
        return (value or {}).get(part) if part else value


def column_name(head: object) -> str:
    """Return the name of a column from its head as people write it: "Target groups" is target_groups."""
    text = unescape(str(head or "")).strip().lower()
    return re.sub(r"[\s\-]+", "_", text)
