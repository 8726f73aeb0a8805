"""Readers of the newsletter for tests, and mailings that were sent to them."""

from django.utils import timezone

from newsletter.addresses import address_key
from newsletter.models import (
    Edition,
    Mailing,
    MailingKind,
    MailingState,
    Recipient,
    Subscriber,
    SubscriberInterest,
    SubscriberState,
)


def make_reader(email="reader@example.org", *, interests=(), **fields):
    """Make a reader, active and confirmed unless told otherwise; `interests` are written `country=FR`."""
    fields = {"state": SubscriberState.ACTIVE, "confirmed_at": timezone.now(), **fields}
    reader = Subscriber.objects.create(email=email, address_key=address_key(email), **fields)
    SubscriberInterest.objects.bulk_create(
        SubscriberInterest(subscriber=reader, facet=facet, value=value)
        for facet, _equals, value in (interest.partition("=") for interest in interests)
    )
    return reader


def make_delivery(reader, *, key="issue:invented", subject="Invented issue", **fields):
    """Make a mail to a reader; queued unless told otherwise."""
    mailing, _new = Mailing.objects.get_or_create(
        key=key,
        defaults={"kind": MailingKind.ISSUE, "title": subject, "state": MailingState.SENDING},
    )
    edition, _new = Edition.objects.get_or_create(
        mailing=mailing,
        content_key="en",
        defaults={"language": "en", "subject": subject, "html": "<p>x</p>", "text": "x"},
    )
    return Recipient.objects.create(
        mailing=mailing,
        edition=edition,
        subscriber=reader,
        email=reader.email,
        name=reader.name,
        subscriber_key=reader.key,
        **fields,
    )
