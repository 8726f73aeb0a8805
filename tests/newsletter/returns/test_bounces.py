"""Reports of servers: what gives an address up, what is counted, what is left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter.bounces import process
from newsletter.models import (
    BounceEvent,
    BounceKind,
    NewsletterSettings,
    Recipient,
    Subscriber,
    SubscriberState,
    Suppression,
)
from newsletter.sending.verp import message_id, verp_address
from tests.newsletter.control.support import mailing, recipient
from tests.newsletter.returns.support import reported, written

pytestmark = pytest.mark.django_db


def state_of(row):
    return Subscriber.objects.get(pk=row.subscriber_id).state


def soft_bounces_of(row):
    return Subscriber.objects.get(pk=row.subscriber_id).soft_bounces


def fails_softly(subscriber, *, days_ago=0, arrived=False):
    """Send one more mailing to a reader that comes back for now, or arrives."""
    at = timezone.now() - timedelta(days=days_ago)
    row = recipient(mailing(f"Issue {Recipient.objects.count()}"), subscriber, sent_at=at)
    if not arrived:
        process(reported(row, status="4.4.1"))
        Recipient.objects.filter(pk=row.pk).update(bounced_at=at)
        Subscriber.objects.filter(pk=subscriber.pk).update(soft_bounced_at=at)
    return row


def test_an_address_that_does_not_exist_is_given_up(row, other):
    assert process(reported(row)) == BounceKind.HARD
    assert state_of(row) == SubscriberState.BOUNCED
    assert state_of(other) == SubscriberState.ACTIVE
    assert Suppression.objects.get().reason == "bounced"
    event = BounceEvent.objects.get()
    assert (event.kind, event.code, event.recipient) == ("hard", "5.1.1", row)
    assert "@" not in event.diagnostic
    assert Recipient.objects.get(pk=row.pk).bounced_at


def test_the_same_mail_read_twice_counts_once(row):
    mail = reported(row, status="4.2.2")
    again = b"Received: from a.example.net by b.example.net; later\n" + mail
    assert [process(mail), process(mail), process(again)] == [BounceKind.SOFT] * 3
    assert (BounceEvent.objects.count(), soft_bounces_of(row)) == (1, 1)


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.0.0", "5.4.4", "5.2.1"])
def test_what_says_that_nobody_is_there_gives_the_address_up(row, status):
    assert process(reported(row, status=status)) == BounceKind.HARD
    assert state_of(row) == SubscriberState.BOUNCED


@pytest.mark.parametrize("status", ["4.4.1", "4.2.2", "5.2.2", "5.7.1", "5.3.4", "5.4.6"])
def test_what_is_no_fault_of_the_address_counts_and_gives_nothing_up(row, status):
    assert process(reported(row, status=status)) == BounceKind.SOFT
    assert state_of(row) == SubscriberState.ACTIVE
    assert soft_bounces_of(row) == 1


def test_a_status_that_says_nothing_is_completed_by_what_the_server_said(row):
    filtered = reported(row, status="5.0.0", diagnostic="550 5.7.1 looks like spam")
    assert process(filtered) == BounceKind.SOFT


def test_a_report_of_delivery_is_no_bounce(row):
    assert process(reported(row, action="delivered", status="2.0.0")) == BounceKind.AUTOMATIC
    assert not BounceEvent.objects.exists()


def test_several_reports_on_one_mail_are_one_failure(row):
    process(reported(row, action="delayed", status="4.4.1"))
    process(reported(row, status="4.4.7"))
    assert soft_bounces_of(row) == 1


def test_so_many_temporary_failures_in_a_row_give_the_address_up(row):
    NewsletterSettings.objects.update_or_create(defaults={"soft_bounces_allowed": 3})
    for days_ago in (3, 2):
        fails_softly(row.subscriber, days_ago=days_ago)
        assert state_of(row) == SubscriberState.ACTIVE
    fails_softly(row.subscriber, days_ago=1)
    assert state_of(row) == SubscriberState.BOUNCED


def test_a_mail_that_arrives_breaks_the_row(row):
    fails_softly(row.subscriber, days_ago=30)
    fails_softly(row.subscriber, days_ago=20)
    fails_softly(row.subscriber, days_ago=10, arrived=True)
    fails_softly(row.subscriber, days_ago=5)
    assert soft_bounces_of(row) == 1


def test_old_failures_are_forgotten(row):
    fails_softly(row.subscriber, days_ago=200)
    fails_softly(row.subscriber, days_ago=1)
    assert soft_bounces_of(row) == 1


def test_a_report_that_names_somebody_else_hits_whom_the_return_path_proves(row, other):
    mail = reported(row).replace(row.email.encode(), other.email.encode())
    assert process(mail) == BounceKind.HARD
    assert state_of(other) == SubscriberState.ACTIVE


def test_without_the_return_path_the_returned_mail_proves_whose_it_is(row):
    assert process(reported(row, to="bounces@lists.example.org")) == BounceKind.HARD
    assert state_of(row) == SubscriberState.BOUNCED


def test_a_bounce_of_no_standard_needs_the_very_address(row, other):
    said = "The following addresses had permanent fatal errors:\n\n<{}>: user unknown\n"
    text = "Hi. This is the qmail-send program at mail.example.net.\n\n<{}>:\nNo mailbox here.\n"
    to = verp_address(row.pk)
    foreign = written(text.format("else@example.net"), to=to, Return_Path="<>")
    assert process(foreign) != BounceKind.HARD
    assert process(written(text.format(row.email), to=to, Return_Path="<>")) == BounceKind.HARD
    assert process(written(said.format(row.email), to="bounces@example.org")) == BounceKind.UNKNOWN


def test_an_address_changed_since_is_not_given_up(row):
    Subscriber.objects.filter(pk=row.subscriber_id).update(
        email="new@example.org", address_key="new@example.org"
    )
    process(reported(row))
    assert state_of(row) == SubscriberState.ACTIVE


def test_an_erased_reader_is_no_error(row):
    Subscriber.objects.all().delete()
    assert process(reported(row)) == BounceKind.HARD


@pytest.mark.parametrize("proof", ["0" * 16, "", "zzzzzzzzzzzzzzzz"])
def test_a_forged_return_path_hits_nobody(row, proof):
    mail = reported(row, to=f"bounces+{row.pk}-{proof}@lists.example.org")
    forged = mail.replace(message_id(row.mailing_id, row.pk).encode(), b"<1.1.1@example.org>")
    assert process(forged) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE
    assert not BounceEvent.objects.exists()
