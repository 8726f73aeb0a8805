"""Parts of pages that apps supply: a list of charts by category, the newest records, a coverage table.

An editor places a part in a page with `PartBlock`; the app that owns the data declares it in a module
`parts.py` (found by autodiscovery). So the home page shows practices without core knowing them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    """What an editor chooses by `name`: `context(request)` fills `template`."""

    name: str
    label: str | Promise
    template: str
    context: Callable[[HttpRequest | None], dict[str, Any]]


_parts: dict[str, Part] = {}


def register_part(part: Part) -> None:
    """Offer a part to editors under its name."""
    _parts[part.name] = part


def part_choices() -> list[tuple[str, str | Promise]]:
    """Return (name, label) of every part, for the block's choice field."""
    return [(part.name, part.label) for part in _parts.values()]


def get_part(name: str) -> Part | None:
    """Return the part of that name, or None when no installed app supplies it any more."""
    return _parts.get(name)
