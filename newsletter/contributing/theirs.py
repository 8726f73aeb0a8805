"""The requests that reach a signed-in person: those to the organisations for which they speak."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from directory.freshness.confirming import SPEAKERS
from directory.models import Affiliation
from newsletter.models import ContributionSlot, SlotState


def requests_of(user: User) -> QuerySet[ContributionSlot]:
    """Return every request to an organisation for which the person speaks now."""
    own = Affiliation.objects.current().filter(user=user, role__in=SPEAKERS)
    return ContributionSlot.objects.filter(
        organisation__in=own.values("organisation"), asked_at__isnull=False
    ).select_related("issue", "country", "organisation")


def open_requests_of(user: User) -> QuerySet[ContributionSlot]:
    """Return those that wait for a note, the most pressing first."""
    waiting = requests_of(user).filter(state=SlotState.OPEN, deadline__gte=timezone.localdate())
    return waiting.order_by("deadline", "pk")
