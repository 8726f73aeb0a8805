"""Owns the comparison of the index with the database, record by record."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.documents import stamp
from search.engines.base import Engine
from search.indexing import all_pages
from search.models import OutboxEntry
from search.outbox import drain, enqueue_pages

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: keys the index lacks, keys it should not have, keys it has in another state, pages that fail."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    stale: tuple[str, ...]
    broken: tuple[tuple[int, str], ...]
    waiting: int
    agreeing: int

    @property
    def number(self) -> int:
        """Return the number of records that differ."""
        return len(self.missing) + len(self.surplus) + len(self.stale) + len(self.broken)

    @property
    def differs(self) -> bool:
        """Tell whether anything differs."""
        return self.number > 0

    def lines(self) -> Iterator[str]:
        """Yield one line a difference, and after the first hundred of a sort how many more there are."""
        yield from _some([f"page {key}: not in the index" for key in self.missing])
        yield from _some([f"page {key}: in the index, but not published" for key in self.surplus])
        yield from _some([f"page {key}: the index has another state" for key in self.stale])
        yield from _some(
            [f"page {pk}: cannot be made into a document ({error})" for pk, error in self.broken]
        )
        if self.waiting:
            yield f"{self.waiting} changes wait in the outbox"


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"… and {len(lines) - MOST_LINES} more like the last one"


def compare(engine: Engine) -> Comparison:
    """Compare every document with what the database would give now; raises EngineUnavailable."""
    indexed = dict(engine.stamps())
    missing: list[str] = []
    stale: list[str] = []
    broken: list[tuple[int, str]] = []
    agreeing = 0
    for built in all_pages():
        key = str(built.page_id)
        if built.error:
            broken.append((built.page_id, built.error))
            indexed.pop(key, None)
        elif built.document is not None:
            found = indexed.pop(built.document.key, None)
            if found is None:
                missing.append(key)
            elif found != stamp(built.document):
                stale.append(key)
            else:
                agreeing += 1
    return Comparison(
        missing=tuple(missing),
        surplus=tuple(sorted(indexed)),
        stale=tuple(stale),
        broken=tuple(broken),
        waiting=OutboxEntry.objects.count(),
        agreeing=agreeing,
    )


def mend(engine: Engine, found: Comparison) -> int:
    """Write the records that differ to the index of the engine in use; return how many. Raises EngineUnavailable."""
    keys = {*found.missing, *found.surplus, *found.stale}
    enqueue_pages(int(key) for key in keys)
    drain(engine)
    return len(keys)
