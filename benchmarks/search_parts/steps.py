"""One step of `benchmarks.search_sizes` in a process of its own, so that memory is told of that step alone.

Arguments: the step, the file of invented records, how many of them. The engine is that of the settings.
"""

import sys
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks import own_site
from benchmarks.figures import (
    NO_LIMIT,
    Limit,
    Taken,
    median_of,
    report,
    report_ms,
    report_rate,
    time_of,
)
from benchmarks.search_parts import memory, shelf
from benchmarks.search_parts.elasticsearch import RawClient
from benchmarks.search_parts.embedded import BareTantivy
from benchmarks.search_parts.searches import SEARCHES, beginnings, request_for
from benchmarks.search_parts.yardstick import Yardstick
from search.engines.base import EngineRequest
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.selection import get_engine
from search.suggesting.suggestions import suggestions_for

MOST_FOR_SUGGESTIONS = 15
AGREED_AT = 100_000
"""The size that limits are agreed for; beyond it writing is no longer compared with the client's helper."""

TITLES = 10_000
WRITTEN_IN_TURNS = 20_000
"""Up to so many records a comparison of writing is made three times; more are a mean by themselves."""


class Step:
    """The engine, its yardstick, and so many of the invented records."""

    def __init__(self, records: Path, number: int) -> None:
        self.engine = get_engine()
        self.records, self.number = records, number
        self.prefix = f"search.{self.engine.name}.{number}"

    def _yardstick(self) -> Yardstick:
        if isinstance(self.engine, EmbeddedEngine):
            return BareTantivy(self.engine)
        assert isinstance(self.engine, ElasticsearchEngine)
        return RawClient(self.engine)

    def _limit(self, limit: Limit) -> Limit:
        return limit if self.number == AGREED_AT else NO_LIMIT

    def write(self) -> None:
        """Build the index and tell how fast, and with how much memory; then compare with the client's helper."""
        before = memory.peak()
        with memory.OwnPeak() as own:
            taken = time_of(self._build)
        report_rate(f"{self.prefix}.index_rate", self.number, taken)
        report(f"{self.prefix}.memory.build", memory.peak(), "MB", before=before, own=own.megabytes)
        self._compare_writing()

    def _build(self) -> None:
        with self.engine.rebuilding() as writer:
            for one in shelf.read(self.records, self.number):
                writer.put(one)

    def _compare_writing(self) -> None:
        yardstick = self._yardstick()
        limit = yardstick.written_to_bare
        if limit is None or self.number > AGREED_AT:
            return
        own: list[float] = []
        bare: list[float] = []
        for _ in range(3 if self.number <= WRITTEN_IN_TURNS else 1):
            plain = yardstick.write(self.records, self.number)
            assert plain is not None
            bare.append(self.number / plain.seconds)
            own.append(self.number / time_of(self._build).seconds)
        report(
            f"{self.prefix}.written_to_bare",
            median(own) / median(bare),
            "ratio",
            self._limit(limit),
            ours=median(own),
            bare=median(bare),
        )

    def search(self) -> None:
        """Search, suggest, and tell how large everything is."""
        yardstick = self._yardstick()
        report(f"{self.prefix}.index_size", yardstick.index_bytes() / self.number, "bytes/document")
        for name, words in SEARCHES.items():
            self._compare(yardstick, name, request_for(words))
        self._suggest()
        now = memory.of_process()
        details = {"own": now.own, "files": now.files} if now else {}
        report(f"{self.prefix}.memory.search", memory.peak(), "MB", **details)
        if server := yardstick.server():
            report(f"{self.prefix}.memory.server", server["heap_limit"], "MB", **server)

    def _compare(self, yardstick: Yardstick, name: str, request: EngineRequest) -> None:
        """Ask in turns, each first every other time: on a busy machine the second one finds things warm."""
        bare = yardstick.call(request)

        def ours() -> None:
            self.engine.search(request)

        rounds = 100 if self.number <= AGREED_AT else 30
        for _ in range(5):
            bare(), ours()
        of_bare: list[Taken] = []
        of_ours: list[Taken] = []
        for number in range(rounds):
            turns = [(bare, of_bare), (ours, of_ours)]
            for call, taken in turns if number % 2 else reversed(turns):
                taken.append(time_of(call))
        ratio = median(map(yardstick.cost, of_ours)) / median(map(yardstick.cost, of_bare))
        report(f"{self.prefix}.to_bare.{name}", ratio, "ratio", self._limit(yardstick.to_bare))
        report_ms(f"{self.prefix}.{name}", _median(of_ours))
        marked = median_of(
            lambda: [hit.highlights for hit in self.engine.search(request).hits], rounds=10
        )
        report_ms(f"{self.prefix}.with_highlights.{name}", marked)

    def _suggest(self) -> None:
        """Ask each beginning once for warmth and once for the figures."""
        among = min(TITLES, self.number)
        typed = beginnings([one.title for one in islice(shelf.read(self.records, among), among)])
        for one in typed:
            suggestions_for(one)
        taken = [time_of(lambda one=one: suggestions_for(one)) for one in typed]
        middle, slow = _median(taken), sorted(one.seconds for one in taken)[-len(taken) // 20]
        report(
            f"{self.prefix}.suggestions",
            middle.seconds * 1000,
            "ms",
            self._limit(Limit(most=MOST_FOR_SUGGESTIONS)),
            cpu=middle.cpu_seconds * 1000,
            slowest_of_20=slow * 1000,
        )

    def clear(self) -> None:
        """Remove the index."""
        self.engine.clear()


def _median(taken: list[Taken]) -> Taken:
    return Taken(median(one.seconds for one in taken), median(one.cpu_seconds for one in taken))


if __name__ == "__main__":
    step = Step(Path(sys.argv[2]), int(sys.argv[3]))
    steps = {"migrate": own_site.migrate} | {
        name: getattr(step, name) for name in ("write", "search", "clear")
    }
    steps[sys.argv[1]]()
