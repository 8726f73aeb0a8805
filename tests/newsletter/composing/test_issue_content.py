"""What issues show: blocks that fill themselves, what is fixed when an issue is sent, what leaves again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.models import Country
from directory.models import MembershipStatus
from directory.services.membership import set_membership
from library.models import Mechanism, MonitoringRound
from newsletter.composing.compiling import compile_editions, compile_issue
from newsletter.composing.issue_content import last_sent_at, parts_of
from newsletter.composing.parts import Output, render
from newsletter.models import (
    ContributionSlot,
    IssuePage,
    IssueSnapshot,
    NewsletterSettings,
    Recipient,
    SlotState,
)
from tests.directory.support import organisation
from tests.newsletter.composing.support import (
    chart,
    french,
    in_french,
    issue,
    mailing,
    new,
    picked,
    published_ago,
)
from tests.newsletter.readers import make_reader

pytestmark = pytest.mark.django_db


def shown(page):
    return str(render(parts_of(IssuePage.objects.get(pk=page.pk)), Output.WEB))


def test_new_is_what_came_since_the_last_issue_was_sent():
    chart("Told before", days_ago=20)
    chart("Since then", days_ago=3)
    mailing(issue(title="Before"), queued_at=timezone.now() - timedelta(days=10))
    page = issue(new())
    assert "Since then" in shown(page)
    assert "Told before" not in shown(page)


def test_a_day_of_the_editor_goes_before_the_last_issue():
    chart("Long ago", days_ago=200)
    earlier = (timezone.localdate() - timedelta(days=300)).isoformat()
    assert "Long ago" in shown(issue(new(since=date.fromisoformat(earlier))))


def test_what_does_not_fit_is_found_in_the_search():
    for number in range(3):
        chart(f"Chart {number}", days_ago=number + 1)
    html = shown(issue(new(most=2, kinds=["practice"])))
    assert "Chart 2" not in html
    assert "/search/?kind=practice&amp;sort=newest" in html


def test_an_issue_that_was_sent_shows_what_was_sent():
    chart("In the mail")
    page = issue(new(), ("dates", {"heading": "Dates", "months": 12, "most": 5}))
    sent = mailing(page)
    compile_editions(sent)
    chart("Came later", days_ago=0)
    assert "In the mail" in shown(page)
    assert "Came later" not in shown(page)


def test_publishing_an_older_draft_does_not_change_what_was_sent():
    chart("In the mail")
    page = issue(new())
    older = page.save_revision()
    compile_editions(mailing(page))
    chart("Came later", days_ago=0)
    older.publish()
    assert "Came later" not in shown(page)


@pytest.mark.parametrize("way", ["unpublish", "delete", "restrict"])
def test_what_leaves_the_public_leaves_the_archive(way):
    record = chart("Withdrawn chart")
    page = issue(new(), picked(record, teaser="A teaser of its own"))
    compile_editions(mailing(page))
    assert shown(page).count(">Withdrawn chart</a>") == 2
    if way == "restrict":
        PageViewRestriction.objects.create(page=record, restriction_type="login")
    else:
        getattr(record, way)()
    assert "Withdrawn chart" not in shown(page)
    assert "A teaser of its own" not in shown(page)


def test_an_edition_that_readers_were_promised_is_not_compiled_anew():
    page = issue(("text", "<p>First words</p>"))
    sent = mailing(page)
    edition = compile_editions(sent)["en"]
    Recipient.objects.create(mailing=sent, edition=edition, subscriber=make_reader())
    page.body = [("text", "<p>Other words</p>")]
    page.save_revision().publish()
    assert "First words" in compile_editions(sent)["en"].html


def test_before_anybody_is_promised_an_edition_it_follows_the_page():
    page = issue(("text", "<p>First words</p>"))
    sent = mailing(page)
    first = compile_editions(sent)["en"]
    page.body = [("text", "<p>Other words</p>")]
    page.save_revision().publish()
    sent.refresh_from_db()
    again = compile_editions(sent)["en"]
    assert again.pk == first.pk
    assert "Other words" in again.html


def test_a_test_keeps_nothing():
    compile_issue(issue(new()))
    assert not IssueSnapshot.objects.exists()


def test_new_members_are_presented_once():
    member, listed = organisation("New Shelter", "FR"), organisation("Only Listed", "FR")
    founder = organisation("Old Founder", "FR")
    set_membership(organisation=member, status=MembershipStatus.MEMBER, since=None)
    set_membership(organisation=founder, status=MembershipStatus.FOUNDER, since=1999)
    for entry, days in ((member, 3), (listed, 3), (founder, 4000)):
        published_ago(entry, days)
    first = issue(("members", {"heading": "Members", "most": 10}))
    html = shown(first)
    assert "New Shelter" in html
    assert listed.title not in html and founder.title not in html
    compile_editions(mailing(first))
    second = issue(("members", {"heading": "Members", "most": 10}), title="Next")
    assert "New Shelter" not in shown(second)
    assert "New Shelter" in shown(first)


def test_dates_stand_as_they_were_when_the_issue_was_sent():
    mechanism = Mechanism.objects.create(
        slug="invented", name="Invented experts", kind="expert-group"
    )
    day = timezone.localdate() + timedelta(days=20)
    planned = MonitoringRound.objects.create(
        mechanism=mechanism, name="Fourth round", submissions_due=day
    )
    page = issue(("dates", {"heading": "Dates", "months": 2, "most": 5}))
    assert "Fourth round" in shown(page)
    compile_editions(mailing(page))
    planned.delete()
    assert "Fourth round" in shown(page)


def test_accepted_notes_are_shown_until_an_editor_takes_them_back():
    page = issue(("notes", {"heading": "From the countries"}))
    slot = ContributionSlot.objects.create(
        issue=page,
        country=Country.objects.get(pk="FR"),
        deadline=timezone.localdate(),
        state=SlotState.ACCEPTED,
        title="A house opened",
        text="First <b>part</b>.\n\nSecond part.",
        given_by="An invented house",
    )
    html = shown(page)
    assert "<p>First &lt;b&gt;part&lt;/b&gt;.</p>" in html and "France · An invented house" in html
    compile_editions(mailing(page))
    ContributionSlot.objects.filter(pk=slot.pk).update(state=SlotState.DECLINED)
    assert "A house opened" not in shown(page)


def test_each_language_is_an_edition_whose_records_are_in_that_language():
    record = chart("Night outreach")
    in_french(record, title="Rue de nuit")
    page = issue(picked(record))
    in_french(page, subject="Nouvelles", title="Nouvelles de la plateforme")
    editions = compile_editions(mailing(page))
    assert set(editions) == {"en", "fr"}
    assert ">Night outreach<" in editions["en"].html
    assert editions["fr"].subject == "Nouvelles"
    assert ">Rue de nuit<" in editions["fr"].html and ">Night outreach<" not in editions["fr"].html
    assert "/fr/practices/" in editions["fr"].text
    assert editions["fr"].web_url.startswith("http://testserver/fr/newsletter/")


def test_a_draft_translation_is_no_edition():
    page = issue(("text", "<p>x</p>"))
    in_french(page).unpublish()
    assert set(compile_editions(mailing(page))) == {"en"}
    assert french().language_code == "fr"


def test_links_are_counted_only_where_the_network_says_so():
    page = issue(
        picked(chart()), ("text", '<p><a href="https://example.org/x?a=1&amp;b=2">x</a></p>')
    )
    plain = compile_editions(mailing(page))["en"]
    assert plain.links == [] and "/newsletter/go/" not in plain.html
    NewsletterSettings(pk=1, clicks_are_counted=True).save()
    other = mailing(issue(picked(chart("Second")), title="Other"))
    counted = compile_editions(other)["en"]
    place = counted.links.index("http://testserver/practices/second/")
    address = f"http://testserver/newsletter/go/{counted.pk}/{place}/"
    assert address in counted.html and address in counted.text
    assert "http://testserver/practices/second/" not in counted.html
    assert "%%leave_url%%" in counted.html


def test_an_issue_without_blocks_and_with_a_deleted_record_is_a_mail():
    record = chart()
    page = issue(picked(record, free=["Still here"]))
    record.delete()
    assert "Still here" in shown(page)
    assert parts_of(issue(title="Empty")) == []
    assert "Empty" in compile_issue(issue(title="Empty", slug="empty-2")).text


def test_the_last_issue_is_another_one():
    page = issue()
    mailing(page, queued_at=timezone.now())
    assert last_sent_at(page) is None
    assert last_sent_at() is not None
