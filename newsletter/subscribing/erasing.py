"""Erases a reader: what is left proves only to whoever brings the address."""

from django.db import transaction

from newsletter.addresses import address_hash
from newsletter.models import (
    BounceEvent,
    ConsentAction,
    ConsentEntry,
    Recipient,
    RecipientState,
    Subscriber,
    Suppression,
)
from newsletter.subscribing.ledger import Act, write_line


@transaction.atomic
def erase(subscriber: Subscriber, *, how: str = "preferences") -> None:
    """Delete a reader and everything that names them; the ledger keeps hashes, a suppression stays.

    What still waits for them in a queue is not sent.
    """
    deliveries = Recipient.objects.filter(subscriber=subscriber)
    deliveries.open().update(state=RecipientState.SUPPRESSED, reason_code="erased", reason="")
    deliveries.update(email="", name="", subscriber_key=None)
    # The words of a server quote the address.
    BounceEvent.objects.filter(subscriber=subscriber).update(diagnostic="")
    BounceEvent.objects.filter(recipient__in=deliveries).update(diagnostic="", subscriber=None)
    deliveries.exclude(reason="").update(reason="")
    write_line(subscriber, Act(ConsentAction.ERASED, how))
    digest = address_hash(subscriber.email)
    ConsentEntry.objects.filter(address_hash=digest).update(email="", detail="", subscriber=None)
    Suppression.objects.filter(address_hash=digest).update(detail="")
    Subscriber.objects.filter(pk=subscriber.pk).delete()
