"""The rows of one form as the builders take them.

With every message that concerns the rows and not one item.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from practices.forms.matching import fold_label
from practices.forms.reading.blocks import Line, Notes
from practices.forms.reading.bullets import as_text, ticks_as_bullets
from practices.forms.reading.columns import WITH_BOXES
from practices.forms.reading.flow import FORM_TEXT
from practices.forms.reading.limits import MAX_VALUE_CHARACTERS, FormError
from practices.forms.reading.recogniser import Recogniser
from practices.forms.reading.units import ItemRow
from practices.forms.reading.values.headings import is_nothing
from practices.forms.records import CaseForm, PracticeForm, SourceRow

#: items whose several rows ("E-mail", "Tel."; "Category", "Category title") are one answer
GATHERED = frozenset({"contact", "chart_no", "countries", "chart_country", "category"})


@dataclass
class Sheet:
    """Hold what was read of one form before its values are."""

    rows: list[ItemRow]
    outside: list[ItemRow] = field(default_factory=list)
    preamble: list[ItemRow] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    #: "sheet Charts, row 5" where a file holds several forms
    place: str = ""

    @property
    def keys(self) -> set[str]:
        """Give the keys of the items that were recognised."""
        return {row.key for row in self.rows if row.key}


class SheetReader:
    """Give the lines of each item, and tell the form what stands twice, is empty, or is no item."""

    def __init__(self, sheet: Sheet, form: PracticeForm | CaseForm, recogniser: Recogniser) -> None:
        """Index the rows by item."""
        self.sheet, self.form, self.recogniser = sheet, form, recogniser
        self.by_key: dict[str, list[ItemRow]] = defaultdict(list)
        for row in sheet.rows:
            if row.key:
                self.by_key[row.key].append(row)
            text = as_text(row.lines) or ""
            if len(text) > MAX_VALUE_CHARACTERS:
                raise FormError(
                    form.source,
                    f"{row.place}: the answer to “{_short(row.label)}” is longer than"
                    f" {MAX_VALUE_CHARACTERS:,} characters; shorten it.",
                )
            form.rows.append(SourceRow(row.key, row.label, text, row.place))

    def title(self, key: str) -> str:
        """Give the English name of an item for messages."""
        return self.recogniser.items[key].label("en")

    def lines(self, key: str) -> list[Line]:
        """Give the lines of an item.

        Rows that stand twice are read once if they say the same, one after the other if not.
        """
        rows = self.by_key.get(key, [])
        if len(rows) > 1:
            rows = self._without_repetition(key, rows)
        lines = [line for row in rows for line in row.lines]
        if is_nothing(lines):
            return []
        return lines if key in WITH_BOXES else ticks_as_bullets(lines)

    def _without_repetition(self, key: str, rows: list[ItemRow]) -> list[ItemRow]:
        kept: list[ItemRow] = []
        for row in rows:
            twin = next((one for one in kept if as_text(one.lines) == as_text(row.lines)), None)
            same_label = any(fold_label(one.label) == fold_label(row.label) for one in kept)
            if kept and (key not in GATHERED or (same_label and row.lines)):
                how = (
                    "with the same value, and was read once"
                    if twin
                    else "with different values, which were put one after the other"
                )
                places = f"{kept[0].place} and {row.place}"
                self.form.warn(
                    field_of(key),
                    "duplicate_label",
                    f"The item “{self.title(key)}” stands twice ({places}): a duplicate {how}.",
                )
            if twin is None:
                kept.append(row)
        return kept

    def text(self, key: str) -> str | None:
        """Give the text of an item."""
        return as_text(self.lines(key))

    def first_line(self, key: str) -> str | None:
        """Give the text of a short item in one line."""
        text = " ".join(line.text.replace("\t", " ") for line in self.lines(key)).strip()
        return text or None

    def report(self) -> None:
        """Tell what stands outside the items, and what the file holds beside its text."""
        for row in self.sheet.rows:
            if row.key is None:
                self._unknown_row(row)
        for row in filter(lambda one: one.lines, self.sheet.outside):
            text = as_text(row.lines) or ""
            self._keep("", text, row.place)
            self.form.warn(
                None,
                "outside_text",
                f"Text stands outside the items of the form ({row.place}) and was not read into any"
                f" of them: “{_short(text)}”.",
            )
        self.form.rows.extend(
            SourceRow(None, "", as_text(row.lines) or "", row.place) for row in self.sheet.preamble
        )
        self._report_notes(self.sheet.notes)

    def _unknown_row(self, row: ItemRow) -> None:
        text = as_text(row.lines) or ""
        if not row.label and not text:
            return
        self.form.unrecognised.append(SourceRow(None, row.label, text, row.place))
        holds = f"“{_short(text)}”" if text else "a picture" if row.pictures else "nothing"
        label = f"The row “{_short(row.label)}”" if row.label else "A row without a label"
        self.form.warn(
            None,
            "unknown_label",
            f"{label} ({row.place}) is not an item of the form and was not recognised; it holds"
            f" {holds} and is kept as an unknown row.",
        )

    def _keep(self, label: str, text: str, place: str) -> None:
        self.form.unrecognised.append(SourceRow(None, label, text, place))

    def _report_notes(self, notes: Notes) -> None:
        if notes.insertions or notes.deletions:
            self.form.warn(
                None,
                "tracked_changes",
                f"The file holds tracked changes ({notes.insertions} inserted, {notes.deletions}"
                " deleted); they were read as if accepted.",
            )
        for text in notes.comments:
            self._keep("Comment", text, "comment")
        if notes.comments:
            quoted = "; ".join(f"“{_short(text)}”" for text in notes.comments[:3])
            self.form.warn(
                None,
                "comments",
                f"The file holds {len(notes.comments)} comment(s) of a reviewer, which are no part"
                f" of any item: {quoted}. See the comments before you publish.",
            )
        for text in notes.footnotes:
            self._keep("Footnote", text, "footnote")
            self.form.warn(
                None, "footnote", f"A footnote was kept apart from the items: “{_short(text)}”."
            )
        if notes.hidden:
            self._keep("Hidden text", " ".join(notes.hidden), "hidden text")
            self.form.warn(
                None,
                "hidden_text",
                "The file holds hidden text, which was not read into any item:"
                f" “{_short(' '.join(notes.hidden))}”.",
            )
        if notes.struck:
            self._keep("Struck-out text", " ".join(notes.struck), "struck-out text")
            self.form.warn(
                None,
                "struck_out_text",
                "The file holds text that is crossed out, which was not read into any item:"
                f" “{_short(' '.join(notes.struck))}”.",
            )
        for place in notes.formulas:
            self.form.warn(
                None,
                "formula",
                f"{place} holds a formula; its last calculated value was taken as text. Check it.",
            )
        seen = " ".join(f"{row.label} {row.value}" for row in self.form.rows)
        for text in dict.fromkeys(notes.running):
            if not text.strip("0123456789 /-–—.|") or FORM_TEXT.search(text) or text in seen:
                continue
            self._keep("Header or footer", text, "header or footer")
            self.form.warn(
                None,
                "outside_text",
                f"The header or footer says “{_short(text)}”, which stands in no item of the form.",
            )


def field_of(key: str) -> str:
    """Give the key of the record that warnings on an item name."""
    return {
        "chart_country": "countries",
        "human": "resources",
        "in_kind": "resources",
        "funding": "resources",
        "methods_tools": "methods",
    }.get(key, key)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:117]}…"
