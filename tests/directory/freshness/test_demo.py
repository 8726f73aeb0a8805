"""The demonstration has entries of every state, whatever day it is loaded."""

from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone

from core import demonstration
from core.mailing import deliver_mail
from core.models import OutgoingMail
from directory.freshness.asking import ask_due, recipients_of
from directory.freshness.states import state_of
from directory.models import Confirmation, EditorsDigest, FreshnessSettings, OrganisationPage
from directory.ticks import keep_entries_current

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


def test_entries_are_fresh_due_and_overdue_and_most_are_not_confirmed():
    rules, now = FreshnessSettings.load(), timezone.now()
    states = Counter(
        state_of(page.confirmed_at, rules, now).value for page in OrganisationPage.objects.live()
    )
    assert min(states["fresh"], states["due"], states["overdue"]) >= 2
    assert states["unconfirmed"] > 40


def test_no_mail_of_the_demonstration_goes_to_an_office_of_its_entries():
    ask_due(now=timezone.now() + timezone.timedelta(days=200))
    deliver_mail()
    assert all(message.to[0].endswith("@example.org") for message in mail.outbox)
    offices = OrganisationPage.objects.exclude(email="")
    assert offices.exists()
    addresses = [each.email for page in offices for each in recipients_of(page)]
    assert all(address.endswith("@example.org") for address in addresses)


def test_the_first_start_writes_to_nobody_and_reminders_come_in_their_time():
    keep_entries_current()
    assert OutgoingMail.objects.count() == len(mail.outbox) == 0
    ask_due(now=timezone.now() + timezone.timedelta(days=60))
    deliver_mail()
    assert [message.to for message in mail.outbox] == [["manager@example.org"]]


def test_the_confirmations_go_with_the_demonstration():
    assert Confirmation.objects.exists()
    demonstration.delete()
    assert not Confirmation.objects.exists()
    assert not EditorsDigest.objects.exists()
