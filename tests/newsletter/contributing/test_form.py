"""The page behind the secret link: drafts, previews, sending, passing, and what hostile people try."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from newsletter.contributing.answering import accept, refuse
from newsletter.contributing.notes import Note
from newsletter.models import ContributionSlot, Mailing, SlotState
from tests.directory.people.support import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OTHER = Note("Other words", "Written by the editor.", "", "Invented House")


def test_opening_the_link_shows_the_form_and_changes_nothing(client, asked, link):
    before = ContributionSlot.objects.values().get()
    answer = client.get(link)
    assert "What is new in your shelters?" in answer.text
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies
    client.get(link + "?do=send")
    assert ContributionSlot.objects.values().get() == before


def test_note_is_sent_and_can_be_changed(client, asked, link, note):
    assert client.post(link, {**note, "do": "send"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN
    assert asked.text == "It opened in spring.\n\nAdvice is free."
    assert "Thank you: the editors have your note" in client.get(link).text
    client.post(link, {**note, "title": "Two drop-in centres", "do": "send"})
    asked.refresh_from_db()
    assert asked.title == "Two drop-in centres"


def test_draft_may_be_unfinished_and_stays_hidden_from_editors(
    client, asked, link, editor, settings
):
    answer = client.post(link, {"title": "Half a thought", "do": "draft"})
    assert "Your draft is kept" in answer.text
    asked.refresh_from_db()
    assert (asked.state, asked.title) == (SlotState.OPEN, "Half a thought")
    assert "Half a thought" in client.get(link).text
    settings.DEMONSTRATION = True  # where editors need no second factor
    client.force_login(editor)
    assert "Half a thought" not in client.get(f"/admin/newsletter/notes/{asked.pk}/").text


def test_preview_shows_paragraphs_and_keeps_the_words(client, asked, link, note):
    answer = client.post(link, {**note, "do": "preview"})
    assert "<p>It opened in spring.</p>" in answer.text
    asked.refresh_from_db()
    assert (asked.state, asked.title) == (SlotState.OPEN, note["title"])


def test_preview_leaves_a_given_note_as_the_editors_have_it(client, asked, link, note):
    client.post(link, {**note, "do": "send"})
    client.post(link, {**note, "title": "Not sent yet", "do": "preview"})
    asked.refresh_from_db()
    assert asked.title == note["title"]


def test_words_that_lead_to_a_person_are_shown_before_the_note_is_sent(client, asked, link, note):
    risky = {**note, "text": "Call the mother on +33 6 12 34 56 78 at any time."}
    answer = client.post(link, {**risky, "do": "send"})
    assert answer.status_code == 422
    assert "Words that could lead to a person" in answer.text
    asked.refresh_from_db()
    assert asked.state == SlotState.OPEN
    client.post(link, {**risky, "do": "send", "looked_at": "on"})
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN


def test_not_this_time_is_one_press_and_can_be_taken_back(client, asked, link, note):
    client.post(link, {"do": "decline"})
    asked.refresh_from_db()
    assert asked.state == SlotState.DECLINED
    assert "You said: not this time" in client.get(link).text
    client.post(link, {**note, "do": "send"})
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN


@pytest.mark.parametrize("field", ["title", "text", "given_by"])
def test_hundred_thousand_letters_are_refused_and_come_back(client, asked, link, note, field):
    answer = client.post(link, {**note, field: "é" * 100_000, "do": "send"})
    assert answer.status_code == 422
    assert ContributionSlot.objects.get().state == SlotState.OPEN


def test_six_hundred_letters_with_line_ends_of_browsers_fit(client, asked, link, note):
    text = "\r\n".join(["a" * 99] * 6)
    client.post(link, {**note, "text": text, "do": "send"})
    assert len(ContributionSlot.objects.get().text) == 599


def test_markup_and_placeholders_become_plain_words(client, asked, link, note):
    text = "<script>alert(1)</script><b>Bold</b> news\x00 for %%name%% and %%%%leave_url%%%%"
    client.post(link, {**note, "text": text, "do": "send"})
    asked.refresh_from_db()
    assert "<" not in asked.text
    assert "\x00" not in asked.text
    assert "%%" not in asked.text
    assert asked.text.endswith("Bold news for %name% and %leave_url%")


def test_nested_tags_without_end_are_plain_words(client, asked, link, note):
    client.post(link, {**note, "text": "<a" * 140 + ">" * 140, "do": "send"})
    assert "<" not in ContributionSlot.objects.get().text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://example.org/file",
        "https://example.org/?u=%%preferences_url%%",
        "https://example.org/a\r\nBcc: x@example.org",
    ],
)
def test_dangerous_links_are_refused(client, asked, link, note, address):
    answer = client.post(link, {**note, "link": address, "do": "send"})
    assert answer.status_code == 422
    assert ContributionSlot.objects.get().state == SlotState.OPEN


@pytest.mark.parametrize("secret", ["x", "0" * 64, "%00", "é" * 300, "<script>"])
def test_forged_links_find_nothing(client, asked, link, secret):
    for answer in (client.get, client.post):
        assert answer(f"/newsletter/contribute/{secret}/").status_code == 404


def test_empty_hash_of_a_note_by_hand_is_no_link(client, issue, asked):
    ContributionSlot.objects.update(link_hash="")
    assert client.get("/newsletter/contribute/-/").status_code == 404


@pytest.mark.parametrize("press", ["send", "decline", "draft"])
def test_nothing_is_taken_after_the_last_day(client, asked, link, note, press):
    ContributionSlot.objects.update(deadline=timezone.localdate() - timedelta(days=1))
    answer = client.post(link, {**note, "do": press})
    assert answer.status_code == 410
    assert "takes no more notes" in answer.text
    assert ContributionSlot.objects.get().title == ""


def test_nothing_is_taken_once_the_issue_went_out(client, asked, link, note, issue):
    Mailing.objects.create(
        key=f"issue:{issue.translation_key}", kind="issue", issue=issue, queued_at=timezone.now()
    )
    assert client.post(link, {**note, "do": "send"}).status_code == 410


def test_replayed_press_after_the_decision_changes_nothing(client, asked, link, note):
    client.post(link, {**note, "do": "send"})
    asked.refresh_from_db()
    accept(slot=asked, note=OTHER)
    answer = client.post(link, {**note, "do": "send"})
    assert "Your note is in the issue" in answer.text
    asked.refresh_from_db()
    refuse(slot=asked)
    assert "did not take the note" in client.post(link, {"do": "decline"}).text
    asked.refresh_from_db()
    assert (asked.state, asked.title) == (SlotState.DECLINED, OTHER.title)


def test_people_of_the_organisation_write_signed_in(client, asked, member, note):
    user = make_user("writer@house.example.org")
    begin_affiliation(user=user, organisation=member, role=AffiliationRole.CONTRIBUTOR, by=None)
    client.force_login(user)
    here = f"/newsletter/contribute/own/{asked.pk}/"
    assert here in client.get("/admin/").text
    client.post(here, {**note, "do": "send"})
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN


def test_others_do_not_find_the_request_signed_in(client, asked, member):
    here = f"/newsletter/contribute/own/{asked.pk}/"
    assert client.get(here).status_code == 302
    reader = make_user("reader@house.example.org")
    begin_affiliation(user=reader, organisation=member, role=AffiliationRole.READER, by=None)
    for user in (reader, make_user("stranger@example.org")):
        client.force_login(user)
        assert client.get(here).status_code == 404


def test_signed_in_form_wants_its_token(asked, member, note):
    user = make_user("writer@house.example.org")
    begin_affiliation(user=user, organisation=member, role=AffiliationRole.CONTRIBUTOR, by=None)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    answer = strict.post(f"/newsletter/contribute/own/{asked.pk}/", {**note, "do": "send"})
    assert answer.status_code == 403
    assert ContributionSlot.objects.get().state == SlotState.OPEN
