"""What can still be done with a request for a note."""

from datetime import date
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet

from newsletter.models import ContributionSlot, IssuePage, Mailing, SlotState


class Standing(Enum):
    """How a request stands for the organisation that was asked."""

    OPEN = "open"
    GIVEN = "given"
    NOT_THIS_TIME = "not-this-time"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OVER = "over"

    @property
    def is_writable(self) -> bool:
        """Tell whether a note can be given or changed."""
        return self in (Standing.OPEN, Standing.GIVEN, Standing.NOT_THIS_TIME)


_STANDINGS = {
    SlotState.OPEN: Standing.OPEN,
    SlotState.GIVEN: Standing.GIVEN,
    SlotState.ACCEPTED: Standing.ACCEPTED,
    SlotState.CLOSED: Standing.OVER,
}


def standing_of(slot: ContributionSlot, today: date) -> Standing:
    """Return how a request stands; it is over after its last day, and once the issue went out."""
    state = SlotState(slot.state)
    if state == SlotState.DECLINED:
        standing = Standing.REFUSED if slot.given_at else Standing.NOT_THIS_TIME
    else:
        standing = _STANDINGS[state]
    if standing.is_writable and (today > slot.deadline or has_gone_out(slot.issue)):
        return Standing.OVER
    return standing


def has_gone_out(issue: IssuePage) -> bool:
    """Tell whether every reader of an issue has their row: what comes later reaches nobody."""
    return _queued().filter(key=f"issue:{issue.translation_key}").exists()


def of_sent_issues(slots: QuerySet[ContributionSlot]) -> QuerySet[ContributionSlot]:
    """Keep the requests of issues that went out, in whichever language."""
    return slots.filter(
        Exists(_queued().filter(issue__translation_key=OuterRef("issue__translation_key")))
    )


def accepted_notes(issue: IssuePage) -> QuerySet[ContributionSlot]:
    """Return the accepted notes of an issue, whichever of its languages they were asked for."""
    return ContributionSlot.objects.filter(
        issue__translation_key=issue.translation_key, state=SlotState.ACCEPTED
    ).select_related("country", "organisation")


def _queued() -> QuerySet[Mailing]:
    return Mailing.objects.filter(queued_at__isnull=False)
