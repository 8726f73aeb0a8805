"""What web services of mail report through django-anymail; its addresses are there where its secret is set."""

from typing import Any

from anymail.signals import EventType, RejectReason, tracking
from django.dispatch import receiver

from newsletter.models import BounceKind
from newsletter.returns.reports import Report, take_in_report

_KINDS = {
    EventType.BOUNCED: BounceKind.HARD,
    EventType.REJECTED: BounceKind.SOFT,
    EventType.FAILED: BounceKind.SOFT,
    EventType.DEFERRED: BounceKind.SOFT,
    EventType.COMPLAINED: BounceKind.COMPLAINT,
    EventType.UNSUBSCRIBED: BounceKind.LEAVING,
}
#: Refused for something else than an address that does not work.
_NOT_THE_ADDRESS = (RejectReason.TIMED_OUT, RejectReason.BLOCKED, RejectReason.SPAM)


@receiver(tracking, dispatch_uid="newsletter.returns")
def take_in_event(event: Any, **kwargs: Any) -> None:
    """Follow an event that means something for a reader; opens and deliveries do not."""
    kind = _KINDS.get(event.event_type)
    if kind is None or not event.recipient:
        return
    if kind == BounceKind.HARD and event.reject_reason in _NOT_THE_ADDRESS:
        kind = BounceKind.SOFT
    take_in_report(
        Report(
            kind,
            email=str(event.recipient),
            code=str(event.reject_reason or ""),
            diagnostic=str(event.mta_response or event.description or "")[:500],
            identity=str(event.event_id or event.message_id or ""),
        )
    )
