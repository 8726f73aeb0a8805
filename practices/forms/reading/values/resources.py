"""Resources of a practice: people, things and money, told apart by sub-headings, by numbers and by words."""

from __future__ import annotations

import re
from itertools import zip_longest

from practices.forms.matching import fold
from practices.forms.reading.blocks import Line
from practices.forms.reading.recogniser import Recogniser
from practices.forms.reading.values.funding import (
    has_share,
    is_funding,
    read_funding,
    split_outside_brackets,
)
from practices.forms.reading.values.headings import _heading as heading_of
from practices.forms.reading.values.people_and_things import kind_of, split_count
from practices.forms.records import Resources

PARTS = ("human", "in_kind", "funding")
#: heads of the columns of a list inside the value
COLUMN_WORDS = frozenset(
    fold(word)
    for word in [
        "role",
        "roles",
        "number",
        "no",
        "count",
        "function",
        "position",
        "item",
        "items",
        "quantity",
        "source",
        "sources",
        "share",
        "percent",
        "percentage",
        "per cent",
        "%",
        "profile",
        "staff",
        "fonction",
        "nombre",
        "rôle",
        "quantité",
        "part",
        "ruolo",
        "numero",
        "quantità",
        "quota",
        "funktion",
        "anzahl",
        "rolle",
        "anteil",
        "función",
        "número",
        "cantidad",
        "porcentaje",
        "amount",
        "type",
    ]
)


def read_resources(lines: list[Line], recogniser: Recogniser, *, section: str = "") -> Resources:
    """Read the lines of the item.

    `section` is set where a row of its own holds people, things or money alone.
    """
    return _Reader(recogniser, section).read(lines)


def _is_column_head(text: str) -> bool:
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    return len(cells) > 1 and all(fold(cell) in COLUMN_WORDS for cell in cells)


class _Reader:
    def __init__(self, recogniser: Recogniser, section: str) -> None:
        self.recogniser = recogniser
        self.section = section
        self.last_kind = section
        self.found = Resources()
        #: lines on money as printed, and without their heading
        self.money: list[tuple[str, str]] = []
        self.other: list[str] = []

    def read(self, lines: list[Line]) -> Resources:
        for line, following in zip_longest(lines, lines[1:]):
            if not _is_column_head(line.text):
                self._line(line, following)
        self.found.funding = read_funding([text.replace("\t", " ") for _, text in self.money])
        self.found.funding_text = (
            "\n".join(text.replace("\t", " ") for text, _ in self.money) or None
        )
        self.found.other_text = "\n".join(self.other) or None
        return self.found

    def _line(self, line: Line, following: Line | None) -> None:
        key, rest = heading_of(line, set(PARTS), self.recogniser)
        if key is not None and rest is None and self._is_entry(line, following):
            self._items(line)
            return
        if key is not None:
            self.section = self.last_kind = key
            if key == "funding" and rest is not None:
                self.money.append((line.text, rest.text))
            elif rest is not None:
                self._items(rest)
            return
        text = line.text
        if is_funding(text) or (has_share(text) and self.section != "human"):
            self.section = self.last_kind = "funding"
            self.money.append((text, text))
        elif self.section == "funding" and (
            line.level is None or kind_of(text) is None or split_count(text)[0] is None
        ):
            self.money.append((text, text))
        else:
            self._items(line)

    def _is_entry(self, line: Line, following: Line | None) -> bool:
        """Tell "Equipment" as one thing among others from "Equipment" above its list."""
        if line.text.rstrip().endswith(":") or line.bold or line.caption:
            return False
        return (
            following is None
            or heading_of(following, set(PARTS), self.recogniser)[0] is not None
            or is_funding(following.text)
        )

    def _items(self, line: Line) -> None:
        for text in self._parts(line):
            self._item(text, line)

    def _parts(self, line: Line) -> list[str]:
        """Part a line that lists several.

        A bullet is one entry unless every part of it begins with a number.
        """
        text = line.text
        if "\t" in text:
            return [text]
        parts = split_outside_brackets(text, ";") if line.level is None else [text]
        if len(parts) == 1:
            by_comma = split_outside_brackets(text, ",")
            counted = all(split_count(part)[0] is not None for part in by_comma)
            short = all(len(part.split()) <= 7 for part in by_comma) and not text.rstrip().endswith(
                "."
            )
            if len(by_comma) > 1 and (counted or (line.level is None and short)):
                parts = by_comma
        return parts

    def _item(self, text: str, line: Line) -> None:
        text = re.sub(r"\t\W*$", "", text.strip().rstrip(";,")).strip()
        count, words = split_count(text)
        kind = kind_of(words)
        if count is None and line.level is None and self._is_prose(text, kind):
            self.other.append(text)
            return
        if self.section == "human" and kind != "in_kind":
            kind = "human"
        elif self.section == "in_kind":
            kind = "in_kind"
        elif kind is None:
            kind = self.last_kind if self.last_kind in ("human", "in_kind") else "in_kind"
        self.last_kind = kind
        if kind == "human":
            self.found.human.append({"role": words.replace("\t", " ").strip(), "count": count})
        else:
            self.found.in_kind.append(
                f"{count} {words}".replace("\t", " ")
                if "\t" in text and count is not None
                else text.replace("\t", " ")
            )

    def _is_prose(self, text: str, kind: str | None) -> bool:
        """Tell a sentence from an entry of a list."""
        words = len(text.split())
        if re.search(r":$", text):
            return True
        return (
            words > 14
            or (words > 6 and text.endswith("."))
            or (kind is None and words > 8 and not self.section)
        )
