"""Readers in the admin: found, looked at, added with their own confirmation, taken off, erased, exported."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.roles import Role
from core.models.audit import AuditAction, AuditEntry
from newsletter.models import ConsentEntry, RecipientState, Subscriber, SubscriberState, Suppression
from tests.directory.people.support import deliver
from tests.newsletter.control.support import person
from tests.newsletter.readers import make_delivery, make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

READERS = "/admin/newsletter/readers/"


def signed_in(role):
    client = Client()
    client.force_login(person(f"ines-{role.name.lower()}", role))
    return client


@pytest.fixture
def browser():
    return signed_in(Role.NEWSLETTER_EDITOR)


def page_of(reader):
    return f"{READERS}inspect/{reader.pk}/"


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.MANAGER])
def test_readers_are_seen_by_newsletter_editors_alone(role):
    reader = make_reader()
    client = signed_in(role)
    for path in (READERS, page_of(reader), f"{READERS}export.csv", f"{READERS}new/"):
        answer = client.get(path)
        assert answer.status_code in (302, 403)
    assert client.post(f"{READERS}{reader.pk}/take-off/").status_code in (302, 403)
    assert Subscriber.objects.get().state == SubscriberState.ACTIVE


def test_readers_are_found_by_address_state_language_and_country(browser):
    make_reader("french@example.org", language="fr", interests=["country=FR"])
    make_reader("waiting@example.org", state=SubscriberState.PENDING)
    for query, expected in (
        ("q=fren", {"french"}),
        ("state=pending", {"waiting"}),
        ("language=fr", {"french"}),
        ("country=FR", {"french"}),
        ("country=IT", set()),
        ("frequency=each", {"french", "waiting"}),
    ):
        text = browser.get(f"{READERS}?{query}").text
        found = {name for name in ("french", "waiting") if f"{name}@example.org" in text}
        assert found == expected, query


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    browser, django_assert_max_num_queries
):
    for number in range(30):
        make_reader(f"reader{number}@example.org")
    browser.get(READERS)
    with django_assert_max_num_queries(20):
        browser.get(READERS)


def test_the_page_of_a_reader_shows_consent_and_mails(browser):
    reader = make_reader(interests=["country=FR"])
    make_delivery(reader, subject="Invented issue", state=RecipientState.SENT)
    ConsentEntry.objects.create(
        subscriber=reader, address_hash="x", action="imported", how="import", detail="Paper list"
    )
    text = browser.get(page_of(reader)).text
    for words in ("reader@example.org", "country: FR", "Paper list", "Invented issue"):
        assert words in text


def test_an_address_that_an_editor_enters_is_asked_to_confirm_like_every_other(browser, mailoutbox):
    answer = browser.post(
        f"{READERS}new/", {"email": "Reader@Example.org", "name": "Ada", "language": "fr"}
    )
    assert answer.status_code == 302
    reader = Subscriber.objects.get()
    assert (reader.state, reader.email) == (SubscriberState.PENDING, "Reader@example.org")
    assert reader.consents.get().how == "editor"
    (mail,) = deliver(mailoutbox)
    assert "/fr/newsletter/confirm/" in mail.body


def test_no_editor_brings_a_reader_back_who_left(browser, mailoutbox):
    make_reader(state=SubscriberState.LEFT)
    browser.post(f"{READERS}new/", {"email": "reader@example.org", "name": "", "language": "en"})
    assert Subscriber.objects.get().state == SubscriberState.LEFT


def test_what_is_no_address_is_refused(browser):
    answer = browser.post(f"{READERS}new/", {"email": "a(b)@example.org", "language": "en"})
    assert "not an e-mail address" in answer.text
    assert not Subscriber.objects.exists()


def test_nobody_changes_the_choices_of_a_reader(browser):
    reader = make_reader(name="Ada")
    path = f"{READERS}edit/{reader.pk}/"
    assert browser.get(path).status_code == 302
    browser.post(path, {"email": "other@example.org", "name": "Other", "language": "de"})
    reader.refresh_from_db()
    assert (reader.email, reader.name) == ("reader@example.org", "Ada")


def test_a_reader_is_taken_off_by_a_press_and_not_by_a_link(browser):
    reader = make_reader()
    path = f"{READERS}{reader.pk}/take-off/"
    assert browser.get(path).status_code == 405
    browser.post(path)
    reader.refresh_from_db()
    assert reader.state == SubscriberState.LEFT
    assert ConsentEntry.objects.get().how == "editor"
    assert Suppression.objects.exists()


def test_erasing_is_asked_about_and_leaves_a_hash(browser):
    reader = make_reader()
    path = f"{READERS}delete/{reader.pk}/"
    assert "nobody" in browser.get(path).text
    browser.post(path)
    assert not Subscriber.objects.exists()
    line = ConsentEntry.objects.get()
    assert (line.email, line.how) == ("", "editor")


def test_the_whole_list_is_taken_along_by_administrators_alone(browser):
    make_reader()
    assert "export.csv" not in browser.get(READERS).text
    assert browser.get(f"{READERS}export.csv").status_code == 302
    assert "export.csv" in signed_in(Role.ADMINISTRATOR).get(READERS).text
    assert not AuditEntry.objects.filter(action=AuditAction.EXPORTED).exists()


def test_who_may_enter_addresses_alone_reads_none():
    user = person("clerk", Role.CONTRIBUTOR)
    user.user_permissions.set(Permission.objects.filter(codename="add_subscriber"))
    client, reader = Client(), make_reader()
    client.force_login(user)
    for path in (READERS, page_of(reader), f"{READERS}export.csv"):
        assert client.get(path).status_code == 302
    assert client.get(f"{READERS}new/").status_code == 200


def test_the_export_is_what_the_list_shows_and_no_cell_is_a_formula():
    browser = signed_in(Role.ADMINISTRATOR)
    make_reader("ada@example.org", name="=1+1", interests=["country=IT", "topic=advocacy"])
    make_reader("bo@example.org", state=SubscriberState.LEFT)
    rows = rows_of(browser.get(f"{READERS}export.csv"))
    assert {row["email"] for row in rows} == {"ada@example.org", "bo@example.org"}
    (ada,) = rows_of(browser.get(f"{READERS}export.csv?state=active"))
    assert ada["name"] == "'=1+1"
    assert (ada["countries"], ada["interests"], ada["status"]) == ("IT", "topic=advocacy", "active")
    entry = AuditEntry.objects.filter(action=AuditAction.EXPORTED).latest("pk")
    assert entry.details["count"] == 1
