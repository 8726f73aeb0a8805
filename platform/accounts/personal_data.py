"""What the apps hold of a person: shown on the account page, exported and erased by its owner.

An app declares it in a module `personal_data.py` (found by autodiscovery) with `register_holding`. So a
person's organisations stand on their page without accounts knowing what an organisation is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.models import User


def nothing_to_show(user: User) -> Sequence[str]:
    """Return no line."""
    return ()


@dataclass(frozen=True)
class Holding:
    """One kind of thing that an app holds of people."""

    #: The key of the export.
    name: str
    label: str | Promise
    #: Returns all of it as JSON can write it.
    export: Callable[[User], Any]
    #: Removes what points at the person; content that belongs to an organisation stays.
    erase: Callable[[User], object]
    #: Lines for the account page, “Invented Shelter: manager since 2024”; none: not shown there.
    lines: Callable[[User], Sequence[str]] = nothing_to_show
    #: Sentences that say why this person cannot be erased yet, and what to do first.
    obstacles: Callable[[User], Sequence[str]] = nothing_to_show
    #: Sentences that tell before the erasure what becomes of this, “Invented Shelter will have no manager”.
    warnings: Callable[[User], Sequence[str]] = nothing_to_show


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Declare what an app holds of people."""
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    """Return what all apps hold, the accounts' own last: they take the person's name away."""
    return sorted(_holdings.values(), key=lambda holding: holding.name == "account")
