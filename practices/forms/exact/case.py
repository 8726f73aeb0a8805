"""A case study record as the cells of the case study form, and back."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from core.models import Vocabulary
from practices import rich_text
from practices.forms.exact import lines, words
from practices.forms.exact.cells import Cell, from_lines, from_plain, to_line, to_lines, to_plain
from practices.forms.exact.names import Names, NotExact, country_names, term_names
from practices.forms.exact.shared import read_keys, read_one, read_source, write_source
from practices.forms.labels import GROUPS, TICK_OPTIONS
from practices.json_records import as_points, as_sentences
from practices.record_keys import CASE_LISTS
from practices.rich_text import BULLET, PARAGRAPH, Block, Run

Record = dict[str, Any]

STANDARD = ("organisation", "country", *(f"q{number}" for number in range(1, 13)))
DETAILS = (
    "number",
    "slug",
    "title",
    "summary",
    "background",
    "contact_channel",
    "needs",
    "lessons",
    "generalised_fields",
    "review_by",
    "organisation_keys",
    "source_note",
)
_ANSWERS = {
    "q1": "need",
    "q3": "first_contact",
    "q4": "obstacles",
    "q6": "steps",
    "q7": "collaboration",
    "q8": "assessment_of_wishes",
    "q9": "privacy_measures",
    "q11": "tools",
    "q12": "recommendations",
    "background": "background",
}
#: Rows whose text has lists and emphasis.
RICH_ROWS = frozenset({*_ANSWERS, "q10"})
_LINES = ("slug", "title", "review_by")
_TERMS = {"needs": Vocabulary.CASE_NEEDS, "lessons": Vocabulary.LESSON_TAGS}
#: The lists of question 2: the key of the record, its vocabulary, and whether one option is chosen.
_TICKS = {
    "gender": ("gender", Vocabulary.GENDERS, True),
    "age_group": ("age_group", Vocabulary.AGE_GROUPS, True),
    "exploitation": ("exploitation_forms", Vocabulary.EXPLOITATION_FORMS, False),
    "recruitment": ("recruitment", Vocabulary.RECRUITMENT_CHANNELS, False),
    "proposed": ("offer", Vocabulary.RECRUITMENT_OFFERS, False),
}
EMPTY, TICKED = "☐", "☒"
_SIDES = {"worked": words.WORKED, "did_not_work": words.DID_NOT_WORK}
#: Keys of the record that a row stands for, where they are not called like the row.
_KEYS = {
    "country": ("countries",),
    "q2": (*(key for key, _vocabulary, _single in _TICKS.values()), "background"),
    "q5": ("actors",),
    "q10": ("worked", "did_not_work", "experience"),
}


class CaseCells:
    """Writes records into cells and reads them back; labels of terms are those of this site."""

    @cached_property
    def _terms(self) -> dict[str, Names]:
        return term_names()

    @cached_property
    def _countries(self) -> Names:
        return country_names()

    def write(
        self, record: Mapping[str, Any], language: str, names: Mapping[str, str]
    ) -> dict[str, Cell]:
        """Return the cells of a record; `names` are the printed names of organisations by slug."""
        organisation, channel = record["organisation"], record["contact_channel"]
        channels = self._terms[Vocabulary.CONTACT_CHANNELS]
        cells: dict[str, Cell] = {
            "organisation": from_plain(names.get(organisation, organisation)),
            "country": from_lines(
                self._countries.write(one, language) for one in record["countries"]
            ),
            "q2": self._write_ticks(record, language),
            "q5": from_lines(_actor(row, language) for row in record["actors"]),
            "q10": _experience(record, language),
            "number": from_plain(str(record["number"]) if record["number"] is not None else ""),
            "summary": from_plain(record.get("summary")),
            "contact_channel": from_lines([channels.write(channel, language)] if channel else []),
            "generalised_fields": from_lines(record["generalised_fields"]),
            "organisation_keys": from_lines(
                [lines.write_barred([names[organisation], organisation])]
                if organisation in names
                else []
            ),
            "source_note": write_source(record["source"], language),
        }
        for row in _LINES:
            cells[row] = from_plain(record.get(row))
        for row, vocabulary in _TERMS.items():
            cells[row] = from_lines(self._terms[vocabulary].write(s, language) for s in record[row])
        for row, key in _ANSWERS.items():
            cells[row] = _blocks(record[key])
        return cells

    def _write_ticks(self, record: Mapping[str, Any], language: str) -> Cell:
        """Write the tick lists: every option of the paper form, and what is ticked beside them."""
        cell: Cell = []
        for group, (key, vocabulary, _is_single) in _TICKS.items():
            ticked = record[key] if isinstance(record[key], list) else [record[key]]
            ticked = [slug for slug in ticked if slug]
            cell.append(_strong(GROUPS[group].label(language)))
            for option in TICK_OPTIONS[group]:
                sign = TICKED if option.key in ticked else EMPTY
                cell += from_lines([f"{sign} {option.label(language)}"])
            others = [slug for slug in ticked if slug not in {o.key for o in TICK_OPTIONS[group]}]
            names = self._terms[vocabulary]
            cell += from_lines(f"{TICKED} {names.write(slug, language)}" for slug in others)
        return cell

    def read(self, cells: Mapping[str, Cell], other: Mapping[str, Any]) -> Record:
        """Return the record of cells; a cell of another hand is as `other`, a reader of any form, has it.

        A row that the form does not have leaves its key out.
        """
        record: Record = {}
        for row in (*STANDARD, *DETAILS):
            if row not in cells:
                continue
            try:
                record |= self._read_row(row, cells[row])
            except NotExact:
                keys = _KEYS.get(row, (row,))
                record |= {key: other[key] for key in keys if key in other}
        return record

    def _read_row(self, row: str, cell: Cell) -> Record:
        if row in _ANSWERS:
            return {_ANSWERS[row]: _answer(_ANSWERS[row], cell)}
        if row in _LINES:
            return {row: to_line(cell)}
        if row in _TERMS:
            return {row: self._terms[_TERMS[row]].read_all(to_lines(cell))}
        return self._read_single(row, cell)

    def _read_single(self, row: str, cell: Cell) -> Record:
        if row == "q2":
            return self._read_ticks(cell)
        if row == "q5":
            return {"actors": [_read_actor(block) for block in cell if block.text.strip()]}
        if row == "q10":
            return _read_experience(cell)
        if row == "organisation":
            return {"organisation": to_line(cell)}
        if row == "country":
            return {"countries": self._countries.read_all(to_lines(cell))}
        if row == "number":
            return {"number": _number(to_line(cell))}
        if row == "contact_channel":
            return {row: read_one(self._terms[Vocabulary.CONTACT_CHANNELS], cell)}
        if row == "generalised_fields":
            return {row: to_lines(cell)}
        if row == "organisation_keys":
            return {row: read_keys(cell)}
        if row == "source_note":
            return {"source": read_source(cell, ("title", "year", "case", "collected", "note"))}
        return {"summary": to_plain(cell)}

    def _read_ticks(self, cell: Cell) -> Record:
        record: Record = {
            key: None if is_single else [] for key, _vocabulary, is_single in _TICKS.values()
        }
        group = ""
        for line in to_lines(cell):
            if line[0] not in (EMPTY, TICKED):
                group = _GROUPS.read(line)
                continue
            if not group:
                raise NotExact(line)
            slug = self._option(group, line[1:].strip())
            key, _vocabulary, is_single = _TICKS[group]
            if line[0] == TICKED:
                if is_single and record[key]:
                    raise NotExact(line)
                record[key] = slug if is_single else [*record[key], slug]
        return record

    def _option(self, group: str, label: str) -> str:
        try:
            return _OPTIONS[group].read(label)
        except NotExact:
            return self._terms[_TICKS[group][1]].read(label)


_GROUPS = Names({key: item.labels for key, item in GROUPS.items()})
_OPTIONS = {
    group: Names({option.key: option.labels for option in options})
    for group, options in TICK_OPTIONS.items()
}


def _strong(text: str) -> Block:
    return Block(PARAGRAPH, (Run(text, strong=True),))


def _blocks(value: str | list[str] | None) -> Cell:
    if isinstance(value, list):
        return [Block(BULLET, (Run(point),)) for point in value]
    return rich_text.from_html(rich_text.clean_html(value))


def _answer(key: str, cell: Cell) -> str | list[str] | None:
    html = rich_text.to_html(cell)
    return as_points(html) if key in CASE_LISTS else as_sentences(html)


def _number(text: str | None) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise NotExact(text)
    return int(text) if text else None


def _actor(row: Record, language: str) -> str:
    if row["kind"]:
        return f"{words.ACTOR_KINDS.write(row['kind'], language)}: {row['role']}"
    # Without a kind the words stand alone, unless they begin like one with a kind.
    return row["role"] if _is_without_kind(row["role"]) else f"–: {row['role']}"


def _is_without_kind(text: str) -> bool:
    head, colon, _role = text.partition(": ")
    if head == "–":
        return False
    try:
        return not (colon and words.ACTOR_KINDS.read(head))
    except NotExact:
        return True


def _read_actor(block: Block) -> Record:
    text = block.text.strip()
    if _is_without_kind(text):
        return {"kind": None, "role": text}
    head, _colon, role = text.partition(": ")
    return {"kind": None if head == "–" else words.ACTOR_KINDS.read(head), "role": role}


def _experience(record: Mapping[str, Any], language: str) -> Cell:
    cell = _blocks(record.get("experience"))
    for key, heading in _SIDES.items():
        if record[key]:
            cell += [_strong(heading[language]), *_blocks(record[key])]
    return cell


def _read_experience(cell: Cell) -> Record:
    parts: dict[str, Cell] = {"experience": [], "worked": [], "did_not_work": []}
    current = "experience"
    headings = {text: key for key, heading in _SIDES.items() for text in heading.values()}
    for block in cell:
        side = headings.get(block.text.strip()) if block.kind == PARAGRAPH else None
        if side:
            current = side
        else:
            parts[current].append(block)
    return {key: _answer(key, part) for key, part in parts.items()}
