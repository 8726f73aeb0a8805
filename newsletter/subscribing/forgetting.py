"""Forgets addresses that somebody entered and nobody confirmed."""

from datetime import timedelta

from django.utils import timezone

from core.ticks import tick
from newsletter.models import Subscriber, SubscriberState
from newsletter.subscribing.services import erase

#: The link works for seven days; after a second week nobody is looking for the mail any more.
KEPT_FOR = timedelta(days=14)
_AT_ONCE = 500
_HOUR = 3600


@tick(seconds=_HOUR)
def forget_unconfirmed() -> int:
    """Erase who was asked to confirm and did not; return how many. Imported readers who wait are the editors'."""
    old = Subscriber.objects.filter(
        state=SubscriberState.PENDING, asked_at__lt=timezone.now() - KEPT_FOR
    )
    forgotten = list(old.order_by("pk")[:_AT_ONCE])
    for subscriber in forgotten:
        erase(subscriber, how="unconfirmed")
    return len(forgotten)
