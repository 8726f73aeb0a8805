"""Excel workbooks.

Items as column heads with one form a row, items left with one form a sheet, or one form a column.
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from lxml import etree

from core.files.package import Package, parse_xml
from core.files.problems import ZIP_ERRORS
from practices.forms.reading import limits
from practices.forms.reading.blocks import Cell, Document, Line, Notes, Table
from practices.forms.reading.bullets import tidy
from practices.forms.reading.documents import LEAST_ITEMS, Kind, forms_of
from practices.forms.reading.limits import FormError
from practices.forms.reading.recogniser import GUESS, NEAR
from practices.forms.reading.sheets import Sheet
from practices.forms.reading.units import ItemRow
from practices.forms.reading.word.signs import BOXES
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary

#: head of columns: so many items in one row of the first rows
HEAD_ITEMS = 5
FIRST_ROWS = 15
#: what openpyxl raises on workbooks that are no workbooks
UNREADABLE = (etree.XMLSyntaxError, *ZIP_ERRORS)


@dataclass
class SheetText:
    """Hold the texts of one worksheet, and the places of its formulas."""

    title: str
    rows: list[list[str]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)


def read_workbook(
    data: bytes, package: Package, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[PracticeForm | CaseForm | FormError]:
    """Give the forms of all sheets; a sheet without items (instructions, lists) is passed over."""
    for part in package.entries:
        if part.endswith((".xml", ".rels")):
            parse_xml(package.read(part), name, part)
    sheets = _texts(package.with_usual_names() or data, name)
    found = 0
    first_error: FormError | None = None
    for sheet in sheets:
        try:
            for form in _forms(sheet, name, kind, vocabulary, is_only=len(sheets) == 1):
                found += 1
                yield form
        except FormError as error:
            first_error = first_error or error
    if not found:
        raise first_error or FormError(
            name,
            f"no {kind.name} was found in the workbook: neither as column heads nor in the first"
            " column are its items recognised.",
        )


def _texts(data: bytes, name: str) -> list[SheetText]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it does not know (validation lists and such); no text is in them.
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
            sheets = [
                _text(sheet, formulas[sheet.title], name)
                for sheet in values.worksheets[: limits.MAX_SHEETS]
            ]
    except UNREADABLE as error:
        raise FormError(
            name,
            "the workbook is damaged and cannot be opened; open it in Excel, save it again and send"
            " that.",
        ) from error
    return [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]


def _text(sheet: Any, with_formulas: Any, name: str) -> SheetText:
    if (sheet.max_row or 0) > limits.MAX_SHEET_ROWS * 20 or (sheet.max_column or 0) > 20_000:
        raise FormError(
            name,
            f"the sheet “{sheet.title}” is larger than {limits.MAX_SHEET_ROWS:,} rows; delete the"
            " rows and columns that are not used.",
        )
    text = SheetText(sheet.title)
    # iter_rows would make every cell up to the limit, so it gets the used area at most.
    area = {
        "max_row": min(sheet.max_row or 1, limits.MAX_SHEET_ROWS),
        "max_col": min(sheet.max_column or 1, limits.MAX_SHEET_COLUMNS),
    }
    rows = zip(sheet.iter_rows(**area), with_formulas.iter_rows(**area), strict=False)
    for row_number, (row, formula_row) in enumerate(rows):
        text.rows.append([])
        for column, (cell, formula) in enumerate(zip(row, formula_row, strict=False)):
            value = cell.value
            if formula.data_type == "f":
                text.formulas[row_number, column] = (
                    f"sheet “{sheet.title}”, cell {formula.coordinate}"
                )
                value = value if value is not None else _formula_text(formula.value)
            if getattr(cell, "comment", None) is not None and cell.comment.text:
                text.comments.append(cell.comment.text.strip())
            text.rows[-1].append(_as_text(value, getattr(cell, "number_format", "")))
    _spread_merged(sheet, text)
    return text


def _formula_text(value: Any) -> str:
    """Give a formula without a stored value as the text that was typed."""
    return str(getattr(value, "text", value))


def _spread_merged(sheet: Any, text: SheetText) -> None:
    """Repeat heads that are merged over several columns, so that each column knows its head."""
    for area in getattr(sheet, "merged_cells", ()):
        row, first, last = (
            area.min_row - 1,
            area.min_col - 1,
            min(area.max_col, limits.MAX_SHEET_COLUMNS) - 1,
        )
        if (
            area.min_row == area.max_row
            and row < min(len(text.rows), FIRST_ROWS)
            and first < len(text.rows[row])
            and last - first < 20
        ):
            for column in range(first + 1, min(last + 1, len(text.rows[row]))):
                text.rows[row][column] = text.rows[row][column] or "\x00" + text.rows[row][first]


def _as_text(value: Any, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int | float):
        if "%" in (number_format or "") and abs(value) <= 100:
            return f"{round(value * 100, 2):g}%"
        return (
            f"{value:g}"
            if abs(value) < 1e15 and value != int(value)
            else f"{value:.0f}"
            if value == value and abs(value) != float("inf")
            else str(value)
        )
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d")
    return str(value).replace("_x000D_", "\n").translate(BOXES)


def _forms(
    sheet: SheetText, name: str, kind: Kind, vocabulary: FormVocabulary, *, is_only: bool
) -> Iterator[PracticeForm | CaseForm | FormError]:
    head = _head_row(sheet, kind)
    if head is not None:
        yield from _by_row(sheet, head, name, kind, vocabulary)
        return
    label_column, columns = _value_columns(sheet, kind)
    choices: list[int | None] = [*columns] if columns else [None]
    for column in choices:
        document = _as_document(sheet, column, label_column)
        for form in forms_of(document, name, kind, vocabulary):
            if not is_only or len(columns) > 1:
                form.place = f"sheet “{sheet.title}”" + (
                    f", column {column + 1}" if column is not None else ""
                )
            yield form


def _head_row(sheet: SheetText, kind: Kind) -> int | None:
    """Find the row of column heads: the one with the most items, if it has enough."""
    counts = {}
    for number, row in enumerate(sheet.rows[:FIRST_ROWS]):
        keys = {
            match.key
            for text in row
            if text
            and not text.startswith("\x00")
            and len(text) < 400
            and (match := kind.recogniser.match(text))
            and match.score > GUESS
        }
        counts[number] = len(keys)
    best = max(counts, key=lambda number: counts[number], default=None)
    return best if best is not None and counts[best] >= HEAD_ITEMS else None


def _heads(sheet: SheetText, head: int, kind: Kind) -> tuple[list[str], int]:
    """Give the head of each column, a second row of heads below merged ones included.

    The first row of data.
    """
    top = sheet.rows[head]
    below = sheet.rows[head + 1] if head + 1 < len(sheet.rows) else []
    parts = [
        text
        for column, text in enumerate(below)
        if text and column < len(top) and _is_part(text, kind)
    ]
    merged = any(text.startswith("\x00") for text in top)
    if len(parts) < 2 and not (merged and parts):
        return [
            text.lstrip("\x00") if not text.startswith("\x00") else "" for text in top
        ], head + 1
    heads = []
    for column, text in enumerate(top):
        part = below[column] if column < len(below) else ""
        heads.append(part if part else text.lstrip("\x00"))
    return heads, head + 2


def _is_part(text: str, kind: Kind) -> bool:
    found = kind.recogniser.match(text) if len(text) < 80 else None
    return bool(found and found.score >= NEAR and kind.recogniser.items[found.key].part_of)


def _by_row(
    sheet: SheetText, head: int, name: str, kind: Kind, vocabulary: FormVocabulary
) -> Iterator[PracticeForm | CaseForm | FormError]:
    heads, first = _heads(sheet, head, kind)
    matches = [kind.recogniser.match(text) if text else None for text in heads]
    for number in range(first, len(sheet.rows)):
        row = [text.lstrip("\x00") for text in sheet.rows[number]]
        filled = [column for column, text in enumerate(row) if text.strip()]
        if not filled:
            continue
        place = f"sheet “{sheet.title}”, row {number + 1}"
        items = [
            ItemRow(
                match.key if (match := matches[column]) else None,
                heads[column],
                _lines(row[column]),
                f"{place}, column {column + 1}",
            )
            for column in range(len(heads))
            if heads[column] or (column < len(row) and row[column].strip())
            if column < len(row) and (row[column].strip() or matches[column])
        ]
        items += [
            ItemRow(None, "", _lines(row[column]), f"{place}, column {column + 1}")
            for column in range(len(heads), len(row))
            if row[column].strip()
        ]
        if len({item.key for item in items if item.key and item.lines}) < 2:
            yield FormError(
                name,
                f"{place}: it is no {kind.name}, fewer than two of its items are filled; complete"
                " or delete the row.",
            )
            continue
        notes = Notes(
            formulas=[where for (at, _), where in sheet.formulas.items() if at == number],
            comments=sheet.comments if number == first else [],
        )
        yield kind.build(name, Sheet(items, notes=notes, place=place), vocabulary)


def _value_columns(sheet: SheetText, kind: Kind) -> tuple[int, list[int]]:
    """Find the column of labels, and those of values if several forms stand side by side."""
    labelled = [
        row
        for row in sheet.rows
        if row
        and any(
            text and (match := kind.recogniser.match(text)) and match.score > GUESS
            for text in row[:2]
        )
    ]
    if len(labelled) < LEAST_ITEMS:
        return 0, []
    width = max(len(row) for row in labelled)
    label_column = (
        1
        if sum(bool(row[0]) and kind.recogniser.match(row[0]) is not None for row in labelled) * 2
        < len(labelled)
        else 0
    )
    columns = [
        column
        for column in range(label_column + 1, width)
        if sum(bool(len(row) > column and row[column].strip("\x00 ")) for row in labelled) * 10
        >= len(labelled) * 6
    ]
    return label_column, columns if len(columns) > 1 else []


def _as_document(sheet: SheetText, column: int | None, label_column: int = 0) -> Document:
    """Give a sheet with items left as the document that it would be in Word.

    One of its value columns alone if asked.
    """
    rows = []
    for row in sheet.rows:
        texts = [text if not text.startswith("\x00") else "" for text in row]
        if column is not None:
            texts = [
                texts[label_column] if label_column < len(texts) else "",
                texts[column] if column < len(texts) else "",
            ]
        last = max((at for at, text in enumerate(texts) if text.strip()), default=-1)
        if last >= 0:
            rows.append(
                [
                    Cell([Line(line) for line in text.split("\n")] if text else [], at)
                    for at, text in enumerate(texts[: max(last, 1) + 1])
                ]
            )
    return Document(
        [Table(rows)] if rows else [],
        Notes(formulas=list(sheet.formulas.values()), comments=sheet.comments),
    )


def _lines(text: str) -> list[Line]:
    return tidy([Line(line) for line in text.replace("\r", "\n").split("\n")])
