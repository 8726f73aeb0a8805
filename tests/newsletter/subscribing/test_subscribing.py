"""Subscribing on the site: always confirmed by mail, and never telling what is known of an address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter.models import (
    ConsentAction,
    ConsentEntry,
    Subscriber,
    SubscriberState,
    Suppression,
    SuppressionReason,
)
from newsletter.subscribing.choices import Choices
from newsletter.subscribing.consent_texts import current_text
from newsletter.subscribing.services import ask_to_subscribe, leave, suppress
from tests.directory.people.support import deliver, link_in, make_user
from tests.newsletter.readers import make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SUBSCRIBE = "/newsletter/subscribe/"
SENT = "/newsletter/subscribe/sent/"


def test_an_address_is_asked_to_confirm_and_active_once_it_did(client, form, mailoutbox):
    answer = client.post(SUBSCRIBE, form(countries="Italy\nfr", topics=["advocacy"], name="Ada"))
    assert answer.url == SENT
    assert Subscriber.objects.get().state == SubscriberState.PENDING
    (mail,) = deliver(mailoutbox)
    assert mail.to == ["reader@example.org"]
    confirmed = client.post(link_in(mail))
    assert confirmed.status_code == 200
    reader = Subscriber.objects.get()
    assert reader.state == SubscriberState.ACTIVE
    assert reader.confirmed_at
    assert set(reader.interests.values_list("facet", "value")) == {
        ("country", "FR"),
        ("country", "IT"),
        ("topic", "advocacy"),
    }


def test_the_ledger_keeps_the_words_their_version_and_the_way(client, form, mailoutbox):
    client.post(SUBSCRIBE, form())
    client.post(link_in(deliver(mailoutbox)[0]))
    asked, confirmed = ConsentEntry.objects.all()
    assert (asked.action, asked.how) == (ConsentAction.ASKED, "site")
    assert (confirmed.action, confirmed.how) == (ConsentAction.CONFIRMED, "site")
    for entry in (asked, confirmed):
        assert entry.text == str(current_text().text)
        assert entry.text_version == current_text().version
        assert entry.language == "en"
        assert entry.address_hash


def test_opening_the_link_of_the_mail_confirms_nothing(client, form, mailoutbox):
    client.post(SUBSCRIBE, form())
    answer = client.get(link_in(deliver(mailoutbox)[0]))
    assert answer.status_code == 200
    assert Subscriber.objects.get().state == SubscriberState.PENDING


def test_the_mail_holds_nothing_that_was_typed(client, form, mailoutbox):
    client.post(SUBSCRIBE, form(name="Buy my pills"))
    (mail,) = deliver(mailoutbox)
    assert "pills" not in mail.subject + mail.body


def test_the_mail_is_in_the_language_of_the_reader(client, form, mailoutbox):
    client.post(SUBSCRIBE, form(language="fr"))
    assert "/fr/newsletter/confirm/" in deliver(mailoutbox)[0].body


def states():
    return [None, *SubscriberState]


@pytest.mark.parametrize("state", states())
def test_the_answer_is_the_same_whatever_is_known_of_the_address(client, form, state, mailoutbox):
    if state:
        make_reader(state=state)
    answer = client.post(SUBSCRIBE, form())
    assert (answer.status_code, answer.url) == (302, SENT)
    assert len(deliver(mailoutbox)) == 1


@pytest.mark.parametrize("state", states())
def test_an_address_gets_one_mail_a_day_however_often_it_is_entered(
    client, form, state, mailoutbox
):
    if state:
        make_reader(state=state)
    for spelling in ("reader@example.org", "Reader@Example.org", " reader@EXAMPLE.ORG "):
        client.post(SUBSCRIBE, form(email=spelling))
    assert len(deliver(mailoutbox)) == 1
    assert Subscriber.objects.count() == 1
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    client.post(SUBSCRIBE, form())
    assert len(deliver(mailoutbox)) == 1


def test_who_is_subscribed_already_is_led_to_their_choices_and_nothing_changes(
    client, form, mailoutbox
):
    reader = make_reader(name="Ada", interests=["country=FR"])
    client.post(SUBSCRIBE, form(name="Somebody Else", frequency="alerts", language="de"))
    (mail,) = deliver(mailoutbox)
    assert "/newsletter/preferences/" in link_in(mail)
    reader.refresh_from_db()
    assert (reader.name, reader.frequency, reader.language) == ("Ada", "each", "en")
    assert reader.interests.count() == 1
    assert not ConsentEntry.objects.exists()


def test_one_network_cannot_fill_many_mailboxes(client, form, mailoutbox):
    answers = [
        client.post(SUBSCRIBE, form(email=f"reader{number}@example.org")) for number in range(12)
    ]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429] * 2
    assert "wait an hour" in answers[-1].text
    assert "reader11@example.org" in answers[-1].text
    assert len(deliver(mailoutbox)) == 10


def test_a_robot_that_fills_the_trap_is_thanked_and_forgotten(client, form):
    assert client.post(SUBSCRIBE, form(trap="x")).url == SENT
    assert not Subscriber.objects.exists()


def test_what_is_no_address_is_told_so_and_gets_nothing(client, form, mailoutbox):
    for address in ("reader(comment)@example.org", "r\x00@example.org", f"{'r' * 300}@example.org"):
        answer = client.post(SUBSCRIBE, form(email=address))
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert not Subscriber.objects.exists()
    assert not deliver(mailoutbox)


def test_the_form_at_the_foot_of_a_page_leads_to_the_words_first(client, mailoutbox):
    answer = client.post(SUBSCRIBE, {"email": "reader@example.org"})
    assert answer.status_code == 200
    assert 'value="reader@example.org"' in answer.text
    assert str(current_text().text)[:40] in answer.text
    assert not Subscriber.objects.exists()
    assert not deliver(mailoutbox)


def test_every_page_offers_the_newsletter_at_its_foot(client):
    assert 'action="/newsletter/subscribe/"' in client.get("/").text
    assert 'action="/fr/newsletter/subscribe/"' in client.get("/fr/newsletter/subscribe/").text


def test_the_form_needs_no_cookie_and_sets_none(client, form):
    assert not client.get(SUBSCRIBE).cookies
    assert not client.post(SUBSCRIBE, form()).cookies


def test_who_left_may_come_back_by_confirming_anew(client, form, mailoutbox):
    reader = make_reader()
    leave(reader, how="site")
    client.post(SUBSCRIBE, form())
    assert Suppression.objects.exists()
    client.post(link_in(deliver(mailoutbox)[0]))
    reader.refresh_from_db()
    assert reader.state == SubscriberState.ACTIVE
    assert reader.left_at is None
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("reason", SuppressionReason)
def test_a_link_from_before_the_end_brings_nobody_back(client, form, reason, mailoutbox):
    client.post(SUBSCRIBE, form())
    link = link_in(deliver(mailoutbox)[0])
    client.post(link)
    suppress(Subscriber.objects.get(), reason, how="mail")
    answer = client.post(link)
    assert answer.status_code == 404
    assert Subscriber.objects.get().state != SubscriberState.ACTIVE


def test_confirming_twice_is_confirming_once(client, form, mailoutbox):
    client.post(SUBSCRIBE, form())
    link = link_in(deliver(mailoutbox)[0])
    assert client.post(link).status_code == client.post(link).status_code == 200
    assert ConsentEntry.objects.filter(action=ConsentAction.CONFIRMED).count() == 1


def test_a_link_that_confirms_works_for_seven_days(client, form, mailoutbox, monkeypatch):
    client.post(SUBSCRIBE, form())
    link = link_in(deliver(mailoutbox)[0])
    later = timezone.now().timestamp() + 7 * 24 * 3600 + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = client.post(link)
    assert answer.status_code == 404
    assert "too old" in answer.text
    assert Subscriber.objects.get().state == SubscriberState.PENDING


def test_a_signed_in_reader_who_confirms_has_the_subscription_in_the_account(
    client, form, mailoutbox
):
    user = make_user("reader@example.org")
    client.force_login(user)
    client.post(SUBSCRIBE, form())
    mails = deliver(mailoutbox)
    client.post(link_in(mails[-1]))
    assert Subscriber.objects.get().user == user


def test_an_account_is_never_joined_with_the_address_of_somebody_else(client, form):
    user = make_user("somebody@example.org")
    client.force_login(user)
    client.post(SUBSCRIBE, form())
    assert Subscriber.objects.get().user is None


def test_the_time_zone_is_that_of_the_one_country_with_a_single_one():
    for countries, zone in (("FR", "Europe/Paris"), ("ES", ""), ("FR IT", ""), ("", "")):
        email = f"{countries.replace(' ', '').lower() or 'none'}@example.org"
        reader = ask_to_subscribe(email=email, language="fr", choices=choices(countries.split()))
        assert reader.time_zone == zone


def choices(countries):
    return Choices(language="fr", interests=tuple(("country", code) for code in countries))
