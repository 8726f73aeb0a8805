"""What the worker does again and again for alerts, digests and the welcome."""

import logging

from core.ticks import tick
from newsletter.alerts.alerting import send_alerts
from newsletter.alerts.digest import send_digest
from newsletter.alerts.welcome import send_welcome
from search.engines.base import EngineUnavailable

logger = logging.getLogger(__name__)


@tick(seconds=300)
def welcome_new_readers() -> None:
    """Queue the steps of the welcome whose day has come."""
    send_welcome()


@tick(seconds=600)
def tell_of_what_is_new() -> None:
    """Queue alerts and the digest of the month when their time has come."""
    send_digest()
    try:
        send_alerts()
    except EngineUnavailable:
        logger.warning("The search is down: alerts wait until it answers.")
