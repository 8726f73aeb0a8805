"""Typed bullets made the same as Word's own lists: the sign goes, the level stays."""

from __future__ import annotations

import re
from dataclasses import replace

from practices.forms.reading.blocks import EMPTY_BOX, TICKED_BOX, Line, clean

#: signs that are a bullet wherever a line begins with them
SURE = "•·●▪■◦○▫‣⁃∙➢➤►▶➔➜❖♦◆✦✧⇒→"
SURE_SIGN = re.compile(rf"^\s*([{SURE}])\s*(?=\S)")
DASH = re.compile(r"^\s*([-‐−])(?:\s+(?=\S)|(?=[^\W\d_\"“«(]))")
#: beside others like it, a dash at a figure is no minus
TIGHT_DASH = re.compile(r"^\s*([-‐−])(?=[\w\"“«‘(])")
LONG_DASH = re.compile(r"^\s*([–—])\s*(?=\S)")
SPACED = re.compile(r"^\s*([*§>»])\s+(?=\S)")
LETTER_O = re.compile(r"^\s*(o)(?:\t|\s{2,})\s*(?=\S)")
LOOSE_O = re.compile(r"^\s*(o)\s+(?=\S)")
NUMBERED = re.compile(r"^\s*\(?(\d{1,2}|[a-z])[.)]\s+(?=\S)")
#: beside empty boxes a filled one is a tick and no bullet
FILLED_BOX = re.compile("[■◼▣⬛◾]")
#: a list of one, but not a date ("1. Mai 2008")
LONE_NUMBER = re.compile(r"^\s*1[.)]\s+(?!\w+ (?:19|20)\d\d)(?=\S)")
#: half a centimetre more is a deeper level
DEEPER = 200
#: what a typed blank before a bullet indents: two of them are a level
BLANK = 110


def tidy(lines: list[Line]) -> list[Line]:
    """Clean the text of lines.

    Turn typed signs into levels and join what a soft break parted inside a bullet.
    """
    if any(EMPTY_BOX in line.text for line in lines):
        lines = [line.with_text(FILLED_BOX.sub(TICKED_BOX, line.text)) for line in lines]
    numbered = _numbered_lines(lines)
    many_o = sum(bool(LOOSE_O.match(line.text)) for line in lines) >= 2
    many_dashes = sum(bool(LONG_DASH.match(line.text)) for line in lines) >= 2
    many_tight = sum(bool(TIGHT_DASH.match(line.text)) for line in lines) >= 2
    levels = _Levels(lines)
    tidied: list[Line] = []
    for index, line in enumerate(lines):
        sign, text = _split_sign(
            line.text, many_o=many_o, many_dashes=many_dashes, many_tight=many_tight
        )
        if sign is None and index in numbered:
            sign, text = "1", NUMBERED.sub("", line.text)
        text = (
            clean(text)
            if "\t" not in text.strip()
            else "\t".join(filter(None, map(clean, text.split("\t"))))
        )
        if not text:
            continue
        if (
            sign is None
            and line.soft
            and tidied
            and tidied[-1].level is not None
            and (line.level is not None or text[0].islower())
        ):
            tidied[-1] = tidied[-1].with_text(f"{tidied[-1].text} {text}")
            continue
        tidied.append(replace(line, text=text, level=levels.next(line, sign, tidied)))
    return tidied


def begins_with_sign(text: str) -> bool:
    """Tell whether a text begins with a typed bullet (a number does not count: labels have them)."""
    return _split_sign(text, many_o=False, many_dashes=True)[0] is not None


def _split_sign(
    text: str, *, many_o: bool, many_dashes: bool, many_tight: bool = False
) -> tuple[str | None, str]:
    for pattern in (SURE_SIGN, DASH, SPACED, LETTER_O):
        found = pattern.match(text)
        if found:
            return found.group(1), text[found.end() :]
    found = LONG_DASH.match(text)
    if found and (many_dashes or text[found.end() - 1].isspace()):
        return "–", text[found.end() :]
    if many_tight and (found := TIGHT_DASH.match(text)):
        return found.group(1), text[found.end() :]
    found = LOOSE_O.match(text) if many_o else None
    return (found.group(1), text[found.end() :]) if found else (None, text)


def _numbered_lines(lines: list[Line]) -> set[int]:
    """Find lines numbered by hand: at least two that count up from 1 or a, whatever stands between them."""
    found: set[int] = set()
    run: list[int] = []
    expected = ""
    for index, line in enumerate(lines):
        match = NUMBERED.match(line.text) if line.level is None else None
        if match is None:
            continue
        value = match.group(1)
        if value in ("1", "a"):
            run = [index]
        elif run and value == expected:
            run.append(index)
        else:
            run = []
            continue
        if len(run) >= 2:
            found.update(run)
        expected = str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
    lone = [
        index
        for index, line in enumerate(lines)
        if line.level is None and LONE_NUMBER.match(line.text)
    ]
    return found | (set(lone) if len(lone) == 1 or found else set())


class _Levels:
    """Decide the level of one bullet after the other."""

    def __init__(self, lines: list[Line]) -> None:
        self._least = min((line.level for line in lines if line.level is not None), default=0)
        self._stack: list[tuple[str, int]] = []
        #: the last typed bullet announces what Word's own bullets below it list
        self._announces = False

    def next(self, line: Line, sign: str | None, before: list[Line]) -> int | None:
        """Give the level of the next line; a paragraph ends the list."""
        if line.level is not None:
            own = line.level - self._least
            if sign is None and self._stack and self._announces:
                return own + len(self._stack)
            self._stack = []
            return (
                own + 1
                if sign is not None
                and before
                and before[-1].level == own
                and before[-1].text.endswith(":")
                else own
            )
        if sign is None:
            self._stack = []
            return None
        self._announces = line.text.rstrip().endswith(":")
        blanks = len(line.text) - len(line.text.lstrip())
        depth = line.indent + BLANK * (line.text[:blanks].count("\t") * 4 + blanks)
        above = before[-1].level if before and not self._stack else None
        base = 0 if above is None else above + before[-1].text.endswith(":")
        for position, (known, known_depth) in enumerate(self._stack):
            if known == sign and abs(known_depth - depth) < DEEPER:
                self._stack = self._stack[: position + 1]
                return base + position
        if self._stack and depth <= self._stack[0][1] - DEEPER:
            self._stack = []
        self._stack.append((sign, depth))
        return base + len(self._stack) - 1


def ticks_as_bullets(lines: list[Line]) -> list[Line]:
    """Take ticks for bullets, where no box is empty: many lists in Word have a tick for a sign."""
    if any(EMPTY_BOX in line.text for line in lines):
        return lines
    return [
        (
            replace(line, text=clean(line.text[1:]), level=line.level or 0)
            if line.text.startswith(TICKED_BOX)
            else line
        )
        for line in lines
    ]


def as_text(lines: list[Line]) -> str | None:
    """Give lines as the text of a record: one line a paragraph or bullet; None if there is nothing."""
    printed = "\n".join(line.printed().replace("\t", " ") for line in lines if line.text)
    return printed or None
