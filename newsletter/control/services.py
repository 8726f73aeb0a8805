"""What editors decide on a mailing: to send, to approve, to put off, to pause, to stop.

Every decision is one conditional update: of two editors who press at once, one decides and the other is told.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import AuditAction, record
from newsletter.control.publishing import (
    fix_latest,
    put_on_schedule,
    take_off_schedule,
    version_to_send,
    will_be_public,
)
from newsletter.models import (
    Audience,
    IssuePage,
    Mailing,
    MailingKind,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
)

#: Who may decide; given to roles in newsletter/grants.py, changed by administrators in the groups.
PERMISSION = "newsletter.change_mailing"
#: A form that lay open for a while still means “now”.
PATIENCE = timedelta(minutes=10)
NOT_BEGUN = (MailingState.AWAITING_APPROVAL, MailingState.SCHEDULED, MailingState.PAST_WINDOW)
UNDER_WAY = (MailingState.SENDING, MailingState.OPEN_ENDED)


class MailingMoved(Exception):
    """The mailing was changed meanwhile, by a colleague or by the sender; nothing was done."""


class CannotSend(Exception):
    """A rule forbids it; the text says which and what to do."""


def may_control(user: User | AnonymousUser | Any) -> bool:
    """Tell whether a person decides on mailings: newsletter editors and administrators do."""
    return bool(user.has_perm(PERMISSION))


def mailing_key(issue: IssuePage) -> str:
    """Return the key of the one mailing that an issue has in all its languages."""
    return f"issue:{issue.translation_key}"


def mailing_of(issue: IssuePage) -> Mailing | None:
    """Return the mailing of an issue, whichever of its language editions is given."""
    return Mailing.objects.filter(key=mailing_key(issue)).first()


@transaction.atomic
def ask_to_send(
    issue: IssuePage, *, by: User, at: datetime, languages: Collection[str] = ()
) -> Mailing:
    """Schedule an issue, or hand it to a second editor where the settings ask for one.

    The issue becomes public when the mailing begins; `languages` names the drafts of other editions that become public
    with it. Audience and segment are copied. Raises CannotSend with the reason, PermissionDenied.
    """
    _refuse_strangers(by)
    _check_time(at)
    issue = IssuePage.objects.get(pk=issue.pk)
    readers = _readers_chosen(issue)
    if mailing_of(issue):
        raise CannotSend(_("This issue has a mailing already. An issue is sent once."))
    put_on_schedule(issue, at=at, languages=languages)
    if not will_be_public(issue):
        raise CannotSend(_("The issue has no draft that could be published. Save it first."))
    waits = NewsletterSettings.load().approval_by_second_editor
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(
                key=mailing_key(issue),
                kind=MailingKind.ISSUE,
                issue=issue,
                state=MailingState.AWAITING_APPROVAL if waits else MailingState.SCHEDULED,
                asked_by=by,
                **readers,
                **_time(at),
            )
    except IntegrityError as error:
        raise CannotSend(_("This issue has a mailing already. An issue is sent once.")) from error
    _note(mailing, "asked", by)
    return mailing


@transaction.atomic
def approve(mailing: Mailing, *, by: User) -> None:
    """Approve what a colleague asked for; its time may have come meanwhile, then it begins at once.

    Raises CannotSend when the same person asked, MailingMoved, PermissionDenied.
    """
    _refuse_strangers(by)
    if mailing.asked_by_id == by.pk:
        raise CannotSend(_("You asked for this mailing. Somebody else must approve it."))
    # A mailing that waited for approval past its time begins now: its window opens with the approval.
    at = max(mailing.scheduled_for, timezone.now())
    now = timezone.now()
    changes: dict[str, Any] = {"approved_by": by, "approved_at": now, "note": "", **_time(at)}
    if issue := _issue_of(mailing):
        changes |= _readers_chosen(issue)
        fix_latest(issue, at=at)
    _move(
        mailing,
        [MailingState.AWAITING_APPROVAL],
        MailingState.SCHEDULED,
        asked_by_not=by,
        **changes,
    )
    _note(mailing, "approved", by)


@transaction.atomic
def reschedule(mailing: Mailing, *, by: User, at: datetime) -> None:
    """Give another time to a mailing that has not begun. Raises CannotSend, MailingMoved, PermissionDenied."""
    _refuse_strangers(by)
    _check_time(at)
    needs_approval = NewsletterSettings.load().approval_by_second_editor
    waits = mailing.state == MailingState.AWAITING_APPROVAL or (
        needs_approval and mailing.approved_by_id is None
    )
    state = MailingState.AWAITING_APPROVAL if waits else MailingState.SCHEDULED
    if issue := _issue_of(mailing):
        if mailing.state == MailingState.PAST_WINDOW and not will_be_public(issue):
            raise CannotSend(_("The issue is not published. Publish it, then choose a time."))
        if not waits:
            _move_schedule(issue, at)
    _move(mailing, [MailingState(mailing.state)], state, among=NOT_BEGUN, note="", **_time(at))
    _note(mailing, "rescheduled", by)


@transaction.atomic
def take_back(mailing: Mailing, *, by: User) -> None:
    """Undo a schedule before it begins, as if nobody had asked. Raises MailingMoved, PermissionDenied."""
    _refuse_strangers(by)
    _move(mailing, NOT_BEGUN, MailingState.STOPPED)
    # What somebody may have got leaves its trace: the row of a recipient is never deleted with its mailing.
    if mailing.recipients.exists():
        raise MailingMoved
    if mailing.issue is not None:
        take_off_schedule(mailing.issue)
    _note(mailing, "taken back", by)
    mailing.delete()


@transaction.atomic
def pause(mailing: Mailing, *, by: User) -> None:
    """Let a mailing rest; what is on the line is finished. Raises MailingMoved, PermissionDenied."""
    _refuse_strangers(by)
    _move(mailing, UNDER_WAY, MailingState.PAUSED)
    _note(mailing, "paused", by)


@transaction.atomic
def resume(mailing: Mailing, *, by: User) -> None:
    """Go on with a mailing that rests. Raises MailingMoved, PermissionDenied."""
    _refuse_strangers(by)
    is_endless = mailing.kind == MailingKind.WELCOME
    state = MailingState.OPEN_ENDED if is_endless else MailingState.SENDING
    _move(mailing, [MailingState.PAUSED], state, note="")
    _note(mailing, "resumed", by)


@transaction.atomic
def stop(mailing: Mailing, *, by: User) -> None:
    """End a mailing for good: whoever has not got it will not. Raises MailingMoved, PermissionDenied."""
    _refuse_strangers(by)
    before = [*NOT_BEGUN, *UNDER_WAY, MailingState.PAUSED]
    _move(mailing, before, MailingState.STOPPED, finished_at=timezone.now())
    if mailing.issue is not None:
        take_off_schedule(mailing.issue)
    # A mail in the hands of a worker is its own: it finishes it, or finds the mailing stopped.
    mailing.recipients.filter(state=RecipientState.QUEUED).update(
        state=RecipientState.SUPPRESSED, reason_code="stopped"
    )
    _note(mailing, "stopped", by)


@transaction.atomic
def take_as_sent(mailing: Mailing, recipients: Iterable[int], *, by: User) -> int:
    """Count mails of unknown fate as sent; return how many."""
    _refuse_strangers(by)
    rows = _unsure(mailing, recipients)
    sent_at = Coalesce("sent_at", timezone.now())
    done = rows.update(state=RecipientState.SENT, sent_at=sent_at, reason_code="", reason="")
    _note(mailing, "unsure taken as sent", by, count=done)
    return done


@transaction.atomic
def send_again(mailing: Mailing, recipients: Iterable[int], *, by: User) -> int:
    """Queue mails of unknown fate again, under the same Message-ID; return how many.

    A finished mailing opens once more. Raises MailingMoved where it was stopped.
    """
    _refuse_strangers(by)
    if mailing.state == MailingState.STOPPED:
        raise MailingMoved
    done = _unsure(mailing, recipients).update(
        state=RecipientState.QUEUED, due_at=timezone.now(), worker=None, reason_code="", reason=""
    )
    if done:
        Mailing.objects.filter(pk=mailing.pk, state=MailingState.FINISHED).update(
            state=MailingState.SENDING, finished_at=None
        )
    _note(mailing, "unsure sent again", by, count=done)
    return done


def _issue_of(mailing: Mailing) -> IssuePage | None:
    """Return the issue as it is stored now: the mailing may have been read a while ago."""
    return IssuePage.objects.filter(mailings=mailing).first()


def _readers_chosen(issue: IssuePage) -> dict[str, Any]:
    """Return title, audience and segment of the version that would be sent; raises CannotSend."""
    version = version_to_send(issue)
    is_segment = version.audience == Audience.SEGMENT
    if is_segment and version.segment is None:
        raise CannotSend(_("The segment of this issue no longer exists. Choose its readers anew."))
    return {
        "title": version.title,
        "audience": version.audience,
        "segment": version.segment if is_segment else None,
    }


def _unsure(mailing: Mailing, recipients: Iterable[int]) -> Any:
    return Recipient.objects.filter(
        mailing=mailing, pk__in=list(recipients), state=RecipientState.UNSURE
    )


def _move_schedule(issue: IssuePage, at: datetime) -> None:
    """Move the schedule of the pages; the versions that were fixed stay."""
    for page in [issue, *issue.get_translations()]:
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=at)


def _move(
    mailing: Mailing,
    before: Collection[MailingState],
    after: MailingState,
    *,
    among: Collection[MailingState] | None = None,
    asked_by_not: User | None = None,
    **changes: Any,
) -> None:
    """Change the state if it still is one of `before` (and of `among`); raises MailingMoved."""
    rows = Mailing.objects.filter(pk=mailing.pk, state__in=before)
    if among is not None:
        rows = rows.filter(state__in=among)
    if asked_by_not is not None:
        rows = rows.exclude(asked_by=asked_by_not)
    if not rows.update(state=after, **changes):
        raise MailingMoved
    mailing.refresh_from_db()


def _check_time(at: datetime) -> None:
    if at < timezone.now() - PATIENCE:
        raise CannotSend(_("This time has passed. Choose a later one, or send now."))


def _time(at: datetime) -> dict[str, Any]:
    """Return when a mailing begins, and until when it may."""
    hours = NewsletterSettings.load().window_hours
    ends_at = at + timedelta(hours=hours) if hours else None
    return {"scheduled_for": at, "window_ends_at": ends_at}


def _note(mailing: Mailing, done: str, by: User, **details: Any) -> None:
    record(
        user=by,
        action=AuditAction.MAILING_CONTROLLED,
        target=mailing,
        details={"done": done, **details},
    )


def _refuse_strangers(by: User) -> None:
    if not may_control(by):
        raise PermissionDenied(_("Newsletter editors decide on mailings."))
