"""Asks organisations for a note, and reminds them: each mail once, whatever is pressed or killed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from accounts.models import User
from core.mailing import queue_mail
from core.secret_links import hash_of
from newsletter.contributing.links import link_of, secret_of
from newsletter.contributing.states import of_sent_issues
from newsletter.contributing.whom import Candidate, mailboxes_of
from newsletter.models import ContributionSlot, IssuePage, SlotState

#: The last reminder goes out so many days before the last day.
LAST_REMINDER = timedelta(days=2)
_HALF_TIME, _LAST = 1, 2


@dataclass(frozen=True, slots=True)
class Request:
    """What organisations are asked, and until when."""

    question: str
    deadline: date


@transaction.atomic
def ask(
    *, issue: IssuePage, chosen: Iterable[Candidate], request: Request, by: User
) -> list[ContributionSlot]:
    """Mail a request to each organisation that was not asked for the issue yet; return the new requests."""
    # Locked, so that a press that comes twice asks once.
    IssuePage.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    asked = []
    for one in chosen:
        slot, is_new = ContributionSlot.objects.get_or_create(
            issue=issue,
            country=one.country,
            organisation_id=one.organisation,
            defaults={
                "asked_address": one.address,
                "asked_by": by,
                "question": request.question,
                "deadline": request.deadline,
            },
        )
        if is_new:
            _send_request(slot)
            asked.append(slot)
    return asked


@transaction.atomic
def ask_again(*, slot: ContributionSlot, request: Request, by: User) -> bool:
    """Mail a request once more with a new last day; earlier links become void. Tell whether it could be asked.

    A note that came stays: whoever gave one is asked by other ways.
    """
    asked = ContributionSlot.objects.filter(
        pk=slot.pk,
        state__in=[SlotState.OPEN, SlotState.CLOSED, SlotState.DECLINED],
        given_at=None,
    )
    if not asked.update(
        state=SlotState.OPEN,
        question=request.question,
        deadline=request.deadline,
        asked_by=by,
        reminders=0,
        reminded_at=None,
    ):
        return False
    slot.refresh_from_db()
    _send_request(slot)
    return True


def remind_and_close(now: datetime | None = None) -> int:
    """Close requests whose time is over and queue the reminders that are due; return how many of these.

    May run twice at once or be killed at any moment: the counter of a request and its mail are written together.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    waiting = ContributionSlot.objects.filter(state=SlotState.OPEN)
    waiting.filter(deadline__lt=today).update(state=SlotState.CLOSED)
    of_sent_issues(waiting).update(state=SlotState.CLOSED)
    return sum(_remind(slot, now) for slot in _asked(waiting).filter(reminders__lt=_LAST))


def reminder_due(slot: ContributionSlot, now: datetime) -> int:
    """Return the number of the reminder whose time has come, 0 for none.

    The first comes at half time, the second two days before the last day. Where both are due, the second is enough.
    """
    if slot.asked_at is None:
        return 0
    ends = timezone.make_aware(datetime.combine(slot.deadline, datetime.min.time()))
    if (
        slot.reminders < _LAST
        and now >= ends - LAST_REMINDER
        and slot.asked_at < ends - LAST_REMINDER
    ):
        return _LAST
    half = slot.asked_at + (ends - slot.asked_at) / 2
    if slot.reminders < _HALF_TIME and half <= now < ends - LAST_REMINDER:
        return _HALF_TIME
    return 0


def _asked(slots: QuerySet[ContributionSlot]) -> QuerySet[ContributionSlot]:
    return slots.filter(asked_at__isnull=False).select_related("issue", "country", "organisation")


def _remind(slot: ContributionSlot, now: datetime) -> bool:
    number = reminder_due(slot, now)
    if not number:
        return False
    with transaction.atomic():
        # The state is asked once more: a note may have come since the list was read.
        claimed = ContributionSlot.objects.filter(
            pk=slot.pk, state=SlotState.OPEN, reminders=slot.reminders
        ).update(reminders=number, reminded_at=now, link_hash=hash_of(secret_of(slot)))
        if claimed:
            _mail(slot, "newsletter/contributing/mail/reminder")
    return bool(claimed)


def _send_request(slot: ContributionSlot) -> None:
    slot.asked_at = timezone.now()
    slot.link_hash = hash_of(secret_of(slot))
    slot.save(update_fields=["asked_at", "link_hash"])
    _mail(slot, "newsletter/contributing/mail/request")


def _mail(slot: ContributionSlot, template: str) -> None:
    language = _language_of(slot)
    with translation.override(language):
        context = {
            "site_name": settings.WAGTAIL_SITE_NAME,
            "issue": slot.issue.title,
            "country": slot.country.name,
            "organisation": slot.organisation.title if slot.organisation else "",
            "question": slot.question,
            "deadline": slot.deadline,
            "link": link_of(slot, language),
        }
        for address in mailboxes_of(slot):
            queue_mail(to=address, template=template, context=context)


def _language_of(slot: ContributionSlot) -> str:
    known = dict(settings.LANGUAGES)
    page = slot.organisation or slot.issue
    language = page.locale.language_code
    return language if language in known else settings.LANGUAGE_CODE
