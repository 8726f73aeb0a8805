"""What a mail's link does: confirm the entry, or tell the editors of a change or a closure."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.mailing import queue_mail
from directory.freshness.confirming import confirm_entry
from directory.models import (
    AskAnswer,
    ConfirmationAsk,
    ConfirmationMethod,
    EntryReport,
    OrganisationPage,
    ReportKind,
)
from directory.services.orphans import editor_addresses

MOST_LETTERS = 4000


@transaction.atomic
def answer_right(*, ask: ConfirmationAsk, now: datetime | None = None) -> bool:
    """Confirm the entry that a mail asked about; tell whether this was the first answer to the mail."""
    now = now or timezone.now()
    if not _claim(ask, AskAnswer.RIGHT, now):
        return False
    confirm_entry(
        organisation=ask.organisation,
        how=ConfirmationMethod.SELF,
        by=ask.user,
        note="" if ask.user else _("By the link of a mail"),
        now=now,
    )
    return True


@transaction.atomic
def answer_with_report(
    *, ask: ConfirmationAsk, kind: ReportKind, text: str, now: datetime | None = None
) -> bool:
    """Tell the editors of a change or a closure; tell whether this was the first answer to the mail.

    The entry itself stays as it is until an editor acts.
    """
    now = now or timezone.now()
    if not _claim(ask, AskAnswer(kind.value), now):
        return False
    EntryReport.objects.create(
        organisation=ask.organisation,
        kind=kind,
        text=text.replace("\x00", "").strip()[:MOST_LETTERS],
        sender=ask.to,
        created_at=now,
    )
    _tell_editors(ask.organisation, kind)
    return True


def settle_report(*, report: EntryReport, by: User, outcome: str) -> bool:
    """Take a report off the editors' list with what was done; tell whether it was still on it."""
    return bool(
        EntryReport.objects.filter(pk=report.pk, settled_at=None).update(
            settled_at=timezone.now(), settled_by=by, outcome=" ".join(outcome.split())[:500]
        )
    )


def _claim(ask: ConfirmationAsk, answer: AskAnswer, now: datetime) -> bool:
    return bool(
        ConfirmationAsk.objects.filter(pk=ask.pk, answered_at=None).update(
            answered_at=now, answer=answer
        )
    )


def _tell_editors(organisation: OrganisationPage, kind: ReportKind) -> None:
    context = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "organisation": organisation.title,
        "is_closure": kind == ReportKind.CLOSED,
        "link": settings.SITE_URL + reverse("entry_reports"),
    }
    for address in editor_addresses():
        queue_mail(to=address, template="directory/mail/entry_report", context=context)
