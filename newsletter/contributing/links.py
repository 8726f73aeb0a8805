"""The links under which organisations write their notes: known from the mail alone, void once another is sent."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from core.secret_links import hash_of
from newsletter.models import ContributionSlot


def secret_of(slot: ContributionSlot) -> str:
    """Return the word in the link of a request that was mailed.

    It is made anew from the moment of asking, so that reminders repeat the link of the first mail and
    asking again makes that one void.
    """
    asked = slot.asked_at.isoformat() if slot.asked_at else ""
    word = salted_hmac("newsletter.contribution", f"{slot.pk} {asked}", algorithm="sha256")
    return word.hexdigest()


def link_of(slot: ContributionSlot, language: str) -> str:
    """Return the whole address of the form."""
    with translation.override(language):
        path = reverse("newsletter:contribute", args=[secret_of(slot)])
    return f"{settings.SITE_URL}{path}"


def slot_of_link(secret: str) -> ContributionSlot | None:
    """Return the request that a link belongs to, whatever became of it."""
    rows = ContributionSlot.objects.select_related("issue", "country", "organisation")
    return rows.filter(link_hash=hash_of(secret)).first()
