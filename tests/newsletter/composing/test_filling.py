"""Drafts that fill themselves with what was published, and publish nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from directory.models import MembershipStatus
from directory.services.membership import set_membership
from newsletter.composing import filling
from newsletter.composing.filling import fill_in, find_new, new_issue
from newsletter.models import IssuePage, NewsletterPage
from tests.directory.support import organisation
from tests.newsletter.composing.support import chart, issue, mailing, picked, published_ago
from tests.newsletter.control.support import person

pytestmark = pytest.mark.django_db


def titles(page):
    draft = page.get_latest_revision_as_object()
    return [
        item.value["page"].title
        for child in draft.body
        if child.block_type == "picked"
        for item in child.value["items"]
        if item.block_type == "record"
    ]


@pytest.fixture
def editor():
    return person("nina", Role.NEWSLETTER_EDITOR)


def test_a_new_issue_is_a_draft_with_sections_by_kind(editor):
    chart("Night outreach")
    member = organisation("New Shelter", "FR")
    published_ago(member, 2)
    set_membership(organisation=member, status=MembershipStatus.MEMBER, since=None)
    page = new_issue(newsletter=NewsletterPage.objects.get(), by=editor)
    assert not page.live and page.number == 1 and page.owner == editor
    assert titles(page) == ["Night outreach", "New Shelter"]
    headings = [child.value.get("heading") for child in page.body if child.block_type == "picked"]
    assert headings == ["Practice charts", "New in the network"]
    assert "Night outreach" in page.subject and page.preheader
    assert IssuePage.objects.live().count() == 0


def test_the_next_issue_counts_on_and_begins_after_the_last_one(editor):
    chart("Told before", days_ago=20)
    chart("Since then", days_ago=2)
    mailing(issue(number=6, slug="issue-7"), queued_at=timezone.now() - timedelta(days=10))
    page = new_issue(newsletter=NewsletterPage.objects.get(), by=editor)
    assert (page.number, page.slug) == (7, "issue-7-2")
    assert titles(page) == ["Since then"]


def test_filling_in_adds_what_the_draft_has_not_and_leaves_the_rest(editor):
    known, other = chart("Known"), chart("Other")
    page = issue(("text", "<p>Mine</p>"), picked(known, teaser="My words"))
    found = fill_in(issue=page, by=editor)
    assert found.count == 1
    draft = page.get_latest_revision_as_object()
    assert titles(page) == ["Known", other.title]
    assert draft.body[1].value["items"][0].value["teaser"] == "My words"
    assert "Other" not in str(IssuePage.objects.get(pk=page.pk).body.raw_data)
    assert fill_in(issue=page, by=editor).is_empty


def test_filling_in_works_on_the_newest_draft(editor):
    page = issue(("text", "<p>Published</p>"))
    page.body = [("text", "<p>Draft words</p>")]
    page.save_revision()
    chart("New one")
    fill_in(issue=page, by=editor)
    assert "Draft words" in str(page.get_latest_revision_as_object().body)


def test_of_many_records_the_newest_stand_in_the_draft_and_the_others_are_counted(
    editor, monkeypatch
):
    monkeypatch.setattr(filling, "MOST_OF_A_KIND", 2)
    for number in range(4):
        published_ago(chart(f"Chart {number}"), number + 1)
    page = new_issue(newsletter=NewsletterPage.objects.get(), by=editor)
    assert titles(page) == [f"Chart {number}" for number in range(2)]
    assert page.body[1].value["intro"].startswith("2 ")


def test_when_nothing_is_new_there_is_an_empty_draft(editor):
    assert find_new(timezone.now(), language="en").is_empty
    page = new_issue(newsletter=NewsletterPage.objects.get(), by=editor, since=timezone.now())
    assert titles(page) == [] and len(page.body) == 1
