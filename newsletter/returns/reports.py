"""What mail services report of themselves: events that name an address or a mail of ours, in words of their own.

Whoever sends them has proved it with a secret, so an address is believed; it stands for the last mail that it got.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from newsletter.addresses import address_key
from newsletter.models import BounceKind, Recipient
from newsletter.returns.reading import ReturnedMail, without_addresses
from newsletter.returns.recording import take_in
from newsletter.sending.verp import read_message_id, read_verp

#: A report on an address speaks of a mail no older than this.
_RECENT = timedelta(days=30)
KINDS = (BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT, BounceKind.LEAVING)


@dataclass(frozen=True, slots=True)
class Report:
    """One event. `mail` is a return path or Message-ID of ours; `identity` is the service's own name of the event."""

    kind: BounceKind
    mail: str = ""
    email: str = ""
    code: str = ""
    diagnostic: str = ""
    identity: str = ""


def report_in(data: Any) -> Report | None:
    """Return the event that an object of JSON describes; None for one that makes no sense."""
    if not isinstance(data, dict) or str(data.get("kind")) not in KINDS:
        return None
    texts = {
        name: str(data.get(name) or "")[:500]
        for name in ("mail", "email", "code", "diagnostic", "identity")
    }
    return Report(BounceKind(data["kind"]), **texts)


def take_in_report(report: Report) -> BounceKind:
    """Do what an event asks for; the same event twice counts once."""
    recipient = read_verp(report.mail) or read_message_id(report.mail) or _last_to(report.email)
    if recipient is None:
        return BounceKind.UNKNOWN
    words = (report.kind.value, str(recipient), report.identity or report.code)
    return take_in(
        ReturnedMail(
            report.kind,
            recipient,
            report.code[:20],
            without_addresses(report.diagnostic)[:500],
            hashlib.sha256("\x00".join(words).encode()).hexdigest(),
        )
    )


def _last_to(email: str) -> int | None:
    if not email:
        return None
    mails = Recipient.objects.filter(
        subscriber__address_key=address_key(email.strip()),
        sent_at__gte=timezone.now() - _RECENT,
    )
    return mails.order_by("-sent_at").values_list("pk", flat=True).first()
