"""Invented records in a file: read back in a fraction of the time that indexing takes, never all in memory."""

import pickle
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.search_synthetic import documents
from search.documents import SearchDocument


def fill(shelf: Path, number: int) -> None:
    """Write so many records; the first of them are the same whatever the number."""
    with shelf.open("wb") as file:
        for one in documents(number):
            pickle.dump(one, file, protocol=5)


def read(shelf: Path, number: int) -> Iterator[SearchDocument]:
    """Yield the first `number` records."""
    with shelf.open("rb") as file:
        for _ in range(number):
            yield pickle.load(file)


def in_chunks(shelf: Path, number: int, size: int) -> Iterator[list[SearchDocument]]:
    """Yield the records as lists of a bounded size."""
    records = read(shelf, number)
    while chunk := list(islice(records, size)):
        yield chunk
