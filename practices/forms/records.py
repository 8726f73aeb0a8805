"""What one filled-in form says.

The records that the readers give and that the importer, the preview and the writers take.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

QUESTION_2_GROUPS = ("gender", "age_group", "exploitation", "recruitment", "proposed")
QUESTIONS = tuple(f"q{number}" for number in range(1, 13))

#: Items of a practice that are answered in running text, in the order of the form.
LONG_TEXTS = (
    "background",
    "objectives",
    "activities",
    "methods",
    "tools",
    "results",
    "strengths",
    "innovation",
    "challenges",
    "learning",
    "transferability",
    "mainstreaming",
)


@dataclass(frozen=True)
class FormWarning:
    """Tell the person who imports what to look at.

    `field` is the item's key or None, `code` is stable, `message` is for people.
    """

    field: str | None
    code: str
    message: str

    def to_json(self) -> dict[str, str | None]:
        """Give the warning as `interfaces.md` prints it."""
        return {"field": self.field, "code": self.code, "message": self.message}


@dataclass(frozen=True)
class SourceRow:
    """Keep one row as it stands in the file.

    `item` is the key of the item it was read as, None if it was not recognised.
    """

    item: str | None
    label: str
    value: str
    place: str

    def to_json(self) -> dict[str, str]:
        """Give the row for the list `unrecognised`."""
        return {"label": self.label, "value": self.value, "place": self.place}


@dataclass
class Resources:
    """Hold people ({role, count}), things (one text each), money ({source.

    Percent}) and the lines that are none of these.
    """

    human: list[dict[str, Any]] = field(default_factory=list)
    in_kind: list[str] = field(default_factory=list)
    funding: list[dict[str, Any]] = field(default_factory=list)
    funding_text: str | None = None
    other_text: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the resources with plain lists."""
        return {
            "human": self.human,
            "in_kind": self.in_kind,
            "funding": self.funding,
            "funding_text": self.funding_text,
            "other_text": self.other_text,
        }


@dataclass
class Contact:
    """Hold how to reach the organisation.

    `address_text` has the lines that are no number, mail address or website.
    """

    emails: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    address_text: str | None = None
    text: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the contact with plain lists."""
        return {
            "emails": self.emails,
            "websites": self.websites,
            "phones": self.phones,
            "faxes": self.faxes,
            "address_text": self.address_text,
            "text": self.text,
        }


@dataclass
class _Form:
    """Hold what practice and case forms share."""

    source: str
    unrecognised: list[SourceRow] = field(default_factory=list)
    warnings: list[FormWarning] = field(default_factory=list)
    extras: dict[str, Any] = field(default_factory=dict)
    rows: list[SourceRow] = field(default_factory=list)
    #: slugs of the vocabularies that the texts were matched with, by item (not printed: the import may overrule them)
    terms: dict[str, list[str]] = field(default_factory=dict)
    #: where in the source the form stands, if the source holds several ("sheet Charts, row 5")
    place: str = ""

    def warn(self, item: str | None, code: str, message: str) -> None:
        """Add a warning once, however often it is found."""
        warning = FormWarning(item, code, message)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _tail(self) -> dict[str, Any]:
        tail: dict[str, Any] = {
            "unrecognised": [row.to_json() for row in self.unrecognised],
            "warnings": [warning.to_json() for warning in self.warnings],
        }
        return tail | {key: value for key, value in self.extras.items() if key not in tail}


@dataclass
class PracticeForm(_Form):
    """Hold one practice chart. Texts are plain.

    One line a paragraph or bullet, bullets begin with "- ", nested ones with "  - ".
    """

    chart_no: int | None = None
    countries: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    name: str | None = None
    #: the letter as printed; `category_expected` is the one its title stands for
    category: str | None = None
    category_expected: str | None = None
    category_title: str | None = None
    typology_text: str | None = None
    typologies: list[str] = field(default_factory=list)
    period_text: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    area_text: str | None = None
    background: str | None = None
    target_groups: list[str] = field(default_factory=list)
    objectives: str | None = None
    activities: str | None = None
    methods: str | None = None
    tools: str | None = None
    resources: Resources = field(default_factory=Resources)
    results: str | None = None
    strengths: str | None = None
    innovation: str | None = None
    challenges: str | None = None
    learning: str | None = None
    transferability: str | None = None
    mainstreaming: str | None = None
    contact: Contact = field(default_factory=Contact)

    #: the keys of `interfaces.md` in its order, then what the same items print beside them
    STANDARD_KEYS = (
        "source",
        "chart_no",
        "countries",
        "organisations",
        "name",
        "category",
        "typology_text",
        "typologies",
        "period_start",
        "period_end",
        "area_text",
        "background",
        "target_groups",
        "objectives",
        "activities",
        "methods",
        "tools",
        "resources",
        "results",
        "strengths",
        "innovation",
        "challenges",
        "learning",
        "transferability",
        "mainstreaming",
        "contact",
    )
    PRINTED_KEYS = ("category_expected", "category_title", "period_text")

    def to_json(self) -> dict[str, Any]:
        """Give the dict that `import_practices --dry-run --json` prints."""
        record: dict[str, Any] = {}
        for key in self.STANDARD_KEYS:
            value = getattr(self, key)
            record[key] = value.to_json() if isinstance(value, Resources | Contact) else value
        printed = {key: getattr(self, key) for key in self.PRINTED_KEYS}
        tail = self._tail()
        first = {key: tail.pop(key) for key in ("unrecognised", "warnings")}
        return (
            record
            | first
            | printed
            | {key: value for key, value in tail.items() if key not in record}
        )


def _empty_question_2() -> dict[str, Any]:
    return {group: [] for group in QUESTION_2_GROUPS} | {"other": None}


@dataclass
class CaseForm(_Form):
    """Hold one case study.

    `q2` holds the ticked options of the form in English, and in `other` the text that stands
    beside a box.
    """

    organisation: str | None = None
    country: str | None = None
    q1: str | None = None
    q2: dict[str, Any] = field(default_factory=_empty_question_2)
    q3: str | None = None
    q4: str | None = None
    q5: str | None = None
    q6: str | None = None
    q7: str | None = None
    q8: str | None = None
    q9: str | None = None
    q10: str | None = None
    q11: str | None = None
    q12: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the dict that `import_case_studies --dry-run --json` prints."""
        record = {
            key: getattr(self, key) for key in ("source", "organisation", "country", *QUESTIONS)
        }
        return record | {key: value for key, value in self._tail().items() if key not in record}
