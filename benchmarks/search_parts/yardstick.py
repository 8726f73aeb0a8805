"""What an engine is measured against: the same work without our code."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from benchmarks.figures import Limit, Taken
from search.engines.base import EngineRequest


class Yardstick(Protocol):
    """The bare library or client of one engine."""

    to_bare: Limit
    """What a search through our interface may cost, as a multiple of the bare one."""

    written_to_bare: Limit | None
    """How fast ours writes at least, as a part of the bare rate; None where there is nothing to compare with."""

    def cost(self, taken: Taken) -> float:
        """Return what is compared: work or time."""
        ...

    def call(self, request: EngineRequest) -> Callable[[], Any]:
        """Return the bare call that answers a request."""
        ...

    def write(self, shelf: Path, number: int) -> Taken | None:
        """Write so many records without ours, and return how long that took."""
        ...

    def index_bytes(self) -> int:
        """Return how much the index takes on disk."""
        ...

    def server(self) -> Mapping[str, float]:
        """Return the megabytes of the server, if there is one."""
        ...
