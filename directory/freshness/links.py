"""The signed links of the mails that ask, and what may still be done with each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from directory.models import ConfirmationAsk, FreshnessSettings


def _signer() -> Signer:
    return Signer(salt="directory.confirmation", sep=".")


class LinkState(Enum):
    """What a genuine link is good for."""

    OPEN = "open"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


@dataclass(frozen=True)
class FollowedLink:
    """A genuine link that somebody opened."""

    ask: ConfirmationAsk
    state: LinkState


def token_of(ask: ConfirmationAsk) -> str:
    """Return the part of the address that names a question and proves that we wrote it."""
    return _signer().sign(str(ask.pk))


def link_of(ask: ConfirmationAsk) -> str:
    """Return the address that stands in the mail."""
    return settings.SITE_URL + reverse("confirm_entry", args=[token_of(ask)])


def follow(token: str, now: datetime) -> FollowedLink | None:
    """Return the question that a link names and what may be done with it; None for a forged one.

    A link whose entry is gone is as good as forged.
    """
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    # What we have signed is a number.
    ask = ConfirmationAsk.objects.select_related("organisation", "user").filter(pk=int(key)).first()
    return FollowedLink(ask, _state(ask, now)) if ask else None


def _state(ask: ConfirmationAsk, now: datetime) -> LinkState:
    if ask.answered_at is not None:
        return LinkState.ANSWERED
    confirmed_at = ask.organisation.confirmed_at
    if confirmed_at is not None and confirmed_at >= ask.created_at:
        return LinkState.CONFIRMED
    if ConfirmationAsk.objects.filter(
        organisation=ask.organisation_id, round__gt=ask.round
    ).exists():
        return LinkState.SUPERSEDED
    link_days = FreshnessSettings.load().link_days
    if now >= ask.created_at + timedelta(days=link_days):
        return LinkState.EXPIRED
    return LinkState.OPEN
