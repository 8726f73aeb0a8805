"""A reader's own page: choices without signing in, what was sent, and erasing everything."""

import pytest
from django.utils import timezone

from newsletter.links import Reader, link_for
from newsletter.models import (
    BounceEvent,
    BounceKind,
    ConsentAction,
    ConsentEntry,
    Recipient,
    RecipientState,
    Subscriber,
    SubscriberInterest,
    Suppression,
)
from newsletter.subscribing.services import confirm, leave
from tests.newsletter.readers import make_delivery, make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def path(reader):
    return link_for("preferences", Reader(reader.key)).removeprefix("http://testserver")


def test_a_reader_sees_their_choices(client):
    reader = make_reader(name="Ada", interests=["country=FR", "topic=advocacy", "kind=policy"])
    page = client.get(link_for("preferences", Reader(reader.key)).removeprefix("http://testserver"))
    text = page.text
    assert 'value="Ada"' in text
    assert "France</textarea>" in text
    assert text.count("checked") >= 3
    assert '<details class="form-part choices" open>' in text


def test_a_reader_changes_their_choices_and_the_ledger_tells_what_but_not_to_what(
    client, reader, path
):
    answer = client.post(
        path,
        {"language": "fr", "frequency": "monthly", "countries": "Italy", "categories": ["B"]},
    )
    assert "Your choices are saved." in answer.text
    reader.refresh_from_db()
    assert (reader.language, reader.frequency) == ("fr", "monthly")
    assert reader.time_zone == "Europe/Rome"
    assert set(reader.interests.values_list("facet", "value")) == {
        ("country", "IT"),
        ("category", "B"),
    }
    (line,) = ConsentEntry.objects.all()
    assert line.action == ConsentAction.CHANGED
    assert line.detail == "language, frequency, country, category"


def test_saving_what_was_there_writes_no_line(client, reader, path):
    client.post(path, {"language": "en", "frequency": "each"})
    assert not ConsentEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "xx"},
        {"frequency": "hourly"},
        {"countries": "Itly"},
        {"topics": ["none"]},
        {"kinds": ["secret"]},
        {"name": "n" * 151},
    ],
)
def test_what_is_not_offered_is_refused_and_nothing_changes(client, reader, path, wrong):
    answer = client.post(path, {"language": "en", "frequency": "each", **wrong})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not ConsentEntry.objects.exists()


def test_a_name_stays_one_line(client, reader, path):
    client.post(path, {"language": "en", "frequency": "each", "name": "Ada\r\nBcc: x@example.org"})
    reader.refresh_from_db()
    assert reader.name == "Ada Bcc: x@example.org"


def test_a_reader_sees_what_was_sent_to_them_and_nothing_of_others(client, reader, path):
    make_delivery(reader, subject="Sent to me", state=RecipientState.SENT, sent_at=timezone.now())
    make_delivery(reader, key="issue:2", subject="Still waiting")
    other = make_reader("other@example.org")
    make_delivery(other, key="issue:3", subject="Sent elsewhere", state=RecipientState.SENT)
    text = client.get(path).text
    assert "Sent to me" in text
    assert "Still waiting" not in text
    assert "Sent elsewhere" not in text


def test_the_page_is_kept_by_no_cache_and_no_search_engine(client, path):
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text
    assert not answer.cookies


def test_erasing_is_asked_about_once_more(client, reader, path):
    answer = client.post(path, {"action": "erase"})
    assert "cannot be undone" in answer.text
    assert Subscriber.objects.exists()


def test_erasing_leaves_nothing_that_names_the_reader(client, reader, path):
    Subscriber.objects.update(name="Ada Invented")
    reader.refresh_from_db()
    sent = make_delivery(reader, state=RecipientState.SENT, sent_at=timezone.now())
    waiting = make_delivery(reader, key="issue:2")
    BounceEvent.objects.create(
        fingerprint="1",
        kind=BounceKind.SOFT,
        recipient=sent,
        subscriber=reader,
        diagnostic="452 <reader@example.org> mailbox full",
    )
    leave(reader, how="mail", detail="reader@example.org wrote")
    client.post(path, {"action": "erase", "sure": "yes"})
    assert not Subscriber.objects.exists()
    assert not SubscriberInterest.objects.exists()
    for row in Recipient.objects.all():
        assert (row.email, row.name, row.subscriber_key, row.subscriber) == ("", "", None, None)
    waiting.refresh_from_db()
    assert waiting.state == RecipientState.SUPPRESSED
    assert BounceEvent.objects.get().diagnostic == ""
    for line in ConsentEntry.objects.all():
        assert (line.email, line.detail, line.subscriber) == ("", "", None)
        assert line.address_hash
    assert ConsentEntry.objects.last().action == ConsentAction.ERASED
    assert Suppression.objects.get().detail == ""


def test_who_never_left_and_is_erased_is_not_suppressed(client, reader, path):
    client.post(path, {"action": "erase", "sure": "yes"})
    assert not Suppression.objects.exists()


def test_who_left_can_look_and_erase_but_is_not_brought_back_by_saving(client, reader, path):
    leave(reader, how="site")
    client.post(path, {"language": "fr", "frequency": "each"})
    reader.refresh_from_db()
    assert reader.state == "left"
    assert not confirm(reader)
