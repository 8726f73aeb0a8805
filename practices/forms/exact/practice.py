"""A practice record as the cells of the practice form, and back."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from practices import rich_text
from practices.forms.exact import lines, words
from practices.forms.exact.cells import Cell, from_lines, from_plain, to_line, to_lines, to_plain
from practices.forms.exact.contact import read_contact, write_contact
from practices.forms.exact.names import Names, NotExact, country_names, term_names
from practices.forms.exact.shared import (
    read_keys,
    read_one,
    read_source,
    read_whole,
    write_source,
)
from practices.forms.labels import CATEGORIES
from practices.models import Licence
from practices.record_keys import PRACTICE_TERMS, PRACTICE_TEXTS

Record = dict[str, Any]

#: Rows of the paper form in its order, and the rows that follow for the resource centre.
STANDARD = (
    "chart_no",
    "countries",
    "organisations",
    "name",
    "category",
    "typology",
    "period",
    "area",
    "background",
    "target_groups",
    "objectives",
    "activities",
    "methods",
    "tools",
    "human",
    "in_kind",
    "funding",
    "results",
    "learning",
    "strengths",
    "innovation",
    "challenges",
    "transferability",
    "mainstreaming",
    "contact",
)
DETAILS = (
    "slug",
    "name_original",
    "summary",
    "area_scope",
    "typology_text",
    "target_group_note",
    "resources_note",
    "results_figures",
    "evidence_level",
    "exploitation_forms",
    "services",
    "topics",
    "tags",
    "links",
    "licence",
    "review_by",
    "organisation_keys",
    "contact_access",
    "adapted_from",
    "adopted_by",
    "source_note",
)
_PLAIN = {
    "area": "area",
    "summary": "summary",
    "typology_text": "typology_text",
    "target_group_note": "target_group_note",
}
_LINES = {
    "slug": "slug",
    "name": "name",
    "name_original": "name_original",
    "review_by": "review_by",
    "adapted_from": "adapted_from",
}
_TERMS = {**PRACTICE_TERMS, "typology": PRACTICE_TERMS["typologies"]}
#: Keys of the record that a row stands for, where they are not called like the row.
_KEYS = {
    "chart_no": ("number",),
    "typology": ("typologies", "typology_text"),
    "period": ("period_start", "period_end"),
    "target_groups": ("target_groups", "target_group_note"),
    "human": ("resources",),
    "in_kind": ("resources",),
    "funding": ("resources",),
    "contact": ("contacts", "links"),
}


class PracticeCells:
    """Writes records into cells and reads them back; labels of terms are those of this site."""

    @cached_property
    def _terms(self) -> dict[str, Names]:
        return term_names()

    @cached_property
    def _countries(self) -> Names:
        return country_names()

    # --- Writing ------------------------------------------------------------------------------

    def write(
        self, record: Mapping[str, Any], language: str, names: Mapping[str, str]
    ) -> dict[str, Cell]:
        """Return the cells of a record; `names` are the printed names of organisations by slug."""
        resources, organisations = record["resources"], record["organisations"]
        cells: dict[str, Cell] = {
            "chart_no": from_lines([str(record["number"])] if record["number"] is not None else []),
            "countries": from_lines(
                self._countries.write(one, language) for one in record["countries"]
            ),
            "organisations": from_lines(names.get(one, one) for one in organisations),
            "category": _category(record["category"], language),
            "period": from_plain(
                lines.write_period(record["period_start"], record["period_end"], language)
            ),
            "human": from_lines(
                lines.write_counted(r["role"], r["count"]) for r in resources["human"]
            ),
            "in_kind": from_lines(
                lines.write_counted(r["item"], r["count"]) for r in resources["in_kind"]
            ),
            "funding": from_lines(lines.write_shared(row) for row in resources["funding"]),
            "resources_note": from_plain(resources["note"]),
            "results_figures": from_lines(map(lines.write_figure, record["results_figures"])),
            "tags": from_lines(record["tags"]),
            "organisation_keys": from_lines(
                lines.write_barred([names[one], one]) for one in organisations if one in names
            ),
            "adopted_by": from_lines(record.get("adopted_by") or []),
            "licence": from_plain(record.get("licence")),
            "source_note": write_source(record["source"], language),
        }
        for row, key in {**_PLAIN, **_LINES}.items():
            cells[row] = from_plain(record.get(key))
        for key in PRACTICE_TEXTS:
            cells[key] = rich_text.from_html(record.get(key) or "")
        return cells | self._write_terms(record, language) | write_contact(record, language)

    def _write_terms(self, record: Mapping[str, Any], language: str) -> dict[str, Cell]:
        cells = {
            row: from_lines(
                self._terms[vocabulary].write(slug, language)
                for slug in record["typologies" if row == "typology" else row]
            )
            for row, vocabulary in _TERMS.items()
            if row != "typologies"
        }
        scope, evidence = record["area_scope"], record.get("evidence_level")
        cells["area_scope"] = from_lines(
            [self._terms["area_scopes"].write(scope, language)] if scope else []
        )
        cells["evidence_level"] = from_lines(
            [words.EVIDENCE.write(evidence, language)] if evidence else []
        )
        return cells

    # --- Reading ------------------------------------------------------------------------------

    def read(self, cells: Mapping[str, Cell], other: Mapping[str, Any]) -> Record:
        """Return the record of cells; a cell of another hand is as `other`, a reader of any form, has it.

        A row that the form does not have leaves its key out.
        """
        record: Record = {}
        resources: Record = {}
        for row in (*STANDARD, *DETAILS):
            if row not in cells:
                continue
            try:
                self._read_row(row, cells, record, resources)
            except NotExact:
                keys = _KEYS.get(row, (row,))
                record |= {key: other[key] for key in keys if key in other}
        if {"human", "in_kind", "funding"} <= resources.keys():
            record["resources"] = {"note": None, **resources}
        return record

    def _read_row(
        self, row: str, cells: Mapping[str, Cell], record: Record, resources: Record
    ) -> None:
        cell = cells[row]
        if row in PRACTICE_TEXTS:
            record[row] = rich_text.to_html(cell) or None
        elif row in _PLAIN:
            record[_PLAIN[row]] = to_plain(cell)
        elif row in _LINES:
            record[_LINES[row]] = to_line(cell)
        elif row in _TERMS:
            key = "typologies" if row == "typology" else row
            record[key] = self._terms[_TERMS[row]].read_all(to_lines(cell))
        elif row == "resources_note":
            resources["note"] = to_plain(cell)
        elif row in ("human", "in_kind"):
            key = "role" if row == "human" else "item"
            resources[row] = [lines.read_counted(line, key) for line in to_lines(cell)]
        elif row == "funding":
            resources["funding"] = [lines.read_shared(line) for line in to_lines(cell)]
        elif row == "contact":
            record |= read_contact(cell, cells.get("contact_access", []), cells.get("links", []))
        else:
            record |= self._readers[row](self, cell)

    _readers: dict[str, Callable[["PracticeCells", Cell], Record]] = {
        "chart_no": lambda self, cell: {"number": _whole(cell)},
        "countries": lambda self, cell: {"countries": self._countries.read_all(to_lines(cell))},
        "organisations": lambda self, cell: {"organisations": to_lines(cell)},
        "organisation_keys": lambda self, cell: {"organisation_keys": read_keys(cell)},
        "category": lambda self, cell: {"category": _letter(cell)},
        "period": lambda self, cell: dict(
            zip(("period_start", "period_end"), lines.read_period(to_line(cell) or ""), strict=True)
        ),
        "results_figures": lambda self, cell: {
            "results_figures": [lines.read_figure(line) for line in to_lines(cell)]
        },
        "tags": lambda self, cell: {"tags": to_lines(cell)},
        "adopted_by": lambda self, cell: {"adopted_by": to_lines(cell)},
        "area_scope": lambda self, cell: {"area_scope": read_one(self._terms["area_scopes"], cell)},
        "evidence_level": lambda self, cell: {"evidence_level": read_one(words.EVIDENCE, cell)},
        "licence": lambda self, cell: {"licence": _licence(cell)},
        "source_note": lambda self, cell: {
            "source": read_source(cell, ("title", "year", "chart", "note"))
        },
        # Read together with the row "contact".
        "contact_access": lambda self, cell: {},
        "links": lambda self, cell: {},
    }


def _whole(cell: Cell) -> int | None:
    text = to_line(cell)
    return read_whole(text) if text else None


def _category(letter: str | None, language: str) -> Cell:
    return from_lines([f"{letter}. {CATEGORIES[letter].label(language)}"] if letter else [])


def _letter(cell: Cell) -> str | None:
    text = to_line(cell)
    if not text:
        return None
    letter, _dot, title = text.partition(". ")
    if letter not in CATEGORIES or title not in CATEGORIES[letter].wordings:
        raise NotExact(text)
    return letter


def _licence(cell: Cell) -> str | None:
    text = to_line(cell)
    if text and text not in Licence.values:
        raise NotExact(text)
    return text
