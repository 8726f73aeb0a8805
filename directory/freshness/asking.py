"""Writes the mails that ask organisations whether their entry is still right."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from core.mailing import mail_sent, queue_mail
from directory.freshness.links import link_of
from directory.freshness.standings import Standing, next_step, standings
from directory.models import (
    Affiliation,
    AffiliationRole,
    AskStep,
    ConfirmationAsk,
    ContactKind,
    EditorsDigest,
    FreshnessSettings,
    OrganisationPage,
)

logger = logging.getLogger(__name__)

#: So many entries are asked about in one call: a large register does not flood a mail server.
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is asked; `user` is the manager whose address it is."""

    email: str
    user: User | None


def recipients_of(organisation: OrganisationPage) -> list[Recipient]:
    """Return whom to ask: the managers, else the entry's referral, office or public address.

    The demonstration writes to managers alone: its entries carry addresses of real offices.
    """
    managers = Affiliation.objects.current().filter(
        organisation=organisation, role=AffiliationRole.MANAGER, user__is_active=True
    )
    found = [
        Recipient(each.user.email, each.user)
        for each in managers.select_related("user")
        if each.user.email
    ]
    if found or settings.DEMONSTRATION:
        return found
    contacts = [contact for contact in organisation.contacts.all() if contact.email]
    for kind in (ContactKind.REFERRAL, ContactKind.OFFICE):
        for contact in contacts:
            if contact.kind == kind:
                return [Recipient(contact.email, None)]
    return [Recipient(organisation.email, None)] if organisation.email else []


def ask_due(*, now: datetime | None = None, most: int = MOST_ENTRIES) -> int:
    """Queue the questions, reminders and warnings whose turn it is; return for how many entries.

    May run twice at once or be killed at any moment: the round of an entry is written whole, and once.
    """
    now = now or timezone.now()
    rules = FreshnessSettings.load()
    if not rules.mails_are_sent:
        return 0
    done = 0
    for standing in standings(rules, now):
        step = next_step(standing, rules, now)
        if step is not None and ask(standing, step, rules, now):
            done += 1
            if done >= most:
                break
    return done


def ask(standing: Standing, step: AskStep, rules: FreshnessSettings, now: datetime) -> bool:
    """Queue one mail of `step` to everybody who speaks for an entry; tell whether there was anybody."""
    page = OrganisationPage.objects.get(pk=standing.organisation)
    recipients = recipients_of(page)
    try:
        with transaction.atomic():
            _write_round(page, standing.last_round + 1, step, recipients, rules, now)
    except IntegrityError:
        # Another worker wrote this round a moment ago.
        return False
    return bool(recipients)


def _write_round(
    page: OrganisationPage,
    number: int,
    step: AskStep,
    recipients: Iterable[Recipient],
    rules: FreshnessSettings,
    now: datetime,
) -> None:
    for recipient in recipients:
        ask = ConfirmationAsk.objects.create(
            organisation=page,
            round=number,
            step=step,
            to=recipient.email,
            user=recipient.user,
            created_at=now,
        )
        ask.mail_number = queue_mail(
            to=ask.to,
            template=f"directory/mail/confirm_{step.value}",
            context=_mail_context(ask, page, rules, now),
        )
        ask.save(update_fields=["mail_number"])


def _mail_context(
    ask: ConfirmationAsk, page: OrganisationPage, rules: FreshnessSettings, now: datetime
) -> dict[str, object]:
    leaves_on = None
    if rules.days_until_withdrawn and page.confirmed_at:
        earliest = now + timedelta(days=rules.warning_days)
        leaves_on = max(page.confirmed_at + timedelta(days=rules.days_until_withdrawn), earliest)
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "organisation": page.title,
        "confirmed_at": page.confirmed_at,
        "leaves_on": leaves_on,
        "link": link_of(ask),
        "link_days": rules.link_days,
    }


@receiver(mail_sent, dispatch_uid="directory.freshness.mail_sent")
def note_sent(sender: type, number: int, **kwargs: object) -> None:
    """Note that a question or a digest went out: what follows counts from there."""
    now = timezone.now()
    if not ConfirmationAsk.objects.filter(mail_number=number).update(sent_at=now):
        EditorsDigest.objects.filter(mail_number=number).update(sent_at=now)
