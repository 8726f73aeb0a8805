"""Owns the counts of the last minute: kept in the memory of the process, then added to the stored ones.

A search only adds to a dictionary. A thread of its own writes once a minute, so that no answer waits for it; what
cannot be written is lost.
"""

import atexit
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.utils import timezone

from search.engines.base import EngineUnavailable
from search.insight.counting import Counted, Key, counted, is_counted
from search.insight.storing import add_counts, add_words
from search.services import SearchResults

logger = logging.getLogger(__name__)

WRITE_AFTER = 60.0
MOST_QUERIES = 200
"""Of so many queries without an answer a minute the words are looked at; a flood of them is no news."""


@dataclass
class _Pending:
    """What was counted and not written yet. The same words typed again within the minute count once."""

    counts: Counter[Key] = field(default_factory=Counter)
    queries: set[frozenset[str]] = field(default_factory=set)


class Collector:
    """Collects what searches add, and writes it a minute after the first of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pending: dict[date, _Pending] = {}
        self._timer: Timer | None = None

    def add(self, one: Counted) -> None:
        """Add what one search counts."""
        with self._lock:
            pending = self._pending.setdefault(timezone.localdate(), _Pending())
            pending.counts.update(one.keys)
            if one.words and len(pending.queries) < MOST_QUERIES:
                pending.queries.add(one.words)
            if self._timer is None:
                self._timer = Timer(WRITE_AFTER, self._write_in_thread)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what was collected; what fails is lost, and said without its content."""
        with self._lock:
            pending, self._pending = self._pending, {}
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for day, one in pending.items():
            try:
                add_counts(day, one.counts)
                add_words(day, one.queries)
            except (DatabaseError, EngineUnavailable, OSError) as error:
                logger.warning("Counts of searches were lost: %s", type(error).__name__)

    def drop(self) -> None:
        """Forget what was collected."""
        with self._lock:
            self._pending = {}
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _write_in_thread(self) -> None:
        try:
            self.write()
        finally:
            connections.close_all()


collector = Collector()
atexit.register(collector.write)


def count_search(request: HttpRequest, results: SearchResults) -> None:
    """Count a search of the search page, unless this site counts none."""
    if settings.COUNT_SEARCHES and is_counted(request, results.query):
        collector.add(counted(results))
