"""Periodic work: what the worker does every so many seconds, whatever else it has to do.

A tick reads its own tables and may run twice or be killed at any moment; it must do no harm then.
Apps declare theirs in a module `ticks.py`, found by autodiscovery.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    """A function to call every `seconds`."""

    run: Callable[[], object]
    seconds: float
    name: str


_ticks: dict[str, Tick] = {}


def tick(*, seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Let the worker call the decorated function every `seconds`."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__qualname__}"
        _ticks[name] = Tick(run=function, seconds=seconds, name=name)
        return function

    return register


def all_ticks() -> list[Tick]:
    """Return every declared tick."""
    return list(_ticks.values())
