"""Brings lists of readers in: in batches, each whole or not at all, and never against a reader's wish."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.files.problems import UnreadableFile
from newsletter.importing.entries import Entry, RefusedRow, entry_of
from newsletter.importing.interests import KnownWords
from newsletter.importing.rows import BadRow, Row, read_rows
from newsletter.importing.statuses import BY_STRICTNESS, STRICTNESS
from newsletter.importing.writing import REASONS, Changes, Standing, Writer
from newsletter.models import SubscriberState as State

BATCH = 1_000


@dataclass(slots=True)
class Report:
    """What became of the rows. Each counts once; `contradicting` are some of those that are `repeated`."""

    created: int = 0
    updated: int = 0
    #: The site says the same already, or knows better.
    kept: int = 0
    #: The file says active, and the reader left, or their address failed: nobody is brought back by a list.
    held_back: int = 0
    refused: int = 0
    #: Rows whose address stood in the import before; and those of them that said otherwise.
    repeated: int = 0
    contradicting: int = 0


class Importer:
    """One import of one or several files; `tell` gets a place and a sentence for each row that has one."""

    def __init__(
        self, *, consent: str, tell: Callable[[str, str], None], is_dry: bool = False
    ) -> None:
        """Begin an import; with `is_dry` nothing is written."""
        self.report = Report()
        self._is_dry = is_dry
        self._tell = tell
        self._writer = Writer(consent)
        self._words = KnownWords()
        # Hashes of a few bytes instead of addresses: a million rows take about a hundred megabytes.
        self._seen: dict[int, int] = {}

    def take(self, path: Path, rows: Iterable[Row | BadRow] | None = None) -> None:
        """Import a file, going on past rows that cannot be imported."""
        try:
            for batch in _batches(read_rows(path) if rows is None else iter(rows)):
                self._take_batch(path.name, batch)
        except UnreadableFile as error:
            self.report.refused += 1
            self._tell(error.name, error.sentence)

    def _take_batch(self, name: str, rows: list[Row | BadRow]) -> None:
        entries: dict[str, Entry] = {}
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise RefusedRow(row.sentence)
                entry = entry_of(row, self._words)
            except RefusedRow as refused:
                self.report.refused += 1
                self._tell(_place(name, row.number), str(refused))
                continue
            for remark in entry.remarks:
                self._tell(_place(name, row.number), remark)
            entries[entry.key] = self._stricter(name, entries.get(entry.key), entry)
        try:
            self._store(entries)
        except IntegrityError:
            # Somebody subscribed in the same moment: now the site knows them.
            self._store(entries)

    def _stricter(self, name: str, before: Entry | None, entry: Entry) -> Entry:
        """Return which of two rows of one address counts, and tell of rows that contradict each other."""
        known = STRICTNESS[before.state] if before else self._rank_seen(entry)
        if known is None:
            return entry
        self.report.repeated += 1
        if known != STRICTNESS[entry.state]:
            self.report.contradicting += 1
            self._tell(
                _place(name, entry.number),
                _("the address stands in the list with another status; the stricter one counts."),
            )
        return before if before and known >= STRICTNESS[entry.state] else entry

    def _rank_seen(self, entry: Entry) -> int | None:
        seen = self._seen.get(hash(entry.key))
        return None if seen is None else seen // 2

    def _store(self, entries: dict[str, Entry]) -> None:
        decisions = _Decisions(self._seen, is_dry=self._is_dry)
        with transaction.atomic():
            standings = self._writer.standings(entries.values())
            for key, entry in entries.items():
                decisions.take(entry, standings[key])
            if not self._is_dry:
                self._writer.write(decisions.changes)
        self._seen.update(decisions.seen)
        for outcome, count in decisions.counts.items():
            setattr(self.report, outcome, getattr(self.report, outcome) + count)


class _Decisions:
    """What becomes of the addresses of a batch.

    Of an address is remembered how strict the import was with it so far, doubled, and one more when it was the import
    that made the reader active.
    """

    def __init__(self, seen_before: dict[int, int], *, is_dry: bool) -> None:
        self.changes = Changes()
        self.counts: Counter[str] = Counter()
        self.seen: dict[int, int] = {}
        self._before, self._is_dry = seen_before, is_dry

    def take(self, entry: Entry, standing: Standing) -> None:
        """Decide about one address."""
        before = self._before.get(hash(entry.key))
        rank, was_activated = STRICTNESS[entry.state], False
        if before is not None:
            rank, was_activated = max(rank, before // 2), bool(before % 2)
            entry = replace(entry, state=BY_STRICTNESS[rank])
        now = standing.state
        if now is None and before is not None and self._is_dry:
            now = BY_STRICTNESS[before // 2]
        outcome = self._decide(entry, Standing(standing.subscriber, now), was_activated)
        is_active = entry.state == State.ACTIVE and outcome in ("created", "updated")
        self.seen[hash(entry.key)] = 2 * rank + (is_active or was_activated)
        if before is None:
            self.counts[outcome] += 1

    def _decide(self, entry: Entry, standing: Standing, was_activated: bool) -> str:
        row, now = standing.subscriber, standing.state
        if now is None:
            self.changes.new.append(entry)
            return "created"
        if now in REASONS and entry.state not in REASONS:
            return "held_back"
        if row is None:
            return "kept"
        if entry.state in REASONS and STRICTNESS[entry.state] > STRICTNESS[now]:
            self.changes.stopped.append((row, entry))
            return "updated"
        if (now, entry.state) == (State.PENDING, State.ACTIVE):
            self.changes.activated.append((row, entry))
            return "updated"
        if (now, entry.state) == (State.ACTIVE, State.PENDING) and was_activated:
            self.changes.waiting.append((row, entry))
            return "updated"
        return "kept"


def _place(name: str, number: int) -> str:
    return f"{name} ({_('row')} {number})"


def _batches(rows: Iterator[Row | BadRow]) -> Iterator[list[Row | BadRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
