"""The common shape of a figure: one JSON line with its limit and the machine it was measured on."""

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any


@cache
def _processor() -> str:
    """Return the name of the processor as Linux tells it, else what Python knows."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def machine() -> dict[str, Any]:
    """Return what a time depends on: processor, cores, Python, and how busy the machine is."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


@dataclass(frozen=True)
class Taken:
    """How long something took: by the clock, and in work of this process, which a busy machine does not lengthen."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Limit:
    """What the design allows: a value from `least` to `most`."""

    least: float | None = None
    most: float | None = None

    @property
    def number(self) -> float | None:
        """Return the one of the two that is set."""
        return self.most if self.most is not None else self.least

    def allows(self, value: float) -> bool:
        """Tell whether a value keeps to the limit."""
        return (self.most is None or value <= self.most) and (
            self.least is None or value >= self.least
        )


NO_LIMIT = Limit()


def report(name: str, value: float, unit: str, limit: Limit = NO_LIMIT, **more: float) -> None:
    """Print one figure; `more` stands beside its value."""
    figure: dict[str, Any] = {"name": name, "value": round(value, 2), "unit": unit}
    figure |= {key: round(number, 2) for key, number in more.items()}
    if limit.number is not None:
        figure |= {"limit": limit.number, "within": limit.allows(value)}
    print(json.dumps({**figure, "machine": machine()}, ensure_ascii=False), flush=True)


def report_ms(name: str, taken: Taken, most: float | None = None) -> None:
    """Print a time in milliseconds."""
    report(name, taken.seconds * 1000, "ms", Limit(most=most), cpu=taken.cpu_seconds * 1000)


def report_rate(name: str, records: int, taken: Taken, least: float | None = None) -> None:
    """Print how many records were done a second."""
    report(
        name,
        records / taken.seconds,
        "records/s",
        Limit(least=least),
        per_cpu_second=records / taken.cpu_seconds,
    )


def time_of(call: Callable[[], object]) -> Taken:
    """Return how long a call takes."""
    cpu, clock = time.process_time(), time.perf_counter()
    call()
    return Taken(time.perf_counter() - clock, time.process_time() - cpu)


def median_of(call: Callable[[], object], rounds: int = 40, warm_up: int = 5) -> Taken:
    """Return the median time of a call, after some that fill caches."""
    for _ in range(warm_up):
        call()
    taken = [time_of(call) for _ in range(rounds)]
    return Taken(median(one.seconds for one in taken), median(one.cpu_seconds for one in taken))
