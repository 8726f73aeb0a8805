"""Labels that stand as paragraphs.

Headings, bold words, or words before a colon, found by the look that the form gives them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from practices.forms.reading.blocks import Line
from practices.forms.reading.bullets import begins_with_sign, tidy
from practices.forms.reading.recogniser import CATEGORY_LABEL, CHART_LABEL, EXACT, Recogniser
from practices.forms.reading.rows import INLINE
from practices.forms.reading.units import HINT_WORDS, ItemRow, Unit
from practices.forms.reading.values.headings import after_lead

#: looks of a label, the strongest first
LOOKS = ("heading", "bold", "capitals", "colon", "inline", "alone")
#: looks that words of an answer can have too
PLAIN = frozenset({"colon", "inline", "alone"})
#: a label that holds the number of the chart or the letter of the category itself
HOLDS_VALUE = re.compile(
    rf"(?:{CHART_LABEL.pattern}|{CATEGORY_LABEL.pattern})", re.IGNORECASE
).match
#: what a form prints itself around its items
FORM_TEXT = re.compile(
    r"\b(?:please|fill(?:ed)?["
    r" -]in|form|template|questionnaire|guidelines?|collection|handbook|annex|instructions?|chart|"
    r"relevant|practices?|case stud(?:y|ies)|transnational"
    r" cooperation|veuillez|remplir|formulaire|fiche|pratiques?|études? de cas|"
    r"compilare|modulo|scheda|pratiche|casi|studio di"
    r" caso|bitte|ausfüllen|formular|formblatt|praktiken|fallstudien?|"
    r"rellen\w+|cumplimentar|formulario|ficha|prácticas?|estudios? de"
    r" caso|page|pagina|seite|página)\b",
    re.IGNORECASE,
)


#: words of somebody who writes, not of a form
PERSONAL = re.compile(
    r"\b(?:we|our|us|my|dear|nous|notre|nos|cher|noi|nostr[oaie]|gentil[ei]|wir|unser\w*|liebe|nosotr[oa]s|nuestr[oa]s?|estimad[oa]s?)\b",
    re.IGNORECASE,
)
#: "Part II: Description" over the width of a table
SECTION = re.compile(
    r"^(?:part|section|teil|abschnitt|partie|parte|sezione|sección)\s+(?:\d+|[ivxa-e]+)\b",
    re.IGNORECASE,
)


#: "Activities (continued)" at the head of a second table
CONTINUED = re.compile(
    r"[(\[–—-]\s*(?:cont(?:inued|inues|['’]?d|inua|inuación|inuation)?|suite|segue|forts(?:etzung)?)\s*\.?"
    r"\s*[)\]]?\s*:?\s*$",
    re.IGNORECASE,
)


@dataclass
class Candidate:
    """Hold a line that may be a label, with the text after it on the same line."""

    key: str
    label: str
    rest: str
    look: str
    score: int


def rows_of(
    units: list[Unit], recogniser: Recogniser
) -> tuple[list[ItemRow], list[ItemRow], list[ItemRow]]:
    """Give the rows of a form, the text outside them.

    The form's own text above them (title, instructions).
    """
    return _Flow(units, recogniser).read()


class _Flow:
    def __init__(self, units: list[Unit], recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self.units = units
        self.candidates = {
            at: found
            for at, unit in enumerate(units)
            if unit.line is not None and (found := self._candidate(unit.line))
        }
        self.in_tables = {unit.row.key for unit in units if unit.row is not None and unit.row.key}
        self.has_tables = len(self.in_tables) >= 5
        self.labels = self._labels()

    def _candidate(self, line: Line) -> Candidate | None:
        text = line.text.strip()
        shown = next((one.text for one in tidy([replace(line, level=None)])), "")
        is_short = len(text) <= (900 if self.recogniser.numbered_questions else 160)
        is_plain = line.level is None and not begins_with_sign(text)
        if is_short and (is_plain or line.bold or line.heading):
            for whole in dict.fromkeys((text, shown)):
                found = self.recogniser.sure(whole)
                inline = INLINE.match(whole)
                if found and not (inline and self._has_value(inline)):
                    return Candidate(found.key, whole, "", _look(line, whole), found.score)
        return self._inline(line, text)

    def _has_value(self, inline: re.Match[str]) -> bool:
        """Tell whether a label is followed by its value on the same line, not by its translation."""
        label, rest = self.recogniser.sure(inline.group(1)), inline.group(2).strip()
        return bool(label and rest and self.recogniser.sure(rest) != label)

    def _inline(self, line: Line, text: str) -> Candidate | None:
        if line.lead and len(line.lead) <= 900:
            found = self.recogniser.sure(line.lead)
            if found and text.startswith(line.lead):
                return Candidate(
                    found.key, line.lead, after_lead(line.lead, text), "bold", found.score
                )
        if not self.recogniser.numbered_questions and (held := _with_value(text)):
            key, label = held
            return Candidate(
                key, label, text[len(label) :].strip(" /–—-:"), _look(line, label), EXACT
            )
        parted = INLINE.match(text)
        if parted is None or line.level is not None or begins_with_sign(text):
            return None
        found = self.recogniser.sure(parted.group(1))
        if found is None:
            return None
        look = "heading" if line.heading else "bold" if line.bold else "inline"
        return Candidate(found.key, parted.group(1), parted.group(2), look, found.score)

    def _labels(self) -> dict[int, Candidate]:
        """Choose the candidates that share the look which marks most items.

        Others only for items that it leaves out.
        """
        by_look: dict[str, set[str]] = defaultdict(set)
        for found in self.candidates.values():
            if self.recogniser.items[found.key].part_of is None:
                by_look[found.look].add(found.key)
        best = max(LOOKS, key=lambda look: (len(by_look[look]), -LOOKS.index(look)))
        with_best = by_look[best] | self.in_tables
        chosen: dict[int, Candidate] = {}
        for at, found in self.candidates.items():
            is_again = any(one.key == found.key for one in chosen.values())
            if is_again and found.look in PLAIN:
                # Nothing sets it apart, and the item has been: these are words of an answer.
                continue
            if self._is_label(at, found, best, with_best):
                chosen[at] = found
        return chosen

    def _is_label(self, at: int, found: Candidate, best: str, with_best: set[str]) -> bool:
        if self.has_tables and not self.units[at].in_table:
            return (
                found.key not in self.in_tables
                and found.score == EXACT
                and (bool(found.rest) or found.look in ("heading", "bold"))
            )
        whole = self.recogniser.items[found.key].part_of
        if whole is not None:
            # Without a row for the whole item its parts are items; with one they are captions inside it.
            return found.look == best and (
                best in ("heading", "bold", "capitals") or whole not in with_best
            )
        if found.look == best:
            return True
        if not self.recogniser.items[found.key].is_standard and found.look in PLAIN:
            # "Case: …" in an answer is no row of our own export.
            return False
        return (
            found.key not in with_best
            and found.score == EXACT
            and (
                found.look != "alone"
                or self.units[at].in_table
                or not with_best
                or bool(HOLDS_VALUE(found.label))
            )
        )

    def read(self) -> tuple[list[ItemRow], list[ItemRow], list[ItemRow]]:
        rows: list[ItemRow] = []
        outside: list[ItemRow] = []
        preamble: list[ItemRow] = []
        current: ItemRow | None = None
        loose: list[Line] = []
        loose_place = ""
        for at, unit in enumerate(self.units):
            label = self.labels.get(at)
            if unit.row is not None and self._is_title(unit.row, rows):
                preamble.append(ItemRow(None, "", [Line(unit.row.label)], unit.place))
            elif unit.row is not None and (begun := _begun_before(unit.row, rows)):
                _append(begun, replace(unit, more=unit.row.raw), rows)
            elif unit.row is not None:
                current = unit.row
                rows.append(unit.row)
            elif unit.more:
                _append(current, unit, rows)
            elif label is not None and unit.line is not None:
                current = ItemRow(
                    label.key, label.label, _rest(unit.line, label), unit.place, in_flow=True
                )
                rows.append(current)
            elif unit.line is not None and current is not None and _is_hint(unit.line, current):
                current.hints.append(unit.line)
            elif (
                unit.line is not None
                and current is not None
                and (
                    current.in_flow and (unit.in_table or not self.has_tables or not current.lines)
                )
            ):
                current.lines.append(unit.line)
            elif unit.line is not None:
                loose_place = loose_place or unit.place
                loose.append(unit.line)
            if loose and (unit.line is None or at == len(self.units) - 1 or label is not None):
                self._keep(
                    tidy(loose),
                    loose_place,
                    outside,
                    preamble,
                    is_first=not rows or (len(rows) == 1 and rows[0] is current),
                )
                loose, loose_place = [], ""
        for row in rows:
            if row.in_flow:
                below = [line for line in row.hints if not HINT_WORDS.search(line.text.strip())]
                row.lines = tidy(row.lines or below)
        return rows, outside, preamble

    def _is_title(self, row: ItemRow, before: list[ItemRow]) -> bool:
        """Tell whether a row above all items is the form's own title or instruction."""
        return (
            row.key is None
            and not row.lines
            and not row.pictures
            and not any(one.key for one in before)
            and _is_form_text(row.label)
        )

    def _keep(
        self,
        lines: list[Line],
        place: str,
        outside: list[ItemRow],
        preamble: list[ItemRow],
        *,
        is_first: bool,
    ) -> None:
        """Keep text outside the rows.

        The form's own title and instructions apart from what somebody wrote there.
        """
        own = [
            line
            for line in lines
            if SECTION.match(line.text)
            or (is_first and _is_form_text(line.text) and not CHART_LABEL.match(line.text))
        ]
        if own:
            preamble.append(ItemRow(None, "", own, place))
        others = [line for line in lines if line not in own]
        if others:
            outside.append(ItemRow(None, "", others, place))


def _with_value(text: str) -> tuple[str, str] | None:
    """Find a label that holds number or letter itself, with more behind it: "Chart No. 7 Italy"."""
    chart, category = CHART_LABEL.match(text), CATEGORY_LABEL.match(text)
    if chart and len(text.split()) <= 8 and re.search(r"[^\W\d_]{2}", text[chart.end() :]):
        return "chart_no", chart.group()
    if category and category.group(1) in "ABCD" and re.search(r"\w", text[category.end() :]):
        return "category", category.group()
    return None


def _is_form_text(text: str) -> bool:
    """Tell a title or an instruction of the form from what a person wrote above it."""
    return bool(FORM_TEXT.search(text)) and not PERSONAL.search(text)


def _is_hint(line: Line, row: ItemRow) -> bool:
    """Tell whether a line below a label explains it: it goes on with the label's paragraph, or says so."""
    if not row.in_flow or row.lines:
        return False
    goes_on = line.soft and (line.bold or line.heading)
    return goes_on or _is_bracketed_hint(line.text.strip())


def _is_bracketed_hint(text: str) -> bool:
    """Tell "(please describe in ten lines)" below a label."""
    return bool(re.fullmatch(r"[(\[][^()\[\]]*[)\]]\W*", text) and HINT_WORDS.search(text[1:]))


def _begun_before(row: ItemRow, rows: list[ItemRow]) -> ItemRow | None:
    """Find the row that one "(continued)" on the next page goes on with."""
    if row.key is None or not CONTINUED.search(row.label):
        return None
    return next((one for one in reversed(rows) if one.key == row.key), None)


def _append(current: ItemRow | None, unit: Unit, rows: list[ItemRow]) -> None:
    if current is None:
        rows.append(ItemRow(None, "", tidy(unit.more), unit.place))
    elif current.raw:
        current.raw.extend(unit.more)
        current.lines = tidy(current.raw)
    else:
        current.lines.extend(tidy(unit.more))


def _rest(line: Line, label: Candidate) -> list[Line]:
    return (
        [replace(line, text=label.rest, bold=False, lead="", heading=False)]
        if label.rest.strip()
        else []
    )


def _look(line: Line, text: str) -> str:
    if line.heading:
        return "heading"
    if line.bold:
        return "bold"
    letters = [one for one in text if one.lower() != one.upper()]
    if len(letters) > 3 and all(one.isupper() for one in letters):
        return "capitals"
    return "colon" if text.rstrip().endswith(":") else "alone"
