"""Owns the worker's part in the search: bringing the index up to date, forgetting old counts."""

import logging

from django.utils import timezone

from core.ticks import tick
from search.engines.base import EngineUnavailable
from search.insight.storing import forget
from search.models import OutboxEntry
from search.outbox import drain

logger = logging.getLogger(__name__)


@tick(seconds=1)
def drain_outbox() -> None:
    """Write what is due to the index; when the engine is down the entries wait for the next time."""
    if not OutboxEntry.objects.exists():
        return
    try:
        drain()
    except EngineUnavailable as error:
        logger.warning("The search index follows later: %s", error)


@tick(seconds=600)
def forget_counts() -> None:
    """Remove counts of searches that are older than they are kept for."""
    forget(timezone.localdate())
