"""The monthly digest: by interests, shared by readers with the same ones, once a month."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from newsletter.alerts import digest
from newsletter.alerts.digest import send_digest
from newsletter.models import (
    Frequency,
    Mailing,
    Recipient,
    Subscriber,
    SubscriberInterest,
    SubscriberState,
)
from tests.newsletter.control.support import reader as make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEXT = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)


def on(day, hour=8):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


LAST_MONTH = on(NEXT) - timedelta(days=10)


def monthly(number, *interests, **fields):
    long_ago = timezone.now() - timedelta(days=400)
    reader = make_reader(number, frequency=Frequency.MONTHLY, confirmed_at=long_ago, **fields)
    for interest in interests:
        facet, _equals, value = interest.partition("=")
        SubscriberInterest.objects.create(subscriber=reader, facet=facet, value=value)
    return reader


def test_each_reader_gets_what_fits_their_interests(publish):
    publish("House in France", "FR", at=LAST_MONTH)
    publish("House in Italy", "IT", at=LAST_MONTH)
    all_of_it, france = monthly(1), monthly(2, "country=FR")
    nothing = monthly(3, "country=FR", "kind=policy")
    each_issue = make_reader(4)
    assert send_digest(on(NEXT)) == 2
    html = {row.subscriber_id: row.edition.html for row in Recipient.objects.all()}
    assert set(html) == {all_of_it.pk, france.pk}
    assert nothing.pk not in html and each_issue.pk not in html
    assert "House in Italy" in html[all_of_it.pk]
    assert "House in Italy" not in html[france.pk]
    assert Mailing.objects.get().key == f"digest:{NEXT:%Y-%m}"


def test_readers_with_the_same_wish_share_an_edition(publish):
    publish("House in France", "FR", at=LAST_MONTH)
    readers = [monthly(n, "country=FR", "country=IT") for n in range(2)]
    french = monthly(9, "country=FR", language="fr")
    send_digest(on(NEXT))
    editions = {row.subscriber_id: row.edition_id for row in Recipient.objects.all()}
    assert editions[readers[0].pk] == editions[readers[1].pk] != editions[french.pk]


@pytest.mark.parametrize(("day", "hour"), [(1, 6), (8, 8), (20, 8)])
def test_outside_its_days_nothing_is_sent(publish, day, hour):
    publish("House in France", "FR", at=LAST_MONTH)
    monthly(1)
    assert send_digest(on(NEXT.replace(day=day), hour)) == 0
    assert not Mailing.objects.exists()


def test_second_call_and_a_lost_mark_send_nothing_twice(publish):
    publish("House in France", "FR", at=LAST_MONTH)
    monthly(1)
    assert send_digest(on(NEXT)) == 1
    assert send_digest(on(NEXT)) == 0
    cache.clear()
    assert send_digest(on(NEXT.replace(day=2))) == 0
    assert Recipient.objects.count() == 1


def test_killed_between_batches_goes_on_where_it_was(publish, monkeypatch):
    publish("House in France", "FR", at=LAST_MONTH)
    readers = [monthly(n) for n in range(3)]
    monkeypatch.setattr(digest, "_BATCH", 1)
    real, calls = digest.enlist, []

    def dies_at_the_second(mailing, pairs):
        calls.append(pairs)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(mailing, pairs)

    monkeypatch.setattr(digest, "enlist", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        send_digest(on(NEXT))
    assert send_digest(on(NEXT)) == 2
    found = Recipient.objects.values_list("subscriber", flat=True)
    assert sorted(found) == [reader.pk for reader in readers]


def test_month_that_was_left_out_is_told_of_in_the_next(publish):
    publish("House in France", "FR", at=LAST_MONTH)
    Mailing.objects.create(key="digest:2020-01", kind="digest", title="An old one")
    monthly(1)
    later = (NEXT + timedelta(days=70)).replace(day=1)
    assert send_digest(on(later)) == 1


def test_reader_who_goes_while_it_is_made_is_passed_over(publish, monkeypatch):
    publish("House in France", "FR", at=LAST_MONTH)
    going, changing, staying = monthly(1), monthly(2), monthly(3)
    real = digest._pairs

    def meanwhile(*args):
        pairs = real(*args)
        Subscriber.objects.filter(pk=going.pk).update(state=SubscriberState.LEFT)
        Subscriber.objects.filter(pk=changing.pk).update(frequency=Frequency.EACH_ISSUE)
        return pairs

    monkeypatch.setattr(digest, "_pairs", meanwhile)
    send_digest(on(NEXT))
    assert [row.subscriber_id for row in Recipient.objects.all()] == [staying.pk]


def test_first_digest_tells_of_the_month_before(publish):
    publish("Too old", "FR", at=LAST_MONTH - timedelta(days=40))
    monthly(1)
    assert send_digest(on(NEXT)) == 0
    assert digest._last_until(date(2026, 11, 1)).date() == date(2026, 10, 1)
