"""What an import was asked to do with a record, and what became of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from enum import StrEnum
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page

from directory.models import OrganisationPage
from practices import rich_text
from practices.forms.records import FormWarning


class Choice(StrEnum):
    """What to do with a record."""

    NEW = "new"
    UPDATE = "update"
    SKIP = "skip"
    #: Make a page, but leave a record alone that the site has already.
    AUTO = "auto"


class Status(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class ImportOptions:
    """How records are stored: published or as drafts, for whom, and whether missing organisations get an entry."""

    publish: bool = False
    user: AbstractBaseUser | None = None
    create_organisations: bool = True


@dataclass(frozen=True)
class FieldDifference:
    """One key whose value an update changes, as plain text before and after."""

    key: str
    before: str
    after: str

    def lines(self) -> list[str]:
        """Return the lines that go (-), come (+) and stay around them."""
        diff = unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=1)
        return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


@dataclass
class Outcome:
    """What became of one record; `problems` are sentences, `page` is missing where nothing was stored."""

    status: Status
    page: Page | None = None
    differences: list[FieldDifference] = field(default_factory=list)
    warnings: list[FormWarning] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    #: Draft entries of the directory that were made for organisations it lacked.
    new_entries: list[OrganisationPage] = field(default_factory=list)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldDifference]:
    """Return what differs between two records, in the order of their keys."""
    keys = [*after, *(key for key in before if key not in after)]
    return [
        FieldDifference(key, shown(before.get(key)), shown(after.get(key)))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def shown(value: object) -> str:
    """Return the value of a record as plain text, one line an item."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, str):
        is_html = rich_text.looks_like_html(value)
        return rich_text.to_text(rich_text.from_html(value)) if is_html else value
    if isinstance(value, list):
        return "\n".join(_row(item) for item in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {shown(part)}" for key, part in value.items() if part)
    return str(value)


def _row(item: object) -> str:
    if isinstance(item, Mapping):
        return " · ".join(str(part) for part in item.values() if part is not None)
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
