"""Asking for an alert: by strangers, by readers, by robots; what hostile query strings do."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from django.utils.http import urlencode

from core import protected_forms
from core.models import OutgoingMail
from newsletter.alerts.links import begin_link
from newsletter.alerts.saving import MOST_SEARCHES, begin_confirmed
from newsletter.links import Reader, link_for
from newsletter.models import Frequency, SavedSearch, Subscriber, SubscriberState
from tests.directory.people.support import deliver, link_in, make_user
from tests.newsletter.control.support import reader as make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEW = "/newsletter/alerts/new/"


@pytest.fixture
def wish(monkeypatch):
    """Return a function that gives the answers of somebody who asks for an alert."""
    opened = protected_forms.opened_now()
    monkeypatch.setattr(protected_forms, "FASTEST_SECONDS", -1)

    def wish(**changes):
        answers = {
            "query": "country=FR",
            "rhythm": "daily",
            "email": "someone@example.org",
            "agrees": "on",
            "opened_at": opened,
        }
        return {**answers, **changes}

    return wish


def path_of(address):
    return address.removeprefix("http://testserver")


def own_page(subscriber, name="preferences"):
    path = path_of(link_for("preferences", Reader(subscriber.key)))
    return path if name == "preferences" else path.replace("/preferences/", "/alerts/own/")


def test_search_country_page_and_empty_answer_lead_to_the_form(client, index):
    index()
    link = f'href="{NEW}?q=nothing-like-this&amp;country=FR"'
    assert link in client.get("/search/?country=FR&q=nothing-like-this").text
    assert f'href="{NEW}?country=FR"' in client.get("/countries/fr/").text
    page = client.get(f"{NEW}?country=FR&q=shelter").text
    assert "“shelter” · France" in page


def test_opening_any_page_changes_nothing(client, reader, saved):
    search = saved(reader)
    SavedSearch.objects.update(looked_at=None)
    before = SavedSearch.objects.values().get()
    client.get(path_of(begin_link(search, "en")))
    client.get(own_page(reader, "own") + f"?search={search.pk}&remove=yes")
    client.get(f"{NEW}?country=FR&email=someone@example.org")
    assert client.get("/newsletter/alerts/follow/").status_code in (302, 405)
    assert SavedSearch.objects.values().get() == before
    assert not Subscriber.objects.exclude(pk=reader.pk).exists()


def test_strangers_alert_begins_when_they_confirm(client, wish, mailoutbox, index):
    assert client.post(NEW, wish()).url == "/newsletter/alerts/sent/"
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.frequency) == (
        SubscriberState.PENDING,
        Frequency.ALERTS_ONLY,
    )
    (mail,) = deliver(mailoutbox)
    assert "FR" not in mail.body.replace(link_in(mail), "")
    client.post(link_in(mail))
    begin_confirmed()
    search = SavedSearch.objects.get()
    assert search.looked_at is not None
    assert (search.query, search.rhythm, search.name) == ("country=FR", "daily", "France")


def test_active_address_gets_a_link_of_its_own_and_nothing_else_changes(
    client, wish, reader, mailoutbox
):
    answer = client.post(NEW, wish(email=reader.email, query="q=Send+money+now"))
    assert answer.url == "/newsletter/alerts/sent/"
    search = SavedSearch.objects.get()
    assert search.looked_at is None
    (mail,) = deliver(mailoutbox)
    assert "money" not in mail.body + mail.subject
    answer = client.post(link_in(mail))
    assert "/newsletter/preferences/" in answer.url
    search.refresh_from_db()
    assert search.looked_at is not None
    assert Subscriber.objects.get().frequency == reader.frequency


def test_bombed_address_gets_one_mail(client, wish, reader):
    for number in range(MOST_SEARCHES + 5):
        client.post(
            NEW, wish(email=reader.email, query=f"q=word{number}"), REMOTE_ADDR=f"192.0.2.{number}"
        )
    assert OutgoingMail.objects.count() == 1
    assert SavedSearch.objects.count() == MOST_SEARCHES


def test_asking_for_the_same_again_and_again_sends_one_mail_a_day(client, wish, reader):
    for number in range(5):
        client.post(NEW, wish(email=reader.email), REMOTE_ADDR=f"192.0.2.{number}")
        SavedSearch.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert OutgoingMail.objects.count() == 1


def test_button_names_everything_that_begins_with_it(client, reader, saved):
    first = saved(reader)
    saved(reader, query="country=IT", rhythm="weekly")
    SavedSearch.objects.update(looked_at=None)
    link = path_of(begin_link(first, "en"))
    page = client.get(link).text
    assert "France, every day" in page
    assert "Italy, once a week" in page
    client.post(link)
    assert not SavedSearch.objects.filter(looked_at=None).exists()
    assert "The alert has begun." in client.get(link).text


def test_network_that_enters_many_addresses_is_stopped(client, wish):
    codes = [
        client.post(NEW, wish(email=f"a{number}@example.org")).status_code for number in range(12)
    ]
    assert codes == [302] * 10 + [429] * 2
    assert Subscriber.objects.count() == 10


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"trap": "x"}, 302),
        ({"opened_at": "forged"}, 422),
        ({"agrees": ""}, 422),
        ({"email": "a@example.org\nBcc: b@example.org"}, 422),
        ({"rhythm": "hourly"}, 422),
        ({"query": "q=" + "x" * 500}, 422),
        ({"query": "q=" + "%20".join(["x"] * 100_000)}, 422),
        ({"query": "&".join(f"country=X{n}" for n in range(500))}, 302),
        ({"query": "q=shelter%00%ff&country=%27%22--&year-from=abc&page=-1&sort=evil"}, 302),
    ],
)
def test_hostile_forms_write_to_nobody_or_are_cleaned(client, wish, change, status):
    assert client.post(NEW, wish(**change)).status_code == status
    kept = SavedSearch.objects.first()
    if status == 422 or "trap" in change:
        assert kept is None
        assert not Subscriber.objects.exists()
    else:
        assert kept is None or len(kept.query) <= 1000


@pytest.mark.parametrize(
    "query", ["q=" + "x" * 500, "q=%22%22", urlencode({"topic": ["x" * 100] * 1}, doseq=True)]
)
def test_what_cannot_be_searched_gets_a_page_that_says_so(client, query):
    answer = client.get(f"{NEW}?{query}")
    assert answer.status_code in (200, 400)
    assert "<h1>" in answer.text


def test_too_many_choices_are_told(client):
    query = "&".join(f"topic=a-rather-long-topic-{n}" for n in range(59))
    answer = client.get(f"{NEW}?{query}")
    assert answer.status_code == 400
    assert "too many choices" in answer.text


def test_signed_in_reader_follows_with_one_press(client, reader):
    user = make_user("reader1@example.org")
    Subscriber.objects.filter(pk=reader.pk).update(user=user)
    client.force_login(user)
    assert 'id="id_email"' not in client.get(f"{NEW}?country=FR").text
    answer = client.post("/newsletter/alerts/follow/", {"query": "country=FR", "rhythm": "weekly"})
    assert "#alerts" in answer.url
    search = SavedSearch.objects.get()
    assert search.looked_at is not None
    assert "France" in client.get(path_of(answer.url).removesuffix("#alerts")).text


def test_twenty_first_alert_is_refused_with_the_way_to_the_others(client, reader):
    user = make_user("reader1@example.org")
    Subscriber.objects.filter(pk=reader.pk).update(user=user)
    client.force_login(user)
    SavedSearch.objects.bulk_create(
        SavedSearch(subscriber=reader, name="x", query=f"q={n}") for n in range(MOST_SEARCHES)
    )
    answer = client.post("/newsletter/alerts/follow/", {"query": "country=FR", "rhythm": "weekly"})
    assert answer.status_code == 409
    assert "There are 20 alerts already" in answer.text


def test_signed_in_without_a_subscription_confirms_first(client, wish):
    user = make_user("fresh@example.org")
    client.force_login(user)
    assert "fresh@example.org" in client.get(f"{NEW}?country=FR").text
    answer = client.post("/newsletter/alerts/follow/", {"query": "country=FR", "rhythm": "weekly"})
    assert answer.status_code == 400
    assert not SavedSearch.objects.exists()


def test_reader_changes_and_gives_up_without_signing_in(client, reader, saved):
    search = saved(reader)
    assert "France" in client.get(own_page(reader)).text
    own = own_page(reader, "own")
    client.post(own, {"search": search.pk, "rhythm": "weekly"})
    search.refresh_from_db()
    assert search.rhythm == "weekly"
    client.post(own, {"search": search.pk, "rhythm": "weekly", "remove": "yes"})
    assert not SavedSearch.objects.exists()


def test_nobody_reaches_the_alerts_of_others(client, reader, saved):
    search = saved(reader)
    other = make_reader(2)
    for key in (search.pk, "9" * 30, "x", "-1", "²"):
        client.post(own_page(other, "own"), {"search": key, "remove": "yes"})
    assert client.post("/newsletter/alerts/own/forged/", {"search": search.pk}).status_code == 404
    assert SavedSearch.objects.filter(pk=search.pk).exists()


def test_forged_old_and_foreign_links_begin_nothing(client, reader, saved, monkeypatch):
    search = saved(reader)
    SavedSearch.objects.update(looked_at=None)
    foreign = link_for("confirm", Reader(reader.key)).rstrip("/").rpartition("/")[2]
    genuine = path_of(begin_link(search, "en"))
    moment = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: moment() + timedelta(days=8).total_seconds())
    for path in (genuine, "/newsletter/alerts/begin/1/", f"/newsletter/alerts/begin/{foreign}/"):
        assert client.post(path).status_code == 404
    assert SavedSearch.objects.get().looked_at is None


def test_link_of_who_left_or_was_erased_begins_nothing(client, reader, saved):
    search = saved(reader)
    SavedSearch.objects.update(looked_at=None)
    link = path_of(begin_link(search, "en"))
    Subscriber.objects.update(state=SubscriberState.LEFT)
    assert client.post(link).status_code == 404
    reader.delete()
    assert client.post(link).status_code == 404


def test_alert_of_a_value_that_vanished_is_shown_and_can_be_given_up(client, reader, saved):
    saved(reader, query="topic=gone-for-ever")
    assert "gone-for-ever" in client.get(own_page(reader)).text
