"""The links of the mails: what they show, what they do once, and what forged and old ones get."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from directory.freshness.asking import ask_due
from directory.freshness.confirming import confirm_entry, withdraw_entry
from directory.freshness.links import link_of, token_of
from directory.models import (
    ConfirmationAsk,
    ConfirmationMethod,
    Contact,
    EntryReport,
    Location,
    OrganisationPage,
)
from tests.directory.freshness.support import ago, editor, entry, manager_of, rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMONSTRATION = False


@pytest.fixture
def page():
    page = entry()
    OrganisationPage.objects.filter(pk=page.pk).update(
        confirmed_at=ago(200, timezone.now()), confirmed_how="self"
    )
    page.refresh_from_db()
    return page


@pytest.fixture
def ask(page):
    ask_due()
    return page.asks.get()


@pytest.fixture
def visitor():
    # What Django's own check of forms asks for is asked for here too.
    return Client(enforce_csrf_checks=True)


def path(ask, more=""):
    return f"/directory/confirm/{token_of(ask)}/{more}"


def text_of(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(soup.main.get_text(" ", strip=True).split())


def state(page):
    page = OrganisationPage.objects.get(pk=page.pk)
    return page.confirmed_at, page.live, page.confirmations.count(), page.reports.count()


def test_opening_a_link_shows_the_entry_and_changes_nothing(page, ask, visitor):
    before = state(page)
    for method in (visitor.get, visitor.head):
        for more in ("", "change/", "closed/"):
            answer = method(path(ask, more))
            assert answer.status_code == 200
            assert answer["Referrer-Policy"] == "no-referrer"
            assert "no-store" in answer["Cache-Control"]
            assert "noindex" in answer["X-Robots-Tag"]
            assert not answer.cookies
    assert state(page) == before
    text = text_of(visitor.get(path(ask)))
    assert "Is the entry of Invented House still right?" in text
    assert "office@house.example.org" in text


def test_the_page_shows_nothing_above_the_public_tier(page, ask, visitor):
    page.contacts.set(
        [
            Contact(kind="office", tier="members", phone="+32 2 555 01 99", note="SECRETNOTE"),
            Contact(kind="hotline", tier="public", phone="+32 2 555 01 11"),
        ]
    )
    page.locations.set([Location(precision="hidden", tier="public", address="SECRETSTREET 1")])
    page.save()
    content = visitor.get(path(ask)).content.decode()
    assert "+32 2 555 01 11" in content
    assert "1 more contact is kept for members or editors" in content
    for secret in ("555 01 99", "SECRETNOTE", "SECRETSTREET"):
        assert secret not in content


def test_one_press_confirms_and_the_second_is_thanked_and_does_nothing(page, ask, visitor):
    answer = visitor.post(path(ask))
    assert "Thank you: the entry is confirmed" in text_of(answer)
    after = state(page)
    assert after[2] == 1
    assert page.confirmations.get().how == "self"
    for again in (visitor.get, visitor.post):
        answer = again(path(ask))
        assert answer.status_code == 200
        assert "This mail has been answered" in text_of(answer)
    visitor.post(path(ask, "closed/"))
    assert state(page) == after


def test_the_press_of_a_manager_is_noted_with_the_name(page, visitor):
    user = manager_of(page)
    ask_due()
    visitor.post(path(page.asks.get()))
    page.refresh_from_db()
    assert page.confirmed_by == user


def test_when_one_manager_confirms_the_link_of_the_other_says_so(page, visitor):
    manager_of(page)
    manager_of(page, "second@house.example.org")
    ask_due()
    first, second = page.asks.order_by("to")
    visitor.post(path(first))
    answer = visitor.post(path(second))
    assert "The entry is confirmed already" in text_of(answer)
    assert page.confirmations.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        lambda ask: token_of(ask)[:-1] + ("A" if token_of(ask)[-1] != "A" else "B"),
        lambda ask: f"{ask.pk}.",
        lambda ask: f"{ask.pk + 1}.{token_of(ask).partition('.')[2]}",
        lambda ask: str(ask.pk),
        lambda ask: "x" * 3000,
        lambda ask: "%00",
        lambda ask: "é.é",
    ],
)
def test_a_forged_link_is_no_link_of_ours(page, ask, visitor, forged):
    before = state(page)
    for more in ("", "change/", "closed/"):
        for method in (visitor.get, visitor.post):
            answer = method(f"/directory/confirm/{forged(ask)}/{more}")
            assert answer.status_code == 404
            assert "This is no link of ours" in text_of(answer)
    assert state(page) == before


def test_a_link_signed_for_something_else_is_forged(page, ask, visitor):
    from django.core.signing import Signer

    token = Signer(salt="something else", sep=".").sign(str(ask.pk))
    assert visitor.post(f"/directory/confirm/{token}/").status_code == 404
    assert page.confirmations.count() == 0


def test_a_link_runs_out(page, ask, visitor):
    ConfirmationAsk.objects.update(created_at=timezone.now() - timedelta(days=60))
    for method in (visitor.get, visitor.post):
        answer = method(path(ask))
        assert answer.status_code == 410
        assert "This link has run out" in text_of(answer)
    assert page.confirmations.count() == 0
    rules(link_days=61)
    assert visitor.get(path(ask)).status_code == 200


def test_a_newer_mail_takes_the_place_of_an_older_one(page, ask, visitor):
    ask_due(now=timezone.now() + timedelta(days=14))
    assert page.asks.count() == 2
    answer = visitor.post(path(ask))
    assert answer.status_code == 410
    assert "There is a newer mail" in text_of(answer)
    assert page.confirmations.count() == 0
    visitor.post(path(page.asks.last()))
    assert page.confirmations.count() == 1


def test_the_link_of_an_entry_that_is_gone_is_no_link(page, ask, visitor):
    address = path(ask)
    page.delete()
    assert visitor.get(address).status_code == 404


def test_a_confirmation_on_another_way_uses_the_link_up(page, ask, visitor):
    confirm_entry(organisation=page, how=ConfirmationMethod.PHONE, by=None)
    assert "The entry is confirmed already" in text_of(visitor.post(path(ask)))
    assert page.confirmations.count() == 1


def test_a_wish_to_change_waits_for_the_editors_and_they_get_a_mail(
    page, ask, visitor, django_capture_on_commit_callbacks
):
    editor()
    empty = visitor.post(path(ask, "change/"), {"text": " "})
    assert empty.status_code == 422
    assert "Write what is to be changed" in text_of(empty)
    assert visitor.post(path(ask, "change/"), {"text": "a\x00b"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(path(ask, "change/"), {"text": "New number <script>"})
    assert "the editors have your words" in text_of(answer)
    told = [message.subject for message in mail.outbox if message.to == ["editor@example.org"]]
    assert told == ["Invented House asks for a change of its entry"]
    report = EntryReport.objects.get()
    assert (report.kind, report.text) == ("change", "New number <script>")
    assert state(page)[:2] == (page.confirmed_at, True)
    assert visitor.post(path(ask)).status_code == 200
    assert page.confirmations.count() == 0


def test_a_manager_is_led_to_sign_in_and_to_the_form(page, visitor):
    manager_of(page)
    ask_due()
    soup = BeautifulSoup(visitor.get(path(page.asks.get(), "change/")).content, "html.parser")
    links = [link["href"] for link in soup.main.select("a")]
    assert f"/accounts/login/?next=/admin/pages/{page.pk}/edit/" in links


def test_somebody_without_an_account_is_not_led_to_sign_in(page, ask, visitor):
    assert "Sign in and change it" not in text_of(visitor.get(path(ask, "change/")))


def test_a_closure_is_asked_back_told_and_changes_nothing_by_itself(
    page, ask, visitor, django_capture_on_commit_callbacks
):
    editor()
    assert "Has Invented House closed?" in text_of(visitor.get(path(ask, "closed/")))
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(path(ask, "closed/"), {"text": "Ask Open Door."})
    assert "the editors are told" in text_of(answer)
    assert EntryReport.objects.get().kind == "closed"
    assert state(page)[:2] == (page.confirmed_at, True)
    [told] = [message for message in mail.outbox if message.to == ["editor@example.org"]]
    assert told.subject == "Invented House is reported closed"
    assert "Ask Open Door." not in told.body


def test_the_link_of_the_mail_about_leaving_brings_the_entry_back(page, visitor):
    withdraw_entry(organisation=page)
    ask = ConfirmationAsk.objects.create(
        organisation=page, round=1, step="withdrawn", to=page.email
    )
    assert "brings it back" in text_of(visitor.get(path(ask)))
    visitor.post(path(ask))
    assert state(page)[1:3] == (True, 1)


def test_the_address_in_the_mail_is_the_one_that_is_served(ask, settings, visitor):
    settings.SITE_URL = "https://centre.example.org"
    address = link_of(ask)
    assert address.startswith("https://centre.example.org/directory/confirm/")
    assert visitor.get(address.removeprefix("https://centre.example.org")).status_code == 200
