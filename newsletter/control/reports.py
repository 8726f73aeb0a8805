"""Figures of a mailing: counted when somebody looks, from the rows of its recipients. No address is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext as _

from newsletter.models import (
    BounceEvent,
    BounceKind,
    Mailing,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
)
from newsletter.returns.reading import without_addresses


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some mails failed or were not written: a code, one example of what was said, how many."""

    code: str
    said: str
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the mails of a mailing."""

    queued: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    suppressed: int = 0
    unsure: int = 0
    bounced: int = 0
    complained: int = 0
    left: int = 0

    @property
    def settled(self) -> int:
        """Return how many mails have come to an end."""
        return self.queued - self.waiting

    @property
    def percent(self) -> int:
        """Return how far the mailing is; a mailing without recipients has not begun."""
        return 100 * self.settled // self.queued if self.queued else 0

    def lines(self) -> list[tuple[str, str, int]]:
        """Return key, words and number of each figure."""
        return [
            ("queued", _("Recipients"), self.queued),
            ("waiting", _("Still to be sent"), self.waiting),
            ("sent", _("Sent"), self.sent),
            ("failed", _("Failed"), self.failed),
            ("suppressed", _("Not written to"), self.suppressed),
            ("unsure", _("Unsure"), self.unsure),
            ("bounced", _("Came back"), self.bounced),
            ("complained", _("Complained"), self.complained),
            ("left", _("Left by this mail"), self.left),
        ]


def figures_of(mailing: Mailing) -> Figures:
    """Return the figures of one mailing, with two queries."""
    return figures_of_all([mailing])[mailing.pk]


def figures_of_all(mailings: list[Mailing]) -> dict[int, Figures]:
    """Return the figures of several mailings by their keys, with two queries whatever their number."""
    keys = [mailing.pk for mailing in mailings]
    states = RecipientState
    counted: Any = (
        Recipient.objects.filter(mailing__in=keys)
        .order_by()
        .values("mailing")
        .annotate(
            queued=Count("pk"),
            sent=Count("pk", filter=Q(state=states.SENT)),
            failed=Count("pk", filter=Q(state=states.FAILED)),
            suppressed=Count("pk", filter=Q(state=states.SUPPRESSED)),
            unsure=Count("pk", filter=Q(state=states.UNSURE)),
            waiting=Count("pk", filter=~Q(state__in=states.final())),
            bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
            left=Count("pk", filter=Q(left_at__isnull=False)),
        )
    )
    complained = dict(
        BounceEvent.objects.filter(recipient__mailing__in=keys, kind=BounceKind.COMPLAINT)
        .order_by()
        .values_list("recipient__mailing")
        .annotate(Count("recipient", distinct=True))
    )
    found: dict[int, Figures] = {}
    for row in counted:
        key = row.pop("mailing")
        found[key] = Figures(complained=complained.get(key, 0), **row)
    return {key: found.get(key, Figures()) for key in keys}


def reasons_of(mailing: Mailing, state: RecipientState) -> list[Reason]:
    """Return why mails of a state ended so, the most frequent first."""
    rows: Any = (
        mailing.recipients.filter(state=state)
        .order_by()
        .values("reason_code")
        .annotate(number=Count("pk"), said=Min("reason"))
        .order_by("-number", "reason_code")
    )
    return [_reason(row) for row in rows]


def _reason(row: dict[str, Any]) -> Reason:
    words = {
        "left": _("left before it was sent"),
        "bounced": _("their address was given up before it was sent"),
        "complained": _("complained before it was sent"),
        "stopped": _("the mailing was stopped"),
        "erased": _("erased before it was sent"),
        "pending": _("not confirmed"),
        "address": _("no mail server would understand the address"),
    }
    code = row["reason_code"]
    return Reason(code or "–", words.get(code, without_addresses(row["said"])), row["number"])


@dataclass(frozen=True, slots=True)
class EditionFigures:
    """How many got an edition of a mailing."""

    language: str
    subject: str
    number: int


def editions_of_mailing(mailing: Mailing) -> list[EditionFigures]:
    """Return the editions with the number of their recipients; digests and alerts have one for each content."""
    counted = (
        mailing.recipients.exclude(edition=None)
        .order_by()
        .values("edition__language", subject=F("edition__subject"))
        .annotate(number=Count("pk"))
        .order_by("-number")[:20]
    )
    return [
        EditionFigures(row["edition__language"], row["subject"], row["number"]) for row in counted
    ]


def clicks_of(mailing: Mailing) -> list[tuple[str, int]] | None:
    """Return how often each link was opened; None where the network does not count."""
    if not NewsletterSettings.load().clicks_are_counted:
        return None
    return list(mailing.clicks.order_by("-count", "url").values_list("url", "count")[:200])


def records_of(mailing: Mailing) -> Iterator[dict[str, Any]]:
    """Yield the report as the records of a table: what is counted, its detail, the number."""
    for key, words, number in figures_of(mailing).lines():
        yield {"figure": key, "detail": words, "number": number}
    for state in (RecipientState.FAILED, RecipientState.SUPPRESSED):
        for reason in reasons_of(mailing, state):
            detail = f"{reason.code} {reason.said}".strip()
            yield {"figure": f"{state.value} because", "detail": detail, "number": reason.number}
    for edition in editions_of_mailing(mailing):
        detail = f"{edition.language} {edition.subject}"
        yield {"figure": "edition", "detail": detail, "number": edition.number}
    for url, number in clicks_of(mailing) or []:
        yield {"figure": "opened", "detail": url, "number": number}


def masked(address: str) -> str:
    """Return enough of an address to tell it from others, and too little to write to it."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if domain else "…"


def unsure_of(mailing: Mailing) -> list[tuple[int, str]]:
    """Return keys and masked addresses of the mails whose fate nobody knows."""
    rows = mailing.recipients.filter(state=RecipientState.UNSURE).order_by("pk")
    return [(pk, masked(email)) for pk, email in rows.values_list("pk", "email")[:500]]


def is_moving(mailing: Mailing) -> bool:
    """Tell whether its figures will change by themselves."""
    return mailing.state in (MailingState.SCHEDULED, MailingState.SENDING, MailingState.OPEN_ENDED)
