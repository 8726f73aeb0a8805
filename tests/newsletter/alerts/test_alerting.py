"""Mailing new matches: each once, nothing old, nothing for those who went."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from newsletter.alerts import alerting
from newsletter.alerts.alerting import send_alerts, slot_of
from newsletter.models import (
    AlertRhythm,
    Mailing,
    MailingState,
    Recipient,
    SavedSearch,
    SavedSearchMatch,
    SubscriberState,
)
from newsletter.subscribing.services import erase
from search.engines.base import EngineUnavailable
from tests.newsletter.control.support import reader as make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def tomorrow(days=1):
    return timezone.now() + timedelta(days=days)


def mails():
    return [
        (row.subscriber_id, row.edition.subject, row.edition.html)
        for row in Recipient.objects.select_related("edition").order_by("pk")
    ]


@pytest.mark.parametrize(
    ("rhythm", "now", "slot"),
    [
        ("daily", "2026-11-22 05:59", "2026-11-21 06:00"),
        ("daily", "2026-11-22 06:00", "2026-11-22 06:00"),
        ("weekly", "2026-11-22 23:00", "2026-11-16 06:00"),
        ("weekly", "2026-11-23 05:59", "2026-11-16 06:00"),
        ("weekly", "2026-11-23 06:01", "2026-11-23 06:00"),
    ],
)
def test_alerts_are_due_in_the_morning_and_on_mondays(rhythm, now, slot):
    local = timezone.make_aware(datetime.fromisoformat(now))
    assert slot_of(AlertRhythm(rhythm), local) == timezone.make_aware(datetime.fromisoformat(slot))


def test_new_match_is_mailed_once(index, publish, reader, saved):
    saved(reader)
    publish("New House in France", "FR")
    publish("House in Italy", "IT")
    index()
    assert send_alerts(tomorrow()) == 1
    ((key, subject, html),) = mails()
    assert (key, subject) == (reader.pk, "1 new record for your alerts")
    assert "New House in France" in html
    assert "House in Italy" not in html
    assert Mailing.objects.get().state == MailingState.SENDING
    assert send_alerts(tomorrow()) == send_alerts(tomorrow(2)) == 0
    assert Recipient.objects.count() == 1


def test_nothing_new_is_no_mail(index, publish, reader, saved):
    saved(reader)
    publish("Long here", "FR", hours=24 * 10)
    index()
    assert send_alerts(tomorrow()) == 0
    assert not Mailing.objects.exists()


def test_record_from_before_the_alert_is_not_new(index, publish, reader, saved):
    saved(reader, days=2)
    publish("From before", "FR", hours=24 * 2 + 5)
    index()
    assert send_alerts(tomorrow()) == 0


def test_record_that_matches_later_is_told_then(index, publish, reader, saved):
    saved(reader, days=5)
    page = publish("Late House", "IT", hours=48)
    index()
    assert send_alerts(tomorrow()) == 0
    page.countries = ["FR"]
    page.save()
    index()
    assert send_alerts(tomorrow(2)) == 1


def test_weekly_waits_for_monday(index, publish, reader, saved):
    search = saved(reader, rhythm="weekly")
    publish("New House", "FR")
    index()
    monday = timezone.localtime() + timedelta(days=14 - timezone.localtime().weekday())
    SavedSearch.objects.update(looked_at=monday.replace(hour=12) - timedelta(days=4))
    assert send_alerts(monday.replace(hour=5)) == 0
    assert send_alerts(monday.replace(hour=7)) == 1
    search.refresh_from_db()
    assert search.looked_at == monday.replace(hour=7)


def test_readers_with_the_same_wish_share_an_edition(index, publish, saved):
    long_ago = timezone.now() - timedelta(days=400)
    first, second, third = (make_reader(n, confirmed_at=long_ago) for n in range(3))
    third.language = "fr"
    third.save()
    for each in (first, second, third):
        saved(each)
    publish("New House", "FR")
    index()
    assert send_alerts(tomorrow()) == 3
    rows = {row.subscriber_id: row.edition for row in Recipient.objects.all()}
    assert rows[first.pk] == rows[second.pk] != rows[third.pk]
    assert rows[third.pk].language == "fr"


def test_record_found_by_two_searches_is_listed_once(index, publish, reader, saved):
    saved(reader)
    saved(reader, query="q=House")
    publish("New House", "FR")
    index()
    send_alerts(tomorrow())
    ((_reader, subject, html),) = mails()
    assert subject.startswith("1 new")
    assert html.count("New House</a>") == 1
    assert SavedSearchMatch.objects.count() == 2


def test_who_left_gets_nothing_and_hears_of_nothing_old_after_returning(
    index, publish, reader, saved
):
    saved(reader)
    publish("Published meanwhile", "FR")
    index()
    reader.state = SubscriberState.LEFT
    reader.save()
    assert send_alerts(tomorrow()) == 0
    reader.state, reader.confirmed_at = SubscriberState.ACTIVE, timezone.now()
    reader.save()
    assert send_alerts(tomorrow(2)) == 0


def test_reader_erased_while_the_mail_was_made_is_passed_over(
    index, publish, reader, saved, monkeypatch
):
    saved(reader)
    publish("New House", "FR")
    index()
    write = alerting._write

    def erased_before(*args):
        erase(reader)
        return write(*args)

    monkeypatch.setattr(alerting, "_write", erased_before)
    assert send_alerts(tomorrow()) == 0
    assert not Recipient.objects.filter(subscriber__isnull=False).exists()
    assert not SavedSearchMatch.objects.exists()


def test_search_given_up_while_the_mail_was_made_is_passed_over(
    index, publish, reader, saved, monkeypatch
):
    search = saved(reader)
    publish("New House", "FR")
    index()
    write = alerting._write

    def given_up_before(*args):
        SavedSearch.objects.filter(pk=search.pk).delete()
        return write(*args)

    monkeypatch.setattr(alerting, "_write", given_up_before)
    assert send_alerts(tomorrow()) == 0
    assert not Recipient.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_killed_between_row_and_match_leaves_neither(index, publish, reader, saved, monkeypatch):
    saved(reader)
    publish("New House", "FR")
    index()

    def killed(*args, **kwargs):
        raise DatabaseError("the process ended here")

    with monkeypatch.context() as patch:
        patch.setattr(SavedSearchMatch.objects, "bulk_create", killed)
        with pytest.raises(DatabaseError):
            send_alerts(tomorrow())
    assert not Recipient.objects.exists()
    assert send_alerts(tomorrow()) == 1
    assert Recipient.objects.count() == SavedSearchMatch.objects.count() == 1


def test_search_that_is_down_forgets_nothing(index, publish, reader, saved, monkeypatch):
    search = saved(reader)
    publish("New House", "FR")
    index()

    def down(*args):
        raise EngineUnavailable("it is down")

    with monkeypatch.context() as patch:
        patch.setattr("newsletter.alerts.matching.every_key", down)
        with pytest.raises(EngineUnavailable):
            send_alerts(tomorrow())
    assert SavedSearch.objects.get().looked_at == search.looked_at
    assert send_alerts(tomorrow()) == 1


def test_reader_who_is_in_the_mailing_waits_for_the_next(index, publish, reader, saved):
    saved(reader)
    publish("First House", "FR")
    index()
    send_alerts(tomorrow())
    saved(reader, query="q=Second")
    publish("Second House", "IT")
    index()
    assert send_alerts(tomorrow()) == 0
    assert send_alerts(tomorrow(2)) == 1


def test_facet_value_that_vanished_finds_nothing_and_harms_nobody(index, publish, reader, saved):
    saved(reader, query="topic=gone-for-ever&country=QQ")
    saved(reader)
    publish("New House", "FR")
    index()
    assert send_alerts(tomorrow()) == 1


def test_confirmed_readers_alert_begins_by_itself_and_forgotten_ones_go(index, reader):
    SavedSearch.objects.create(subscriber=reader, name="x", query="country=FR")
    stale = SavedSearch.objects.create(subscriber=reader, name="x", query="country=IT")
    SavedSearch.objects.filter(pk=stale.pk).update(created_at=timezone.now() - timedelta(days=8))
    send_alerts()
    # The reader confirmed long before asking: only the link of the mail begins it.
    assert [search.looked_at for search in SavedSearch.objects.all()] == [None]
    reader.confirmed_at = timezone.now() + timedelta(seconds=1)
    reader.save()
    send_alerts()
    assert SavedSearch.objects.get().looked_at is not None


def test_two_hundred_searches_of_one_wish_ask_the_index_once(
    index, publish, reader, saved, monkeypatch, django_assert_max_num_queries
):
    publish("New House", "FR")
    index()
    began = timezone.now() - timedelta(days=2)
    SavedSearch.objects.bulk_create(
        SavedSearch(
            subscriber=make_reader(n + 100, confirmed_at=began),
            name="x",
            query="country=FR",
            rhythm="daily",
            looked_at=began,
        )
        for n in range(60)
    )
    SavedSearch.objects.update(created_at=began)
    asked = []
    every_key = alerting.NewMatches._matching.__globals__["every_key"]
    monkeypatch.setattr(
        "newsletter.alerts.matching.every_key",
        lambda *args: asked.append(args) or every_key(*args),
    )
    with django_assert_max_num_queries(60):
        assert send_alerts(tomorrow()) == 60
    assert len(asked) == 1
