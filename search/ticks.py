"""Owns the worker's part in the search: bringing the index up to date, forgetting old counts."""

import logging

from django.utils import timezone

from core.ticks import tick
from search.engines.base import EngineUnavailable
from search.engines.selection import get_engine
from search.insight.storing import forget
from search.models import OutboxEntry
from search.outbox import drain, rebuild

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


@tick(seconds=60)
def build_missing_index() -> None:
    """Build the index when there is none of the present shape: after an upgrade, or when somebody removed it."""
    try:
        engine = get_engine()
        if not engine.is_built():
            rebuild(engine)
    except EngineUnavailable as error:
        logger.warning("The search index is built later: %s", error)


@tick(seconds=600)
def forget_counts() -> None:
    """Remove counts of searches that are older than they are kept for."""
    forget(timezone.localdate())
