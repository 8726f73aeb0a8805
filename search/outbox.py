"""Owns the way of a change from the database to the index: entries written with it, drained afterwards."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.heartbeat import worker_is_running
from search.engines.base import DocumentsRefused, Engine, EngineUnavailable, Writer
from search.engines.selection import engine_name, get_engine
from search.indexing import BATCH, Built, all_pages, build_pages, count_findable
from search.models import OutboxEntry

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)
REBUILD_IN_REQUEST = 2_000
"""A site with no more pages than this builds a missing index at once; a larger one leaves it to worker or command."""


def enqueue_pages(page_ids: Iterable[int]) -> None:
    """Note that pages changed, in the transaction of the change, and see to it that the index follows."""
    ids = sorted({int(pk) for pk in page_ids})
    if not ids:
        return
    OutboxEntry.objects.bulk_create([OutboxEntry(page_id=pk) for pk in ids], batch_size=BATCH)
    transaction.on_commit(drain_unless_worker)


def drain_unless_worker() -> None:
    """Write what is due at once when no worker will; a search that is down never disturbs the change itself."""
    if not OutboxEntry.objects.exists() or worker_is_running():
        return
    try:
        drain(may_rebuild=count_findable() <= REBUILD_IN_REQUEST)
    except EngineUnavailable as error:
        logger.warning("The search index follows later: %s", error)


def drain(engine: Engine | None = None, *, may_rebuild: bool = True) -> int:
    """Bring the index up to date with all entries that are due; return how many were done.

    Raises EngineUnavailable, and then every entry stays. Running twice, or being killed, does no harm: documents
    are built from the rows as they are now, and entries go only after the index was written.
    """
    engine = engine or get_engine()
    if not engine.is_built():
        if not may_rebuild:
            raise EngineUnavailable(
                "The search index has not been built yet: run `manage.py rebuild_search`."
            )
        _build_index(engine)
    done = 0
    while entries := list(OutboxEntry.objects.filter(_is_due()).order_by("pk")[:BATCH]):
        try:
            failed = _apply(engine, [entry.page_id for entry in entries])
        except EngineUnavailable as error:
            OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
                attempts=F("attempts") + 1, last_error=str(error)
            )
            raise
        kept = {entry.page_id: entry for entry in entries if entry.page_id in failed}
        good = [entry.pk for entry in entries if kept.get(entry.page_id) is not entry]
        OutboxEntry.objects.filter(pk__in=good).delete()
        for page_id, entry in kept.items():
            _postpone(entry, failed[page_id])
        done += len(good)
    return done


def _is_due() -> Q:
    """Tell which entries to write now: also what was noted, or put off, while the clock was ahead of what it is now."""
    now = timezone.now()
    return Q(retry_at__lte=now) | Q(attempts=0) | Q(retry_at__gt=now + LONGEST_WAIT)


def rebuild(engine: Engine | None = None, *, progress: Iterable[Built] | None = None) -> int:
    """Build the index anew beside the live one, let it take its place, then apply what changed meanwhile.

    What changed is left to the engine in use: another one must not take it away from under it.
    """
    engine = engine or get_engine()
    written = _build_index(engine, progress)
    if engine.name == engine_name():
        drain(engine)
    return written


def _build_index(engine: Engine, pages: Iterable[Built] | None = None) -> int:
    written = 0
    try:
        with engine.rebuilding() as writer:
            for built in all_pages() if pages is None else pages:
                if built.document is not None:
                    writer.put(built.document)
                    written += 1
                elif built.error:
                    OutboxEntry.objects.create(page_id=built.page_id, last_error=built.error)
    except DocumentsRefused as refused:
        for page_id, error in _refused_pages(refused).items():
            OutboxEntry.objects.create(page_id=page_id, last_error=error)
        written -= len(refused.reasons)
    return written


def _apply(engine: Engine, page_ids: list[int]) -> dict[int, str]:
    """Write pages to the index as they are now; return the errors of those that could not be built or were refused."""
    failed: dict[int, str] = {}
    try:
        with engine.writing() as writer:
            # Read only once the index is ours: an older state can then never be written over a newer one.
            for built in build_pages(page_ids):
                if built.error:
                    failed[built.page_id] = built.error
                else:
                    _write(writer, built)
    except DocumentsRefused as refused:
        failed |= _refused_pages(refused)
    return failed


def _refused_pages(refused: DocumentsRefused) -> dict[int, str]:
    """Return why the engine refused pages, by page; they are told and tried again later, and stop no other page."""
    logger.error("The search engine refused documents: %s", refused)
    return {int(key): reason for key, reason in refused.reasons.items()}


def _write(writer: Writer, built: Built) -> None:
    if built.document is None:
        writer.delete(str(built.page_id))
    else:
        writer.put(built.document)


def _postpone(entry: OutboxEntry, error: str) -> None:
    wait = min(timedelta(seconds=2 ** min(entry.attempts + 1, 12)), LONGEST_WAIT)
    OutboxEntry.objects.filter(pk=entry.pk).update(
        attempts=entry.attempts + 1, retry_at=timezone.now() + wait, last_error=error
    )
