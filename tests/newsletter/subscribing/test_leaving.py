"""Leaving: one click, at once, from everything, and by no program that merely opens links."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsletter.addresses import address_hash
from newsletter.links import Reader, link_for, token_for
from newsletter.models import (
    ConsentEntry,
    Recipient,
    RecipientState,
    Subscriber,
    SubscriberState,
    Suppression,
    SuppressionReason,
)
from newsletter.subscribing.services import erase, leave, suppress
from tests.newsletter.readers import make_delivery, make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


def path_of(purpose, reader, recipient=None):
    link = link_for(purpose, Reader(reader.key, recipient.pk if recipient else None))
    return link.removeprefix("http://testserver")


def test_mail_programs_leave_by_one_post_without_cookie_or_redirect(client, reader):
    delivery = make_delivery(reader, state=RecipientState.SENT, sent_at=timezone.now())
    answer = client.post(path_of("leave", reader, delivery), ONE_CLICK, content_type=FORM)
    assert answer.status_code == 200
    assert not answer.cookies
    reader.refresh_from_db()
    assert reader.state == SubscriberState.LEFT
    assert reader.left_at
    delivery.refresh_from_db()
    assert delivery.left_at
    (entry,) = ConsentEntry.objects.all()
    assert (entry.action, entry.how) == ("left", "one-click")
    assert Suppression.objects.get().address_hash == address_hash(reader.email)


def test_one_click_needs_no_proof_of_a_form_even_where_forms_need_one(reader):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path_of("leave", reader), ONE_CLICK, content_type=FORM).status_code == 200
    reader.refresh_from_db()
    assert reader.state == SubscriberState.LEFT


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("purpose", ["leave", "preferences", "confirm"])
@pytest.mark.parametrize("state", [SubscriberState.ACTIVE, SubscriberState.PENDING])
def test_opening_a_link_changes_nothing(client, method, purpose, state):
    reader = make_reader(state=state)
    delivery = make_delivery(reader)
    getattr(client, method)(path_of(purpose, reader, delivery))
    getattr(client, method)(path_of(purpose, reader) + "?action=leave&sure=yes&undo=1")
    assert Subscriber.objects.get().state == state
    assert Recipient.objects.get().state == RecipientState.QUEUED
    assert not ConsentEntry.objects.exists()
    assert not Suppression.objects.exists()


def test_a_person_presses_one_button(client, reader):
    assert 'value="leave"' in client.get(path_of("leave", reader)).text
    answer = client.post(path_of("leave", reader), {"action": "leave"})
    assert "You have left" in answer.text
    assert ConsentEntry.objects.get().how == "site"


def test_leaving_again_is_answered_alike_and_noted_once(client, reader):
    for _ in range(3):
        answer = client.post(path_of("leave", reader), ONE_CLICK, content_type=FORM)
        assert answer.status_code == 200
    assert ConsentEntry.objects.count() == 1
    assert Suppression.objects.count() == 1


def test_what_waits_for_a_reader_who_left_is_passed_over(client, reader):
    delivery = make_delivery(reader)
    client.post(path_of("leave", reader), ONE_CLICK, content_type=FORM)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason_code) == (RecipientState.SUPPRESSED, "left")


def test_a_mistake_can_be_taken_back_with_all_choices(client):
    reader = make_reader(interests=["country=FR"], frequency="monthly")
    delivery = make_delivery(reader)
    path = path_of("leave", reader)
    assert 'value="undo"' in client.post(path, {"action": "leave"}).text
    assert "subscribed again" in client.post(path, {"action": "undo"}).text
    reader.refresh_from_db()
    assert (reader.state, reader.frequency) == (SubscriberState.ACTIVE, "monthly")
    assert reader.interests.count() == 1
    assert not Suppression.objects.exists()
    assert ConsentEntry.objects.last().how == "undo"
    delivery.refresh_from_db()
    assert delivery.state == RecipientState.QUEUED


def test_after_a_day_the_same_link_brings_nobody_back(client, reader):
    path = path_of("leave", reader)
    client.post(path, {"action": "leave"})
    Subscriber.objects.update(left_at=timezone.now() - timedelta(hours=25))
    assert "undo" not in client.get(path).text
    client.post(path, {"action": "undo"})
    assert Subscriber.objects.get().state == SubscriberState.LEFT


def test_who_complained_is_not_brought_back_by_a_link(client, reader):
    suppress(reader, SuppressionReason.COMPLAINED, how="complaint")
    client.post(path_of("leave", reader), {"action": "undo"})
    assert Subscriber.objects.get().state == SubscriberState.COMPLAINED


def test_a_stronger_reason_replaces_a_weaker_one_and_never_the_other_way_round(reader):
    suppress(reader, SuppressionReason.BOUNCED, how="bounce", detail="5.1.1")
    leave(reader, how="site")
    suppress(reader, SuppressionReason.BOUNCED, how="bounce")
    assert reader.state == SubscriberState.LEFT
    assert Suppression.objects.get().reason == SuppressionReason.LEFT
    assert list(ConsentEntry.objects.values_list("action", flat=True)) == ["bounced", "left"]


def test_a_link_names_its_own_mail_alone(client, reader):
    other = make_delivery(make_reader("other@example.org"), state=RecipientState.SENT)
    client.post(path_of("leave", reader, other), ONE_CLICK, content_type=FORM)
    other.refresh_from_db()
    assert other.left_at is None


def forged(reader):
    good = token_for("leave", Reader(reader.key))
    yield good[:-1]
    yield good + "x"
    yield "x" + good
    yield good.replace("-", "-1", 1)
    yield token_for("preferences", Reader(reader.key))
    yield "~"
    yield "%00"
    yield "a" * 3000


@pytest.mark.parametrize("purpose", ["leave", "preferences", "confirm"])
def test_a_forged_link_is_told_clearly_and_does_nothing(client, reader, purpose):
    for token in forged(reader):
        if purpose == "preferences" and token == token_for("preferences", Reader(reader.key)):
            continue
        path = f"/newsletter/{purpose}/{token}/"
        for answer in (client.get(path), client.post(path, {"action": "erase", "sure": "yes"})):
            assert answer.status_code == 404
            assert "This link does not work" in answer.text
    assert Subscriber.objects.get().state == SubscriberState.ACTIVE


def test_the_links_of_an_erased_reader_hurt_nobody(client, reader):
    paths = {purpose: path_of(purpose, reader) for purpose in ("leave", "preferences", "confirm")}
    erase(reader)
    assert client.post(paths["leave"], ONE_CLICK, content_type=FORM).status_code == 200
    assert client.post(paths["preferences"], {"action": "save"}).status_code == 404
    assert client.post(paths["confirm"]).status_code == 404
    assert not Subscriber.objects.exists()
