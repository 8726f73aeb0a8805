"""Captions that stand side by side with their texts below them: read column by column, not row by row."""

from __future__ import annotations

from dataclasses import replace

from practices.forms.labels import GROUPS
from practices.forms.reading.blocks import Cell, Line, Table
from practices.forms.reading.bullets import tidy
from practices.forms.reading.recogniser import Recogniser
from practices.forms.reading.tick_tables import ticked_lines, with_round_boxes

#: items that are answered by ticking
WITH_BOXES = frozenset({"category", "typology", "q2", *GROUPS})


def lines_of(cell: Cell, key: str | None, recogniser: Recogniser) -> list[Line]:
    """Give the lines of a value cell as they are to be read; `key` is the item that it answers."""
    lines: list[Line] = []
    for block in cell.blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif key and _heads_are_parts(block, key, recogniser):
            lines.extend(_by_column(block))
        else:
            ticked = ticked_lines(block) if key in WITH_BOXES else None
            lines.extend(block.lines() if ticked is None else ticked)
    return with_round_boxes(lines) if key in WITH_BOXES else lines


def _heads_are_parts(table: Table, key: str, recogniser: Recogniser) -> bool:
    if len(table.rows) < 2:
        return False
    found = head_keys(table.rows[0], recogniser)
    return len(found) >= 2 and all(recogniser.items[one].part_of == key for one in found)


def head_keys(row: list[Cell], recogniser: Recogniser) -> list[str]:
    """Give the items of a row in which every cell is a label; nothing if one is not, or one stands twice."""
    found: list[str] = []
    for cell in row:
        lines = tidy(cell.lines())
        if not lines:
            continue
        text = lines[0].text.rstrip(" :")
        match = recogniser.sure(text) if len(lines) == 1 and ":" not in text else None
        if match is None or match.key in found:
            return []
        found.append(match.key)
    return found


def _by_column(table: Table) -> list[Line]:
    lines: list[Line] = []
    for head in table.rows[0]:
        captions = tidy(head.lines())
        lines.extend(
            replace(one, text=f"{one.text.rstrip(': ')}:", level=None, caption=True)
            for one in captions
        )
        for row in table.rows[1:]:
            for cell in row:
                if head.column <= cell.column < head.column + head.span and not cell.continues:
                    lines.extend(tidy(cell.lines()))
    return lines


def nested(rows: list[list[Cell]], recogniser: Recogniser) -> list[tuple[int, list[Cell]]]:
    """Give rows with their numbers.

    Where a label is merged down beside captions, captions and texts become one value cell.
    """
    found: list[tuple[int, list[Cell]]] = []
    at = 0
    while at < len(rows):
        row, number = rows[at], at + 1
        below = at + 1
        while below < len(rows) and rows[below][0].continues:
            below += 1
        match = recogniser.match(rows[at][0].text()) if below > number and len(row) > 2 else None
        inner = Table([one[1:] for one in rows[at:below]])
        if match is not None and _heads_are_parts(inner, match.key, recogniser):
            row = [row[0], Cell([inner], row[1].column)]
            at = below
        else:
            at += 1
        found.append((number, row))
    return found


def labels_first(table: Table, recogniser: Recogniser) -> Table:
    """Turn the rows of a table round whose labels stand on the right."""
    rows = [row for row in table.rows if len(row) > 1]
    left, right = (
        sum(recogniser.sure(row[at].text()) is not None for row in rows) for at in (0, -1)
    )
    return Table([row[::-1] for row in table.rows]) if right >= 5 and right > 3 * left else table
