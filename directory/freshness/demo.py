"""Entries of the demonstration that somebody confirmed: fresh, due and overdue, whatever day it is.

All others say what they are: the state of 2012, which nobody has confirmed since. What the site would have
mailed on the way there counts as sent: the first start writes to nobody.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from core.demonstration import demo_loader, note
from directory.freshness.asking import recipients_of
from directory.freshness.confirming import confirm_entry
from directory.freshness.standings import needs_escalation, standings
from directory.models import (
    AskStep,
    Confirmation,
    ConfirmationAsk,
    ConfirmationMethod,
    EditorsDigest,
    EntryWatch,
    FreshnessSettings,
    OrganisationPage,
)
from directory.services.orphans import editor_addresses

_NOTE = "Invented for the demonstration"
#: Entry, days since it was confirmed, how.
_CONFIRMED = (
    ("adpare", 12, ConfirmationMethod.PHONE),
    ("alc", 41, ConfirmationMethod.VISIT),
    ("astra", 95, ConfirmationMethod.PHONE),
    ("oasi2", 150, ConfirmationMethod.EDITOR),
    ("on-the-road", 186, ConfirmationMethod.SELF),
    ("novi-put", 204, ConfirmationMethod.PHONE),
    ("municipality-of-venice", 215, ConfirmationMethod.EDITOR),
    ("pvpt", 260, ConfirmationMethod.PHONE),
    ("koofra", 390, ConfirmationMethod.EDITOR),
)
_BY = {ConfirmationMethod.SELF: "manager@example.org"}


@demo_loader("confirmations", after=("organisations", "logins"))
def load_confirmations() -> None:
    """Confirm some entries, each so many days ago."""
    users = User.objects.in_bulk(field_name="email")
    pages = {page.slug: page for page in OrganisationPage.objects.live()}
    for slug, days, how in _CONFIRMED:
        page = pages.get(slug)
        if page is None or page.confirmed_at is not None:
            continue
        confirm_entry(
            organisation=page,
            how=how,
            by=users.get(_BY.get(how, "editor@example.org")),
            note=_NOTE,
            now=timezone.now() - timedelta(days=days),
        )
        note(Confirmation.objects.filter(organisation=page).latest("at"))


@demo_loader("freshness mails", after=("confirmations", "people"))
def load_sent_mails() -> None:
    """Note the questions and the digest that went out before today as sent, without sending any."""
    rules, now = FreshnessSettings.load(), timezone.now()
    yesterday = now - timedelta(days=1)
    overdue = []
    for standing in standings(rules, now):
        page = OrganisationPage.objects.get(pk=standing.organisation)
        if not standing.rounds:
            _note_question(page, yesterday)
        if needs_escalation(standing, rules, now):
            overdue.append(page)
    if not overdue:
        return
    day = timezone.localdate(yesterday)
    for address in editor_addresses():
        sent = {"sent_at": yesterday}
        note(EditorsDigest.objects.get_or_create(day=day, to=address, defaults=sent)[0])
    for page in overdue:
        EntryWatch.objects.update_or_create(organisation=page, defaults={"escalated_on": day})


def _note_question(page: OrganisationPage, asked_at: datetime) -> None:
    for recipient in recipients_of(page):
        ConfirmationAsk.objects.create(
            organisation=page,
            round=1,
            step=AskStep.ASK,
            to=recipient.email,
            user=recipient.user,
            created_at=asked_at,
            sent_at=asked_at,
        )
