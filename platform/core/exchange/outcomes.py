"""What an import was asked to do with a record, and what became of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from enum import StrEnum
from typing import Any, Protocol


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
class FieldDifference:
    """One key whose value an update changes, as plain text before and after."""

    key: str
    before: str
    after: str

    def lines(self) -> list[str]:
        """Return the lines that go (-), come (+) and stay around them."""
        diff = unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=1)
        return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


class Stored(Protocol):
    """A page, or a row with the names of a page."""

    pk: Any
    slug: Any
    title: Any


@dataclass
class Outcome:
    """What became of one record; `problems` are sentences, `page` (or row) is missing where nothing was stored."""

    status: Status
    page: Stored | None = None
    differences: list[FieldDifference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def shown(value: object) -> str:
    """Return the value of a record as plain text, one line an item."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, list):
        return "\n".join(_row(item) for item in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {shown(part)}" for key, part in value.items() if part)
    return str(value)


def _row(item: object) -> str:
    if isinstance(item, Mapping):
        return " · ".join(str(part) for part in item.values() if part is not None)
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    show: Callable[[object], str] = shown,
) -> list[FieldDifference]:
    """Return what differs between two records, in the order of their keys."""
    keys = [*after, *(key for key in before if key not in after)]
    return [
        FieldDifference(key, show(before.get(key)), show(after.get(key)))
        for key in keys
        if before.get(key) != after.get(key)
    ]
