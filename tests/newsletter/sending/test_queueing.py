"""Queueing: one row a reader, in their language, outside their quiet hours; and what cannot begin asks a person."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from newsletter.delivery import begin_due_mailings, enlist, queue
from newsletter.models import (
    Edition,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
    Subscriber,
)
from newsletter.sending import queueing
from newsletter.sending.quiet_hours import after_quiet_hours
from tests.newsletter.sending.mailings import fill, make_issue, make_mailing, make_readers

pytestmark = pytest.mark.django_db


def test_every_reader_gets_a_row_with_what_sending_needs():
    mailing = make_issue(3)
    assert queue(mailing) == 3
    assert mailing.state == MailingState.SENDING
    assert mailing.queued_at
    rows = mailing.recipients.select_related("subscriber")
    for row in rows:
        reader = row.subscriber
        assert (row.email, row.name, row.subscriber_key) == (reader.email, reader.name, reader.key)
        assert (row.state, row.attempts) == (RecipientState.QUEUED, 0)
        assert row.due_at <= timezone.now()


def test_who_wants_no_issues_or_never_confirmed_has_no_row():
    mailing = make_issue(1)
    make_readers(1, state="pending")
    make_readers(1, frequency="monthly")
    assert queue(mailing) == 1


def test_queueing_again_adds_nobody_twice():
    mailing = make_issue(3)
    queue(mailing)
    assert queue(mailing) == 3


def test_killed_in_the_middle_it_goes_on():
    mailing = make_issue(5)
    queue(mailing)
    mailing.recipients.filter(pk__in=mailing.recipients.values("pk")[:2]).delete()
    mailing.queued_at = None
    mailing.save()
    begin_due_mailings()
    assert mailing.recipients.count() == 5
    assert mailing.recipients.values("subscriber").distinct().count() == 5


def test_each_reader_gets_their_language_else_english_else_the_first():
    mailing = make_mailing()
    for language in ("fr", "de"):
        Edition.objects.create(
            mailing=mailing, content_key=language, language=language, subject="x"
        )
    for language in ("fr", "de", "en", "it"):
        make_readers(1, language=language)
    editions = {edition.language: edition for edition in mailing.editions.order_by("pk")}
    queueing._enlist_all(mailing, Subscriber.objects.wanting_issues(), editions)
    got = dict(mailing.recipients.values_list("subscriber__language", "edition__language"))
    assert got == {"fr": "fr", "de": "de", "en": "en", "it": "en"}
    del editions["en"]
    Recipient.objects.all().delete()
    queueing._enlist_all(mailing, Subscriber.objects.wanting_issues(), editions)
    assert mailing.recipients.get(subscriber__language="it").edition.language == "fr"


@pytest.mark.parametrize(
    ("clock", "zone", "due"),
    [
        ("2026-11-22 12:00", "Europe/Paris", "2026-11-22 12:00"),
        ("2026-11-22 21:30", "Europe/Paris", "2026-11-23 06:00"),
        ("2026-11-22 03:00", "Europe/Paris", "2026-11-22 06:00"),
        ("2026-11-22 12:00", "Pacific/Auckland", "2026-11-22 18:00"),
        ("2026-11-22 12:00", "Nowhere/Atlantis", "2026-11-22 12:00"),
        ("2026-11-22 06:00", "Europe/Paris", "2026-11-22 06:00"),
    ],
)
def test_quiet_hours_are_those_of_the_readers_time_zone(clock, zone, due):
    now, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (clock, due))
    assert after_quiet_hours(now, time(22), time(7), zone) == expected


def test_quiet_hours_inside_a_day_end_the_same_day():
    now = datetime(2026, 11, 22, 13, tzinfo=UTC)
    assert after_quiet_hours(now, time(12), time(14), "") == datetime(2026, 11, 22, 14, tzinfo=UTC)


def test_queueing_puts_off_readers_for_whom_it_is_night():
    zone = "Pacific/Auckland"
    here = timezone.now().astimezone(ZoneInfo(zone))
    NewsletterSettings.load()
    NewsletterSettings.objects.update(
        quiet_from=(here - timedelta(hours=1)).time(),
        quiet_until=(here + timedelta(hours=2)).time(),
    )
    mailing = make_issue(0)
    night = make_readers(1, time_zone=zone)[0]
    day = make_readers(1, time_zone="Europe/London")[0]
    queue(mailing)
    now = timezone.now()
    assert mailing.recipients.get(subscriber=night).due_at > now + timedelta(hours=1)
    assert mailing.recipients.get(subscriber=day).due_at <= now


def test_a_mailing_whose_time_passed_asks_a_person():
    past = timezone.now() - timedelta(hours=2)
    mailing = make_issue(2, scheduled_for=past, window_ends_at=past + timedelta(hours=1))
    begin_due_mailings()
    mailing.refresh_from_db()
    assert mailing.state == MailingState.PAST_WINDOW
    assert mailing.note
    assert not mailing.recipients.exists()


def test_a_mailing_begins_within_its_window():
    past = timezone.now() - timedelta(hours=2)
    mailing = make_issue(2, scheduled_for=past, window_ends_at=past + timedelta(hours=12))
    begin_due_mailings()
    mailing.refresh_from_db()
    assert (mailing.state, mailing.recipients.count()) == (MailingState.SENDING, 2)


def test_an_issue_without_readers_asks_a_person():
    mailing = make_issue(0, scheduled_for=timezone.now())
    begin_due_mailings()
    mailing.refresh_from_db()
    assert mailing.state == MailingState.PAST_WINDOW
    assert "Nobody" in mailing.note


def test_digests_are_enlisted_reader_by_reader_and_once():
    mailing = make_mailing(state=MailingState.SCHEDULED)
    edition = mailing.editions.get()
    readers = make_readers(3)
    assert enlist(mailing, ((reader, edition) for reader in readers[:2])) == 2
    assert enlist(mailing, ((reader, edition) for reader in readers)) == 3
    assert mailing.state == MailingState.SENDING


def test_a_mailing_that_had_ended_goes_on_with_new_readers():
    mailing = make_mailing(state=MailingState.FINISHED)
    fill(mailing, make_readers(1))
    mailing.recipients.update(state=RecipientState.SENT)
    enlist(mailing, [(make_readers(1)[0], mailing.editions.get())])
    assert mailing.state == MailingState.SENDING
