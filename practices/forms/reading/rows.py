"""Rows of a form: which cell is the label, which is the value, and what stands outside every row."""

from __future__ import annotations

import re
from dataclasses import replace

from practices.forms.labels import GROUPS
from practices.forms.matching import fold
from practices.forms.reading.blocks import Cell, Document, Line, Table
from practices.forms.reading.bullets import tidy
from practices.forms.reading.columns import head_keys, labels_first, lines_of, nested
from practices.forms.reading.recogniser import (
    CHART_LABEL,
    COLUMN_HEADS,
    EXACT,
    GUESS,
    Match,
    Recogniser,
)
from practices.forms.reading.units import HINT_WORDS, ItemRow, Unit, has_answer_below

NUMBER_ONLY = re.compile(r"^\W*(?:\d{1,2}|[ivxIVX]{1,5})\s*[.)]?\W*$")
#: a label with its value in the same cell or paragraph
INLINE = re.compile(r"^([^:\n]{2,120}?)\s*(?::|\t|\s[–—]\s)\s*(.*)$", re.DOTALL)


class RowReader:
    """Turn the tables of a document into rows, and leave the lines outside them for the flow."""

    def __init__(self, recogniser: Recogniser) -> None:
        """Take the recogniser of the form."""
        self.recogniser = recogniser
        self.units: list[Unit] = []
        self._tables = 0
        self._paragraphs = 0

    def read(self, document: Document) -> list[Unit]:
        """Give the units of a document in reading order."""
        self._blocks(document.blocks)
        return self.units

    def _blocks(self, blocks: list[Line | Table]) -> None:
        for block in blocks:
            if isinstance(block, Line):
                self._paragraphs += 1
                self.units.append(Unit(f"paragraph {self._paragraphs}", line=block))
            else:
                self._table(block)

    def _table(self, table: Table) -> None:
        if self._is_layout(table):
            for cell in table.cells():
                if not cell.continues:
                    self._blocks(cell.blocks)
            return
        self._tables += 1
        if not self._has_labels(table):
            # A list or a drawing of columns inside an answer, not a piece of the form.
            self.units.extend(Unit(f"table {self._tables}", line=line) for line in table.lines())
            return
        merged: Match | None = None
        merged_label = ""
        heads: list[Cell] = []
        ordered = labels_first(table, self.recogniser)
        for number, row in nested(ordered.rows, self.recogniser):
            place = f"table {self._tables}, row {number}"
            if heads:
                self._below(heads, row, place)
                heads = []
                continue
            if self._are_heads(row, table.rows[number : number + 1]):
                heads = row
                continue
            if row[0].continues and merged is not None:
                self._sub_row(row[1:], merged, merged_label, place)
                continue
            before = len(self.units)
            self._row(row, place)
            settled = any(unit.row is not None and unit.row.key for unit in self.units[before:])
            merged_label = _label(row[0])
            merged = self.recogniser.match(merged_label) if settled else None

    def _are_heads(self, row: list[Cell], below: list[list[Cell]]) -> bool:
        """Tell whether the labels of a row stand above their values, not beside them."""
        if len(head_keys(row, self.recogniser)) < 2 or not below or row[0].continues:
            return False
        first = _label(below[0][0])
        return (
            [cell.column for cell in row] == [cell.column for cell in below[0]]
            and bool(first)
            and self.recogniser.sure(first) is None
        )

    def _below(self, heads: list[Cell], values: list[Cell], place: str) -> None:
        for head, value in zip(heads, values, strict=True):
            match = self.recogniser.match(_label(head))
            if match is not None:
                self._settle(match.key, _label(head), [value], place)
            elif value.text():
                self._unlabelled([value], "", place)

    def _has_labels(self, table: Table) -> bool:
        """Tell whether any row begins with the label of an item (numbers of items aside).

        Alone or with its value.
        """
        for row in table.rows:
            for cell in row[:2]:
                text = _label(cell)
                if self.recogniser.sure(text) or self._has_inline(cell) or CHART_LABEL.match(text):
                    return True
                if text and not NUMBER_ONLY.match(text):
                    break
        guesses = {
            match.key
            for row in table.rows
            if row and (match := self.recogniser.match(_label(row[0])))
        }
        return len(guesses) >= 3

    def _is_layout(self, table: Table) -> bool:
        """Tell whether a table only holds the form's table (or its paragraphs) inside a cell."""
        for cell in table.cells():
            found = {
                match.key
                for inner in cell.tables()
                for row in inner.rows
                if row
                and (
                    match := self.recogniser.match(row[0].text())
                    or (self.recogniser.match(row[1].text()) if len(row) > 1 else None)
                )
                and match.score > GUESS
                and match.key not in GROUPS
            }
            if len(found) >= 4:
                return True
        return len(list(table.cells())) == 1

    def _row(self, row: list[Cell], place: str) -> None:
        cells = [cell for cell in row if not cell.continues]
        full = [cell for cell in cells if cell.text() or cell.pictures]
        if not full or (
            all(
                fold(cell.text()) in COLUMN_HEADS
                for cell in full
                if not cell.pictures and fold(cell.text())
            )
            and len(full) > 1
        ):
            return
        first = next(
            (
                at
                for at, cell in enumerate(cells)
                if cell.text() and not NUMBER_ONLY.match(cell.text())
            ),
            None,
        )
        if len(cells) == 1:
            first = 0
        number = " ".join(cell.text() for cell in cells[:first] if cell.text())
        if self.recogniser.numbered_questions and self._answers_number(cells, first, number, place):
            return
        if first is None:
            self._unlabelled(cells, "", place)
            return
        if first > 0 and not number and len(cells) - first == 1:
            self._continuation(cells[first], place)
            return
        self._labelled(cells[first:], number, place)

    def _answers_number(
        self, cells: list[Cell], first: int | None, number: str, place: str
    ) -> bool:
        """Settle a row whose label is the bare number of a question."""
        found = self.recogniser.match(number.split()[-1]) if number else None
        named = self.recogniser.sure(_label(cells[first])) if first is not None else None
        is_answer = first is None or (
            len(cells) - first == 1 and (named is None or named.key in GROUPS)
        )
        if found is None or len(cells) < 2 or not is_answer:
            return False
        self._settle(found.key, number, cells[first:] if first is not None else [], place)
        return True

    def _labelled(self, cells: list[Cell], number: str, place: str) -> None:
        label_cell, values = cells[0], cells[1:]
        label = _label(label_cell)
        match = self._label_match(label, number)
        if match is None and len(values) >= 2 and self.recogniser.sure(_label(values[0])):
            self._labelled(values, number, place)
            return
        if match is None and len(values) == 1 and is_chart_head(_label(values[0])):
            self._settle("chart_no", _label(values[0]), [label_cell], place)
            return
        if not values or not any(cell.text() or cell.pictures or cell.blocks for cell in values):
            self._alone(label_cell, match, place, has_values=bool(values))
        elif (
            self._has_inline(label_cell, filled=True) and self._has_inline(values[0], filled=True)
        ) or all(self._has_value_below(cell, match) for cell in cells):
            for cell in cells:
                self._flow_cell(cell, place)
        elif match is not None and self._is_label_cell(label_cell, match):
            self._pairs(match, label, values, place)
        elif self._has_inline(label_cell):
            for cell in cells:
                self._flow_cell(cell, place)
        else:
            self._unlabelled(values, label, place)

    def _label_match(self, label: str, number: str) -> Match | None:
        if self.recogniser.numbered_questions and number:
            found = self.recogniser.match(f"{number} {label}")
            if found:
                return found
        return self.recogniser.match(label)

    def _is_label_cell(self, cell: Cell, match: Match) -> bool:
        """Tell a label from a value that begins like one: labels are short, unless their wording is known."""
        return match.score == EXACT or len(cell.text()) <= (
            900 if self.recogniser.numbered_questions else 220
        )

    def _has_inline(self, cell: Cell, *, filled: bool = False) -> bool:
        """Tell whether a cell begins with a label and a colon (`filled`: with the value after it)."""
        lines = tidy(cell.lines())
        found = INLINE.match(lines[0].text) if lines else None
        return bool(
            found
            and (found.group(2).strip() or not filled)
            and self.recogniser.sure(found.group(1))
        )

    def _has_value_below(self, cell: Cell, match: Match | None) -> bool:
        """Tell whether a cell holds a label with its value below it (so that the next cell may hold another)."""
        lines = tidy(cell.lines())
        found = self.recogniser.sure(lines[0].text) if lines else None
        return (
            found is not None
            and len(lines) > 1
            and not (match is not None and self._is_part(found, match))
            and not any(HINT_WORDS.search(line.text) for line in lines[1:2])
        )

    def _pairs(self, match: Match, label: str, values: list[Cell], place: str) -> None:
        """Settle a label with its values; further labels in the same row begin rows of their own."""
        upto = len(values)
        for at in range(1, len(values) - 1):
            found = (
                self.recogniser.match(_label(values[at]))
                if len(tidy(values[at].lines())) == 1
                else None
            )
            if (
                found
                and found.score == EXACT
                and not self._is_part(found, match)
                and values[at + 1].text()
            ):
                upto = at
                break
        if upto > 1 and self._sub_label(values[0], match):
            self._sub_row(values[:upto], match, label, place)
        else:
            self._settle(match.key, label, values[:upto], place)
        if upto < len(values):
            self._labelled(values[upto:], "", place)

    def _is_part(self, found: Match, whole: Match) -> bool:
        return self.recogniser.items[found.key].part_of == whole.key

    def _sub_label(self, cell: Cell, whole: Match) -> bool:
        """Tell whether a cell after the label is a caption ("Strengths"), not the first of two values."""
        lines = tidy(cell.lines())
        if len(lines) != 1 or lines[0].level is not None or len(lines[0].text.split()) > 8:
            return False
        found = self.recogniser.match(lines[0].text)
        return bool(found and self._is_part(found, whole)) or not lines[0].text.rstrip().endswith(
            (".", ";")
        )

    def _sub_row(self, cells: list[Cell], whole: Match, label: str, place: str) -> None:
        """Settle a row under a label cell that is merged downwards."""
        cells = [cell for cell in cells if not cell.continues]
        if len([cell for cell in cells if cell.text()]) >= 2 and self._sub_label(cells[0], whole):
            found = self.recogniser.match(_label(cells[0]))
            if found and self._is_part(found, whole):
                self._settle(found.key, f"{label}: {_label(cells[0])}", cells[1:], place)
                return
            caption = Line(_label(cells[0]), caption=True)
            self._settle(whole.key, label, cells[1:], place, before=[caption], joins=True)
            return
        found = self.recogniser.sure(_label(cells[0])) if len(cells) >= 2 else None
        if found and not self._is_part(found, whole):
            self._labelled(cells, "", place)
            return
        self._settle(whole.key, label, cells, place, joins=True)

    def _settle(
        self,
        key: str,
        label: str,
        values: list[Cell],
        place: str,
        *,
        before: list[Line] | None = None,
        joins: bool = False,
    ) -> None:
        raw = [line for cell in values for line in lines_of(cell, key, self.recogniser)]
        lines = [line for cell in values for line in tidy(lines_of(cell, key, self.recogniser))]
        lines = [*(before or []), *lines]
        last = self.units[-1].row if self.units else None
        if joins and last is not None and last.key == key:
            last.lines.extend(lines)
            last.raw = []
            return
        self.units.append(
            Unit(
                place,
                row=ItemRow(
                    key,
                    label,
                    lines,
                    place,
                    sum(cell.pictures for cell in values),
                    raw=[] if before else raw,
                ),
            )
        )

    def _alone(self, cell: Cell, match: Match | None, place: str, *, has_values: bool) -> None:
        """Read a cell without a value beside it.

        An item left empty, or a cell over the whole width with label and value in it.
        """
        lines = tidy(cell.lines())
        if (
            has_values
            and match is not None
            and self._is_label_cell(cell, match)
            and len(lines) <= 3
            and not self._has_inline(cell, filled=True)
            and not has_answer_below(lines)
        ):
            self.units.append(Unit(place, row=ItemRow(match.key, _label(cell), [], place)))
        elif has_values and len(lines) == 1 and match is None and not self._has_inline(cell):
            self.units.append(Unit(place, row=ItemRow(None, _label(cell), [], place)))
        else:
            self._flow_cell(cell, place)

    def _flow_cell(self, cell: Cell, place: str) -> None:
        is_numbered_label = self._has_inline(cell)
        for block in cell.blocks:
            if isinstance(block, Table):
                self._table(block)
                continue
            if is_numbered_label and block.text.strip():
                # Word numbers labels as it numbers lists.
                block, is_numbered_label = replace(block, level=None), False
            self.units.append(Unit(place, line=block, in_table=True))

    def _continuation(self, cell: Cell, place: str) -> None:
        """Read a row whose label cell is empty: it goes on with the item above it."""
        found = self.recogniser.sure(_label(cell))
        if found and len(tidy(cell.lines())) == 1:
            self.units.append(Unit(place, row=ItemRow(found.key, _label(cell), [], place)))
            return
        self.units.append(Unit(place, more=cell.lines()))

    def _unlabelled(self, cells: list[Cell], label: str, place: str) -> None:
        lines = [line for cell in cells for line in tidy(cell.lines())]
        pictures = sum(cell.pictures for cell in cells)
        self.units.append(Unit(place, row=ItemRow(None, label, lines, place, pictures)))


def _label(cell: Cell) -> str:
    return "\n".join(line.text for line in tidy(cell.lines()))


def is_chart_head(label: str) -> bool:
    """Tell whether a label holds the chart number itself ("Chart No. 7")."""
    return bool(CHART_LABEL.match(label))
