"""Owns what is written: bulk requests of a bounded size, one under way at a time, each record under its version.

A version is a ticket that was drawn from the database before the record was read. Elasticsearch refuses a lower
one: whoever was delayed with an older state, on whatever host, cannot write it over a newer one. No clock is asked.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from elasticsearch import ApiError

from search.documents import SearchDocument, stamp
from search.engines.base import DocumentsRefused, EngineUnavailable
from search.engines.elasticsearch.connection import Connection, refusal
from search.engines.elasticsearch.entries import entry, packed

CHUNK_BYTES = 4_000_000
CHUNK_RECORDS = 500
_IN_MEMORY = 32_000_000
_BUSY_TRIES = 8
_BUSY_SECONDS = 0.1
_LONGEST_PAUSE = 5.0
_BUSY, _CONFLICT, _TOO_LARGE, _GONE = 429, 409, 413, 404
_CURRENT = re.compile(r"current version \[(\d+)\]")
_WANTED = ("errors", "items.*.status", "items.*._id", "items.*.error")


class Tickets(Protocol):
    """Numbers that only ever grow, for all processes and hosts of a site."""

    def take(self) -> int:
        """Return a number higher than all that were taken before."""
        ...

    def skip_to(self, number: int) -> None:
        """Let the numbers to come be higher than this one."""
        ...


class Bulk:
    """Sends entries in chunks; while one is under way the next is prepared, no more: the cluster sets the pace."""

    def __init__(
        self,
        connection: Connection,
        targets: Sequence[str],
        version: int,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = connection
        self._heads = [
            (
                b'":{"_index":%s,"version":%d,"version_type":"external_gte","require_alias":true,"_id":'
                % (packed(target), version)
            )
            for target in targets
        ]
        self._pause = pause
        self._chunk: dict[str, bytes | None] = {}
        self._size = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bulk")
        self._under_way: Future[None] | None = None
        self.refused: dict[str, str] = {}
        self.newest_elsewhere = 0
        """The highest version that the index has of a record that was refused as too old."""

    def add(self, key: str, line: bytes | None) -> None:
        """Send an entry, or with nothing the removal of one, with the next chunk."""
        if self._size + len(line or b"") > CHUNK_BYTES or len(self._chunk) >= CHUNK_RECORDS:
            self._flush()
        self._chunk[key] = line
        self._size += len(line or b"") + 100

    def finish(self) -> None:
        """Send what is left and wait until all is written."""
        self._flush()
        self._wait()
        self._thread.shutdown()

    def abandon(self) -> None:
        """Send nothing more."""
        self._thread.shutdown(cancel_futures=True)

    def _flush(self) -> None:
        self._wait()
        if self._chunk:
            self._under_way = self._thread.submit(self._send, self._chunk)
            self._chunk, self._size = {}, 0

    def _wait(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _send(self, chunk: Mapping[str, bytes | None]) -> None:
        """Send a chunk, and again what a busy cluster turned away, with longer and longer pauses."""
        left = dict(chunk)
        for attempt in range(_BUSY_TRIES):
            busy = self._sent(left)
            if not busy:
                return
            left = {key: left[key] for key in busy}
            self._pause(min(_BUSY_SECONDS * 2**attempt, _LONGEST_PAUSE))
        raise EngineUnavailable("Elasticsearch is too busy to take what is written.")

    def _sent(self, chunk: Mapping[str, bytes | None]) -> set[str]:
        """Send once; return the keys that the cluster was too busy for."""
        try:
            with self._connection.changing() as client:
                lines: list[Any] = list(self._lines(chunk))
                answer = client.bulk(operations=lines, filter_path=_WANTED).body
        except EngineUnavailable as error:
            status = error.__cause__.meta.status if isinstance(error.__cause__, ApiError) else 0
            if status == _BUSY and "block" not in str(error):
                return set(chunk)
            if status == _TOO_LARGE:
                return self._sent_apart(chunk, error)
            raise
        if not answer["errors"]:
            return set()
        return self._busy_items(
            next(iter(item.values()))
            for item in answer["items"]  # {"index": {…}} or {"delete": {…}}
        )

    def _sent_apart(self, chunk: Mapping[str, bytes | None], error: Exception) -> set[str]:
        """Send halves of a chunk that is too large for the server; a record too large by itself is refused."""
        if len(chunk) == 1:
            self.refused |= dict.fromkeys(chunk, f"too large for the server ({error})")
            return set()
        keys = list(chunk)
        halves = keys[: len(keys) // 2], keys[len(keys) // 2 :]
        return {busy for half in halves for busy in self._sent({key: chunk[key] for key in half})}

    def _busy_items(self, items: Iterator[Mapping[str, Any]]) -> set[str]:
        busy = set()
        for item in items:
            error = item.get("error")
            if error is None:
                continue
            status, reason = item["status"], str(error.get("reason", ""))
            if status == _CONFLICT:
                known = _CURRENT.search(reason)
                self.newest_elsewhere = max(self.newest_elsewhere, int(known[1]) if known else 0)
            elif status == _BUSY and "block" not in reason:
                busy.add(item["_id"])
            elif status == 400:
                cause = (error.get("caused_by") or {}).get("reason", "")
                self.refused[item["_id"]] = f"{reason} {cause}".strip()[:500]
            elif status == _GONE:
                raise EngineUnavailable("The index was replaced meanwhile; it is written again.")
            else:
                raise refusal(status, reason)
        return busy

    def _lines(self, chunk: Mapping[str, bytes | None]) -> Iterator[bytes]:
        for key, line in chunk.items():
            name = packed(key)
            for head in self._heads:
                if line is None:
                    yield b'{"delete' + head + name + b"}}"
                else:
                    yield b'{"index' + head + name + b"}}"
                    yield line


class LiveWriter:
    """A batch for the live index: kept aside until its end, so that one that fails leaves everything as it was."""

    def __init__(self) -> None:
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by send()

    def put(self, document: SearchDocument) -> None:
        """Add a document with its passages, or replace the one with its key."""
        self._spool.write(packed(document.key) + b"\n")
        self._spool.write(packed(entry(document.with_passages_read())) + b"\n")

    def delete(self, key: str) -> None:
        """Remove the document with this key, if there is one."""
        self._spool.write(packed(key) + b"\n\n")

    def send(self, bulk: Bulk) -> None:
        """Write the batch."""
        self._spool.seek(0)
        while head := self._spool.readline():
            bulk.add(json.loads(head), self._spool.readline().rstrip(b"\n") or None)

    def close(self) -> None:
        """Let go of what was kept aside."""
        self._spool.close()


class BuildingWriter:
    """A batch for an index that nobody reads yet; what an earlier attempt wrote, and still holds, is left alone."""

    def __init__(self, bulk: Bulk, written: Mapping[str, str]) -> None:
        self._bulk = bulk
        self._written = written
        self._seen: set[str] = set()

    def put(self, document: SearchDocument) -> None:
        """Add a document with its passages, or replace the one with its key."""
        is_again = document.key in self._seen
        self._seen.add(document.key)
        document = document.with_passages_read()
        if not is_again and self._written.get(document.key) == stamp(document):
            return
        self._bulk.add(document.key, packed(entry(document)))

    def delete(self, key: str) -> None:
        """Remove the document with this key, if there is one."""
        self._bulk.add(key, None)

    def finish(self) -> None:
        """Remove what an earlier attempt wrote and nobody put this time, and wait until all is written."""
        for key in self._written.keys() - self._seen:
            self._bulk.add(key, None)
        self._bulk.finish()


def agree_on_numbers(bulk: Bulk, tickets: Tickets) -> None:
    """Raise EngineUnavailable when the index has higher numbers than were ever drawn, after seeing to higher ones.

    A record that the index has under a higher number that was drawn is in order: somebody has written it since.
    """
    if bulk.newest_elsewhere and bulk.newest_elsewhere > tickets.take():
        tickets.skip_to(bulk.newest_elsewhere)
        raise EngineUnavailable(
            "The index has changes that the database does not know of, as when a backup was restored; "
            "the next attempt writes over them."
        )


def tell_refused(bulk: Bulk) -> None:
    """Raise DocumentsRefused when there are documents that the index will never take."""
    if bulk.refused:
        raise DocumentsRefused(bulk.refused)
