"""Composing in the admin: buttons, drafts, previews, a test mail, and who may do it."""

from email import message_from_bytes
from email.policy import default as strict

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from accounts.roles import Role
from newsletter.models import IssuePage, NewsletterPage, NewsletterSettings
from tests.newsletter.composing.support import chart, in_french, issue, new, picked
from tests.newsletter.control.support import person
from tests.newsletter.readers import make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def editor(client):
    user = person("nina", Role.NEWSLETTER_EDITOR)
    client.force_login(user)
    return user


def text(response):
    return response.content.decode()


def test_one_press_makes_a_draft_and_looking_makes_none(client, editor):
    chart("Night outreach")
    shelf = NewsletterPage.objects.get()
    address = reverse("newsletter_new_issue", args=[shelf.pk])
    looked = client.get(address)
    assert "Practice charts" in text(looked)
    assert not IssuePage.objects.exists()
    answer = client.post(address, {"since": "2020-01-01"})
    made = IssuePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert not made.live
    edited = text(client.get(answer.url))
    assert "Night outreach" in edited and "%%name%%" in edited


def test_a_day_that_is_none_is_refused(client, editor):
    address = reverse("newsletter_new_issue", args=[NewsletterPage.objects.get().pk])
    answer = client.post(address, {"since": "yesterday"})
    assert answer.status_code == 422
    assert not IssuePage.objects.exists()


def test_filling_in_changes_the_draft_alone(client, editor):
    page = issue(("text", "<p>Mine</p>"))
    chart("Night outreach")
    address = reverse("newsletter_fill_in", args=[page.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"since": "2020-01-01"})
    page.refresh_from_db()
    assert len(page.body) == 1
    assert len(page.get_latest_revision_as_object().body) == 2


def test_the_buttons_stand_where_issues_are_written(client, editor):
    page = issue(("text", "<p>x</p>"))
    shelf = NewsletterPage.objects.get()
    listing = text(client.get(reverse("wagtailadmin_explore", args=[shelf.pk])))
    assert reverse("newsletter_new_issue", args=[shelf.pk]) in listing
    form = text(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert reverse("newsletter_try_issue", args=[page.pk]) in form


@pytest.mark.parametrize(
    "name", ["newsletter_new_issue", "newsletter_fill_in", "newsletter_try_issue"]
)
def test_others_are_refused(client, name):
    client.force_login(person("mara", Role.CONTRIBUTOR))
    page = issue(("text", "<p>x</p>"))
    target = NewsletterPage.objects.get() if name == "newsletter_new_issue" else page
    address = reverse(name, args=[target.pk])
    for answer in (client.get(address), client.post(address, {"since": "2020-01-01"})):
        assert answer.status_code in (302, 403)
    assert IssuePage.objects.count() == 1 and not mail.outbox


def test_a_test_goes_to_the_editor_alone_in_every_language(client, editor):
    NewsletterSettings(pk=1, sender_name="Network, news", sender_address="news@example.org").save()
    make_reader("reader@example.org")
    page = issue(("text", "<p>Dear %%name%%</p>"), picked(chart()))
    in_french(page, subject="Nouvelles")
    client.post(reverse("newsletter_try_issue", args=[page.pk]))
    assert {tuple(sent.to) for sent in mail.outbox} == {(editor.email,)}
    assert [sent.subject for sent in mail.outbox] == [
        "[Test] Platform news: outreach",
        "[Test] Nouvelles",
    ]
    parsed = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=strict)
    assert parsed.get_content_type() == "multipart/alternative"
    assert parsed["from"].addresses[0].addr_spec == "news@example.org"
    assert "%%" not in parsed.get_body(("html",)).get_content()
    assert "Dear" in parsed.get_body(("plain",)).get_content()


def test_a_mail_server_that_is_away_is_told(client, editor, monkeypatch):
    def away(self, messages):
        raise ConnectionRefusedError("reader@example.org")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    page = issue(("text", "<p>x</p>"))
    answer = client.post(reverse("newsletter_try_issue", args=[page.pk]), follow=True)
    assert "did not take the test mail" in text(answer)


def test_the_page_of_checks_says_what_to_mend(client, editor):
    page = issue(("text", "<p>Hello {{ name</p>"))
    shown = text(client.get(reverse("newsletter_try_issue", args=[page.pk])))
    assert "looks like a placeholder" in shown


@pytest.mark.parametrize("mode", ["", "mail", "mail-dark", "mail-text"])
def test_every_way_to_look_at_a_draft_is_served_with_a_policy_that_fits(client, editor, mode):
    chart("Night outreach")
    page = issue(("text", "<p>Dear %%name%%</p>"), new(), live=False)
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})
    response = page.make_preview_request(answer.wsgi_request, mode)
    shown = text(response)
    assert "Night outreach" in shown
    policy = response.headers["Content-Security-Policy"]
    if mode:
        assert "Alex Example" in shown and "style-src 'unsafe-inline'" in policy
    else:
        assert "unsafe-inline" not in policy


def test_the_form_of_an_issue_is_saved_with_every_block(client, editor):
    shelf = NewsletterPage.objects.get()
    form = text(
        client.get(reverse("wagtailadmin_pages:add", args=["newsletter", "issuepage", shelf.pk]))
    )
    for name in (
        "New since the last issue",
        "Picked records",
        "From the countries",
        "Coming dates",
    ):
        assert name in form
    assert "50 letters" in form


def test_every_block_has_an_icon_a_description_a_template_and_something_to_show():
    for name, block in IssuePage._meta.get_field("body").stream_block.child_blocks.items():
        assert block.meta.icon != "placeholder", name
        assert str(block.meta.description), name
        assert block.meta.template.startswith("newsletter/blocks/"), name
        assert block.is_previewable, name


@pytest.mark.parametrize(
    "name", ["text", "heading", "picked", "new", "members", "dates", "notes", "call"]
)
def test_blocks_are_shown_to_choose_from(name):
    block = IssuePage._meta.get_field("body").stream_block.child_blocks[name]
    chart("Night outreach")
    assert isinstance(str(block.render(block.get_preview_value())), str)
