"""What becomes of a request: the note of the organisation, and what the editors make of it."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core.models import Country
from newsletter.contributing.notes import Note
from newsletter.models import ContributionSlot, IssuePage, SlotState


class SlotMoved(Exception):
    """The request was answered, decided or closed meanwhile; nothing was done."""


#: What an organisation may still write: nobody decided yet.
_UNDECIDED = Q(state__in=[SlotState.OPEN, SlotState.GIVEN]) | Q(
    state=SlotState.DECLINED, given_at=None
)


def save_draft(*, slot: ContributionSlot, note: Note) -> None:
    """Keep what was written so far; the editors do not read it, and a note that they have stays as it is."""
    _rows(slot).filter(state=SlotState.OPEN).update(**_columns(note))


def give(*, slot: ContributionSlot, note: Note, now: datetime | None = None) -> None:
    """Hand a note to the editors, or change the one they have. Raises SlotMoved."""
    changed = _rows(slot).filter(_UNDECIDED)
    _moved_unless(
        changed.update(state=SlotState.GIVEN, given_at=now or timezone.now(), **_columns(note))
    )


def say_not_this_time(*, slot: ContributionSlot) -> None:
    """Let an organisation pass this time, also after it gave a note. Raises SlotMoved."""
    changed = _rows(slot).filter(_UNDECIDED)
    _moved_unless(changed.update(state=SlotState.DECLINED, given_at=None))


def accept(*, slot: ContributionSlot, note: Note) -> None:
    """Take a note into the issue as the editor leaves it, also one that an editor wrote for others.

    Raises SlotMoved when the organisation changed its note since `slot` was read: its new words are not written over.
    """
    unchanged = _rows(slot).filter(given_at=slot.given_at)
    _moved_unless(
        unchanged.update(
            state=SlotState.ACCEPTED, given_at=slot.given_at or timezone.now(), **_columns(note)
        )
    )


def add_by_hand(*, issue: IssuePage, country: Country, note: Note, by: User) -> ContributionSlot:
    """Put a note that came another way into an issue."""
    today = timezone.localdate()
    return ContributionSlot.objects.create(
        issue=issue,
        country=country,
        asked_by=by,
        deadline=today,
        state=SlotState.ACCEPTED,
        given_at=timezone.now(),
        **_columns(note),
    )


def close(*, slot: ContributionSlot) -> None:
    """Stop waiting for a note. Raises SlotMoved when one came."""
    _moved_unless(_rows(slot).filter(state=SlotState.OPEN).update(state=SlotState.CLOSED))


def refuse(*, slot: ContributionSlot) -> None:
    """Keep a note out of the issue; its organisation cannot change it any more. Raises SlotMoved."""
    changed = _rows(slot).filter(state__in=[SlotState.GIVEN, SlotState.ACCEPTED])
    _moved_unless(changed.update(state=SlotState.DECLINED))


def give_back(*, slot: ContributionSlot) -> None:
    """Take an accepted or refused note out of its decision: it waits again. Raises SlotMoved."""
    changed = _rows(slot).filter(
        Q(state=SlotState.ACCEPTED) | Q(state=SlotState.DECLINED, given_at__isnull=False)
    )
    _moved_unless(changed.update(state=SlotState.GIVEN))


def _rows(slot: ContributionSlot) -> QuerySet[ContributionSlot]:
    return ContributionSlot.objects.filter(pk=slot.pk)


def _columns(note: Note) -> dict[str, str]:
    return {
        "title": note.title,
        "text": note.text,
        "link": note.link,
        "given_by": note.given_by,
    }


def _moved_unless(changed: int) -> None:
    if not changed:
        raise SlotMoved
