"""A workbook of the site's own forms: one record a row, the items as heads of columns; its cells and their reading."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import openpyxl

from core.spreadsheet_text import escape, unescape
from practices.forms.exact.case import RICH_ROWS as CASE_RICH
from practices.forms.exact.cells import Cell, from_lines
from practices.forms.exact.layout import CASE_LAYOUT, KEY_ROW, PRACTICE_LAYOUT, Layout
from practices.forms.exact.marked_text import read_marked, write_marked
from practices.record_keys import PRACTICE_TEXTS


def rich_rows(layout: Layout) -> frozenset[str]:
    """Return the rows whose text has lists and emphasis."""
    return CASE_RICH if layout is CASE_LAYOUT else frozenset(PRACTICE_TEXTS)


def write_cell(row: str, cell: Cell, layout: Layout) -> str:
    """Return the text of a cell, harmless in a spreadsheet."""
    if row in rich_rows(layout):
        return escape(write_marked(cell))
    lines = (block.text.replace("\\", "\\\\").replace("\n", "\\\n") for block in cell)
    return escape("\n".join(lines))


def read_cell(row: str, text: str, layout: Layout) -> Cell:
    """Return the cell of a text that `write_cell` gave."""
    text = unescape(text.replace("\r\n", "\n"))
    if row in rich_rows(layout):
        return read_marked(text)
    return from_lines(_plain_lines(text)) if text else []


def _plain_lines(text: str) -> Iterator[str]:
    line, signs = "", iter(text)
    for sign in signs:
        if sign == "\n":
            yield line
            line = ""
        else:
            line += next(signs, "\\") if sign == "\\" else sign
    yield line


def read_sheets(data: bytes, layout: Layout) -> dict[str, dict[str, Cell]]:
    """Return the cells of every row by its place, as the reader of forms names it; nothing for others' workbooks."""
    return _read_sheets(data, layout is CASE_LAYOUT)


# The rows of one workbook are asked for one after the other.
@lru_cache(maxsize=1)
def _read_sheets(data: bytes, is_case: bool) -> dict[str, dict[str, Cell]]:
    layout = CASE_LAYOUT if is_case else PRACTICE_LAYOUT
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    found: dict[str, dict[str, Cell]] = {}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        heads = [layout.rows_by_label.get(str(head or "")) for head in next(rows, ())]
        if KEY_ROW not in heads:
            continue
        for number, values in enumerate(rows, start=2):
            place = f"sheet “{sheet.title}”, row {number}"
            found[place] = _row(heads, values, layout)
    return {place: cells for place, cells in found.items() if cells.get(KEY_ROW)}


def _row(heads: list[str | None], values: tuple[Any, ...], layout: Layout) -> dict[str, Cell]:
    return {
        row: read_cell(row, "" if value is None else str(value), layout)
        for row, value in zip(heads, values, strict=False)
        if row is not None
    }
