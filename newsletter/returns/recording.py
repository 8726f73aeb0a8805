"""What follows from a returned mail: the address is given up, counted, or taken off the newsletter. Once a mail."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from newsletter.addresses import address_key
from newsletter.models import (
    BounceEvent,
    BounceKind,
    NewsletterSettings,
    Recipient,
    RecipientState,
    Subscriber,
    SuppressionReason,
)
from newsletter.returns.reading import ReturnedMail
from newsletter.subscribing.services import leave, suppress

#: Mails that change nothing leave no row: the mailbox is open to everybody, the database is not.
_NOTED = (BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT, BounceKind.LEAVING)


def take_in(returned: ReturnedMail) -> BounceKind:
    """Do what a returned mail asks for; done twice it is done once. Return what it was."""
    if returned.kind not in _NOTED or returned.recipient is None:
        return returned.kind
    with transaction.atomic():
        recipient = (
            Recipient.objects.select_related("subscriber").filter(pk=returned.recipient).first()
        )
        if recipient is None:
            return BounceKind.UNKNOWN
        if _note(returned, recipient):
            _follow(returned, recipient)
    return returned.kind


def _note(returned: ReturnedMail, recipient: Recipient) -> bool:
    """Write the event; tell whether it is new."""
    try:
        with transaction.atomic():
            BounceEvent.objects.create(
                fingerprint=returned.fingerprint,
                kind=returned.kind,
                recipient=recipient,
                subscriber=recipient.subscriber,
                code=returned.code,
                diagnostic=returned.diagnostic,
            )
    except IntegrityError:
        return False
    return True


def _follow(returned: ReturnedMail, recipient: Recipient) -> None:
    subscriber = recipient.subscriber
    if returned.kind in (BounceKind.HARD, BounceKind.SOFT):
        is_first = bool(
            Recipient.objects.filter(pk=recipient.pk, bounced_at=None).update(
                bounced_at=timezone.now(),
                reason_code=returned.code,
                reason=returned.diagnostic[:250],
            )
        )
        # A mail that came back says nothing of an address that its reader has changed since.
        if subscriber is None or address_key(recipient.email) != subscriber.address_key:
            return
        if returned.kind == BounceKind.HARD:
            _give_up(subscriber, returned.code)
        elif is_first:
            _count(subscriber, recipient)
    elif subscriber is None:
        return
    elif returned.kind == BounceKind.COMPLAINT:
        suppress(
            subscriber,
            SuppressionReason.COMPLAINED,
            how="complaint",
            detail=returned.code,
        )
    else:
        leave(subscriber, how="mail", recipient=recipient, detail=returned.diagnostic)


def _give_up(subscriber: Subscriber, code: str) -> None:
    suppress(subscriber, SuppressionReason.BOUNCED, how="bounce", detail=code)


def _count(subscriber: Subscriber, recipient: Recipient) -> None:
    """Count a temporary failure, once a mailing; so many in a row, and the address is given up."""
    rules = NewsletterSettings.load()
    now = timezone.now()
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    last = subscriber.soft_bounced_at
    forgotten = last is None or last < now - timedelta(days=rules.soft_bounce_days)
    if forgotten or _something_arrived(subscriber, recipient):
        subscriber.soft_bounces = 0
    subscriber.soft_bounces += 1
    subscriber.soft_bounced_at = now
    subscriber.save(update_fields=["soft_bounces", "soft_bounced_at"])
    if subscriber.soft_bounces >= rules.soft_bounces_allowed:
        _give_up(subscriber, "soft")


def _something_arrived(subscriber: Subscriber, recipient: Recipient) -> bool:
    """Tell whether a mail between the last one that failed and this one did not come back."""
    mails = subscriber.deliveries.filter(state=RecipientState.SENT).exclude(pk=recipient.pk)
    failed = mails.filter(bounced_at__isnull=False).order_by("-sent_at").first()
    if failed is None or failed.sent_at is None or recipient.sent_at is None:
        return False
    between = mails.filter(
        bounced_at=None, sent_at__gt=failed.sent_at, sent_at__lt=recipient.sent_at
    )
    return between.exists()
