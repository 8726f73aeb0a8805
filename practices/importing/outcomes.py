"""What an import was asked to do with a record, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from core import exchange
from core.exchange.outcomes import Choice, FieldDifference, Status
from core.exchange.outcomes import shown as plain
from directory.models import OrganisationPage
from practices import rich_text
from practices.forms.records import FormWarning

__all__ = [
    "Choice",
    "FieldDifference",
    "ImportOptions",
    "Outcome",
    "Status",
    "differences",
    "shown",
]


@dataclass(frozen=True)
class ImportOptions:
    """How records are stored: published or as drafts, for whom, and whether missing organisations get an entry."""

    publish: bool = False
    user: AbstractBaseUser | None = None
    create_organisations: bool = True


@dataclass
class Outcome(exchange.Outcome):
    """What became of one record; `problems` are sentences, `page` is missing where nothing was stored."""

    warnings: list[FormWarning] = field(default_factory=list)
    #: Draft entries of the directory that were made for organisations it lacked.
    new_entries: list[OrganisationPage] = field(default_factory=list)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldDifference]:
    """Return what differs between two records, rich text as the text that a reader sees."""
    return exchange.differences(before, after, show=shown)


def shown(value: object) -> str:
    """Return the value of a record as plain text, one line an item; markup shows as what it marks."""
    if isinstance(value, str) and rich_text.looks_like_html(value):
        return rich_text.to_text(rich_text.from_html(value))
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {shown(part)}" for key, part in value.items() if part)
    return plain(value)
