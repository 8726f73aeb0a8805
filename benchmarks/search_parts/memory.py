"""How much memory a process has: what it made itself, and files that it only reads and the kernel may let go."""

import resource
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

_KIB = 1024
_MB = 1_000_000
_LOOK_EVERY_SECONDS = 0.2


@dataclass(frozen=True)
class Memory:
    """Megabytes: `own` is what the process made itself, `files` are parts of files that it has open before it."""

    own: float
    files: float


def peak() -> float:
    """Return the most megabytes that this process ever had, parts of files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB / _MB


def of_process(process: int | str = "self") -> Memory | None:
    """Return what a process of this machine has now; nothing where that cannot be told."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    pairs = (line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    told = {name: value.split() for name, value in pairs}
    own, files = (int(told[name][0]) * _KIB / _MB for name in ("RssAnon", "RssFile"))
    return Memory(own, files)


class OwnPeak:
    """Looks on while something runs: `megabytes` is the most of its own that this process had meanwhile."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_SECONDS) and (now := of_process()):
            self.megabytes = max(self.megabytes, now.own)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
