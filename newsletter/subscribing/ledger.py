"""Writes the consent ledger and the list of addresses that must not be written to."""

from dataclasses import dataclass

from django.utils import timezone, translation

from newsletter.addresses import address_hash
from newsletter.models import (
    ConsentAction,
    ConsentEntry,
    Subscriber,
    Suppression,
    SuppressionReason,
)
from newsletter.subscribing.consent_texts import current_text


@dataclass(frozen=True, slots=True)
class Act:
    """What happened, by which way, and what else there is to know of it."""

    action: ConsentAction
    how: str
    detail: str = ""
    #: Whether the reader saw the text of consent and agreed to it by this.
    shows_text: bool = False


def write_line(subscriber: Subscriber, act: Act) -> ConsentEntry:
    """Add a line to the ledger, with the text of consent in the reader's language where it was shown."""
    entry = ConsentEntry(
        subscriber=subscriber,
        email=subscriber.email,
        address_hash=address_hash(subscriber.email),
        action=act.action,
        how=act.how,
        detail=act.detail,
    )
    if act.shows_text:
        text = current_text()
        with translation.override(subscriber.language):
            entry.text, entry.text_version = str(text.text), text.version
        entry.language = subscriber.language
    entry.save()
    return entry


def suppress_address(email: str, reason: SuppressionReason, detail: str = "") -> None:
    """Note that an address must not be written to; a further note replaces the reason and the day."""
    Suppression.objects.update_or_create(
        address_hash=address_hash(email),
        defaults={"reason": reason, "detail": detail[:250], "at": timezone.now()},
    )


def suppression_of(email: str) -> Suppression | None:
    """Return why an address is not written to, or None."""
    return Suppression.objects.filter(address_hash=address_hash(email)).first()


def release_address(email: str) -> None:
    """Allow mail to an address again, because its owner confirmed anew."""
    Suppression.objects.filter(address_hash=address_hash(email)).delete()
