"""Tick lists set as tables: the cross stands in a cell of its own beside its words."""

from __future__ import annotations

import re
from dataclasses import replace

from practices.forms.matching import fold
from practices.forms.reading.blocks import EMPTY_BOX, TICKED_BOX, Cell, Line, Table
from practices.forms.reading.bullets import tidy

MARK = re.compile(rf"^(?:[xX✓*+]|{TICKED_BOX}|{EMPTY_BOX}|\[\s*[xX]?\s*\]|[•●■])$")
EMPTY = re.compile(rf"^(?:{EMPTY_BOX}|\[\s*\])?$")
#: heads of a column of crosses
YES = frozenset(["yes", "oui", "si", "ja", "x", "tick", "tickbox"])
NO = frozenset(["no", "non", "nein"])
#: round boxes, of which the full one is chosen
ROUND = str.maketrans("○◯⚪●⬤◉⚫", EMPTY_BOX * 3 + TICKED_BOX * 4)


def ticked_lines(table: Table) -> list[Line] | None:
    """Give one line a row, with a box for its cross; None if no column holds crosses alone."""
    below = _crosses_below(table)
    if below is not None:
        return below
    heads = {
        cell.column: fold(cell.text()) for cell in (table.rows[0] if len(table.rows) > 1 else [])
    }
    columns: dict[int, list[tuple[int, str]]] = {}
    for number, row in enumerate(table.rows):
        for cell in row:
            if len(row) > 1 and not cell.continues:
                columns.setdefault(cell.column, []).append((number, cell.text()))
    marks = {
        column for column, texts in columns.items() if _are_marks(texts, heads.get(column, ""))
    }
    if not marks:
        return None
    lines: list[Line] = []
    for number, row in enumerate(table.rows):
        is_head = number == 0 and any(heads.get(column) in YES | NO for column in marks)
        lines.extend(_row(row, marks, {c for c in marks if heads.get(c) in NO}, is_head=is_head))
    return lines


def _crosses_below(table: Table) -> list[Line] | None:
    """Read two rows, the words above and the crosses below."""
    if len(table.rows) != 2 or len(table.rows[0]) != len(table.rows[1]) or len(table.rows[0]) < 2:
        return None
    words, boxes = table.rows
    texts = [cell.text() for cell in boxes]
    if not any(texts) or any(text and not MARK.match(text) for text in texts):
        return None
    return [
        Line(f"{EMPTY_BOX if EMPTY.match(box) else TICKED_BOX} {cell.text()}")
        for cell, box in zip(words, texts, strict=True)
        if cell.text()
    ]


def _are_marks(texts: list[tuple[int, str]], head: str) -> bool:
    body = [text for number, text in texts if number > 0 or head not in YES | NO]
    return len(body) >= 2 and all(not text or MARK.match(text) for text in body) and any(body)


def _row(row: list[Cell], marks: set[int], against: set[int], *, is_head: bool) -> list[Line]:
    boxes = [cell for cell in row if cell.column in marks]
    words = [
        cell for cell in row if cell.column not in marks and not cell.continues and cell.text()
    ]
    lines = [line for cell in words for line in tidy(cell.lines())]
    if is_head or not boxes or len(row) == 1 or not lines:
        return lines
    ticked = any(not EMPTY.match(cell.text()) and cell.column not in against for cell in boxes)
    # Of two cells with words the first is the heading of the list, the last the option.
    lines[-1] = replace(
        lines[-1], text=f"{TICKED_BOX if ticked else EMPTY_BOX} {lines[-1].text}", level=None
    )
    return lines


def with_round_boxes(lines: list[Line]) -> list[Line]:
    """Take full and empty circles for boxes, where both stand in a tick list."""
    texts = "".join(line.text for line in lines)
    if not (set(texts) & set("○◯⚪") and set(texts) & set("●⬤◉⚫")):
        return lines
    return [line.with_text(line.text.translate(ROUND)) for line in lines]
