"""The pages of the admin: who reaches them, what they show, what their buttons do."""

import csv
from io import StringIO

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from newsletter.control.history import history_of
from newsletter.models import (
    ClickCount,
    Edition,
    IssuePage,
    Mailing,
    MailingState,
    NewsletterSettings,
    Segment,
)
from tests.newsletter.control.support import issue, later, mailing, person, reader, recipient

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BODY = [("text", "<p>Dear colleagues, this is what is new.</p>")]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return person("ines")


@pytest.fixture
def browser(editor):
    return signed_in(editor)


def send_page(page):
    return reverse("issue_send", args=[page.pk])


def page_of(of):
    return reverse("mailing", args=[of.pk])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.NEWSLETTER_EDITOR, True),
        (Role.ADMINISTRATOR, True),
        (Role.EDITOR, False),
        (Role.CONTRIBUTOR, False),
    ],
)
def test_mailings_are_for_newsletter_editors_and_administrators(role, may):
    client, page, sent = signed_in(person("somebody", role)), issue(body=BODY), mailing()
    addresses = [
        reverse("mailings"),
        page_of(sent),
        send_page(page),
        reverse("mailing_stop", args=[sent.pk]),
        reverse("mailing_csv", args=[sent.pk]),
    ]
    answers = {client.get(address).status_code == 200 for address in addresses}
    assert answers == {may}
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Next newsletter" in home) is may
    assert (reverse("mailings") in home) is may


def test_the_menu_leads_to_the_issues(browser):
    home = browser.get(reverse("wagtailadmin_home")).content.decode()
    listing = reverse("wagtailadmin_explore", args=[issue().get_parent().pk])
    assert listing in home
    assert "Check and send" in browser.get(listing).content.decode()


def test_an_issue_with_errors_cannot_be_sent(browser):
    page = issue(publish=False)
    shown = browser.get(send_page(page)).content.decode()
    assert "Must be mended" in shown
    assert "Send or schedule" not in shown
    assert browser.post(send_page(page), {"when": "now"}).status_code == 422
    assert not Mailing.objects.exists()


def test_the_page_counts_readers_live_and_by_language(browser):
    reader(1, language="en"), reader(2, language="fr"), reader(3, state="left")
    shown = browser.get(send_page(issue(body=BODY))).content.decode()
    assert "<strong>2 readers</strong>" in " ".join(shown.split())


def test_readers_are_those_that_the_draft_chooses(browser):
    reader(1)
    page = issue(body=BODY, publish=False)
    draft = page.get_latest_revision_as_object()
    draft.audience, draft.segment = (
        "segment",
        Segment.objects.create(name="Nobody", languages=["it"]),
    )
    draft.save_revision()
    assert "Nobody" in browser.get(send_page(page)).content.decode()
    draft.segment.languages = ["en"]
    draft.segment.save()
    browser.post(send_page(page), {"when": "now"})
    assert Mailing.objects.get().segment == draft.segment


def test_an_issue_is_scheduled_for_its_time(browser, editor):
    reader(1)
    page = issue(body=BODY, publish=False)
    at = later(days=3).replace(second=0, microsecond=0)
    answer = browser.post(send_page(page), {"when": "later", "at": at.strftime("%Y-%m-%dT%H:%M")})
    scheduled = Mailing.objects.get()
    assert answer.url == page_of(scheduled)
    assert (scheduled.scheduled_for, scheduled.asked_by) == (at, editor)
    assert not IssuePage.objects.get(pk=page.pk).live
    assert "scheduled" in browser.get(page_of(scheduled)).content.decode()


@pytest.mark.parametrize("at", ["", "2001-01-01T10:00", "soon"])
def test_a_time_that_is_none_is_explained_and_nothing_is_scheduled(browser, at):
    reader(1)
    answer = browser.post(send_page(issue(body=BODY)), {"when": "later", "at": at})
    assert answer.status_code == 422
    assert not Mailing.objects.exists()


def test_a_second_editor_approves_on_the_same_page(browser, editor):
    NewsletterSettings.objects.update_or_create(defaults={"approval_by_second_editor": True})
    reader(1)
    page = issue(body=BODY)
    browser.post(send_page(page), {"when": "now"})
    asked = Mailing.objects.get()
    assert asked.state == MailingState.AWAITING_APPROVAL
    assert "Approve the mailing" not in browser.get(send_page(page)).content.decode()
    pressed = {"action": "approve", "revision": page.latest_revision_id}
    browser.post(send_page(page), pressed)
    asked.refresh_from_db()
    assert asked.state == MailingState.AWAITING_APPROVAL
    colleague = signed_in(person("otto"))
    assert "Approve the mailing" in colleague.get(send_page(page)).content.decode()
    answer = colleague.post(send_page(page), pressed | {"revision": 0}, follow=True)
    assert "changed while you read it" in answer.content.decode()
    colleague.post(send_page(page), pressed)
    asked.refresh_from_db()
    assert asked.state == MailingState.SCHEDULED


def test_looking_changes_nothing(browser):
    under_way = mailing(state=MailingState.SENDING)
    for name in ("mailing", "mailing_stop", "mailing_csv"):
        assert browser.get(reverse(name, args=[under_way.pk])).status_code == 200
    under_way.refresh_from_db()
    assert under_way.state == MailingState.SENDING


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (MailingState.SENDING, "pause", MailingState.PAUSED),
        (MailingState.PAUSED, "resume", MailingState.SENDING),
        (MailingState.FINISHED, "pause", MailingState.FINISHED),
    ],
)
def test_the_buttons_decide_and_whoever_is_late_is_told(browser, before, action, after):
    one = mailing(state=before)
    answer = browser.post(page_of(one), {"action": action}, follow=True)
    one.refresh_from_db()
    assert one.state == after
    assert ("changed meanwhile" in answer.content.decode()) is (before == after)


def test_a_schedule_is_taken_back_and_the_issue_can_be_sent_anew(browser):
    reader(1)
    page = issue(body=BODY)
    browser.post(send_page(page), {"when": "later", "at": later().strftime("%Y-%m-%dT%H:%M")})
    browser.post(page_of(Mailing.objects.get()), {"action": "take-back"})
    assert not Mailing.objects.exists()
    assert "Send or schedule" in browser.get(send_page(page)).content.decode()


def test_a_mailing_past_its_time_gets_a_new_one(browser):
    past = mailing(issue=issue(), state=MailingState.PAST_WINDOW, note="Nothing sent it in time.")
    assert "Nothing sent it in time." in browser.get(page_of(past)).content.decode()
    data = {"action": "reschedule", "at": later(days=2).strftime("%Y-%m-%dT%H:%M")}
    browser.post(page_of(past), data)
    past.refresh_from_db()
    assert past.state == MailingState.SCHEDULED
    assert browser.post(page_of(past), data | {"at": "2001-01-01T10:00"}).status_code == 422


def test_stopping_asks_first(browser):
    under_way = mailing(state=MailingState.SENDING)
    recipient(under_way, reader(1), "queued")
    address = reverse("mailing_stop", args=[under_way.pk])
    assert "1 reader has not got it" in " ".join(browser.get(address).content.decode().split())
    browser.post(address)
    under_way.refresh_from_db()
    assert under_way.state == MailingState.STOPPED


@pytest.fixture
def finished():
    """Return a mailing with everything that can become of a mail."""
    now = timezone.now()
    sent = mailing(state=MailingState.FINISHED, queued_at=now, finished_at=now)
    edition = Edition.objects.create(
        mailing=sent, content_key="en", language="en", subject="What is new", html="", text=""
    )
    recipient(sent, reader(1), edition=edition, sent_at=now)
    recipient(sent, reader(2), edition=edition, sent_at=now, bounced_at=now, left_at=now)
    said = "550 5.1.1 <reader3@example.org>: no such user"
    recipient(sent, reader(3), "failed", edition=edition, reason_code="5.1.1", reason=said)
    recipient(sent, reader(4), "suppressed", edition=edition, reason_code="left")
    recipient(sent, reader(5), "unsure", edition=edition)
    ClickCount.objects.create(mailing=sent, url="https://example.org/one", count=7)
    return sent


def test_the_report_counts_and_names_nobody(browser, finished):
    shown = browser.get(page_of(finished)).content.decode()
    assert "no such user" in shown
    assert "r…@example.org" in shown
    assert "reader3@example.org" not in shown
    assert "reader5@example.org" not in shown
    assert "https://example.org/one" not in shown


def test_clicks_are_shown_where_the_network_counts_them(browser, finished):
    NewsletterSettings.objects.update_or_create(defaults={"clicks_are_counted": True})
    assert "https://example.org/one" in browser.get(page_of(finished)).content.decode()


def test_the_figures_can_be_taken_away(browser, finished):
    answer = browser.get(reverse("mailing_csv", args=[finished.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    figures = {row["figure"]: row["number"] for row in rows}
    assert (figures["queued"], figures["sent"], figures["bounced"]) == ("5", "2", "1")
    assert {row["detail"] for row in rows if row["figure"] == "failed because"} == {
        "5.1.1 550 5.1.1 … no such user"
    }
    assert "reader3" not in text


@pytest.mark.parametrize(("action", "state"), [("sent", "sent"), ("again", "queued")])
def test_mails_of_unknown_fate_are_settled(browser, finished, action, state):
    row = finished.recipients.get(state="unsure")
    address = reverse("mailing_unsure", args=[finished.pk])
    browser.post(address, {"action": action, "recipient": [row.pk]})
    row.refresh_from_db()
    assert row.state == state


def test_the_list_needs_the_same_queries_for_many(browser, django_assert_max_num_queries):
    for number in range(12):
        recipient(mailing(f"Issue {number}"), reader(number))
    browser.get(reverse("mailings"))
    with django_assert_max_num_queries(26):
        shown = browser.get(reverse("mailings")).content.decode()
    assert "Issue 11" in shown


def test_the_front_page_says_what_comes_next(browser):
    mailing("Issue of spring", state=MailingState.SCHEDULED, scheduled_for=later())
    mailing("Issue of winter", state=MailingState.PAST_WINDOW)
    issue("Issue of summer", publish=False)
    home = browser.get(reverse("wagtailadmin_home")).content.decode()
    for title in ("Issue of spring", "Issue of winter", "Issue of summer"):
        assert title in home


def test_the_history_of_a_reader_is_for_those_who_look_after_them(finished):
    one = finished.recipients.get(state="failed").subscriber
    shown = render_to_string("newsletter/control/_history.html", {"history": history_of(one)})
    assert finished.title in shown
    assert "5.1.1" in shown
