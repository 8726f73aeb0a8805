"""What the check says before an issue is sent."""

import pytest
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from core.links.collecting import digest_of
from core.models import Country, ExternalLink
from newsletter.composing.checks import Severity, check_issue
from newsletter.composing.mail_checks import problems_of
from newsletter.composing.own_addresses import leads_nowhere
from newsletter.composing.palette import contrast
from newsletter.models import ContributionSlot, SlotState
from newsletter.personalising import CompiledMail
from tests.newsletter.composing.support import chart, in_french, issue, picked
from tests.newsletter.readers import make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def somebody_reads():
    make_reader()


def codes(page):
    return {(finding.code, finding.severity.value) for finding in check_issue(page)}


def texts(html="<p>Fine</p>", *, subject="News of the week", preheader="More", text="Fine"):
    mail = CompiledMail("en", subject, f"<html><body>{html}</body></html>", text)
    return {problem.code for problem in problems_of(mail, preheader)}


def test_a_good_issue_has_no_findings():
    good = issue(("text", "<p>Dear %%name%%, read this.</p>"), picked(chart()))
    assert check_issue(good) == []


def test_an_empty_issue_without_subject_and_readers_must_not_go_out():
    page = issue(audience="segment", live=False)
    page.subject = ""
    page.save_revision(clean=False)
    found = codes(page)
    assert {("empty", "error"), ("no-subject", "error"), ("no-segment", "error")} <= found


def test_an_audience_without_readers_is_an_error():
    assert ("no-readers", "error") in codes(issue(("text", "<p>x</p>"), audience="members"))


def test_records_that_are_not_public_are_named():
    record = chart("Withdrawn chart")
    page = issue(("text", f'<p><a linktype="page" id="{record.pk}">it</a></p>'), picked(record))
    record.unpublish()
    [finding] = [one for one in check_issue(page) if one.code == "not-public"]
    assert "Withdrawn chart" in finding.message and finding.severity is Severity.ERROR


def test_a_deleted_record_is_a_warning():
    record = chart()
    page = issue(picked(record, free=["Else"]))
    record.delete()
    assert codes(page) == {("deleted", "warning")}


def test_a_picture_without_a_description_is_an_error():
    image = get_image_model().objects.create(title="A house", file=get_test_image_file())
    for alt, is_decorative, expected in (
        ("", False, True),
        ("A house", False, False),
        ("", True, False),
    ):
        value = {"image": image.pk, "alt_text": alt, "decorative": is_decorative}
        page = issue(
            ("text", "<p>x</p>"), slug=f"issue-{alt[:1]}{is_decorative}".lower(), live=False
        )
        page.body.append(("picture", {"picture": picture(value), "caption": "", "rights": ""}))
        page.save_revision()
        assert (("no-alt", "error") in codes(page)) is expected


def picture(value):
    image = get_image_model().objects.get(pk=value["image"])
    image.contextual_alt_text, image.decorative = value["alt_text"], value["decorative"]
    return image


def test_links_of_the_site_that_lead_nowhere_and_broken_ones_elsewhere_are_found():
    ExternalLink.objects.create(
        digest=digest_of("https://gone.example.org/"),
        url="https://gone.example.org/",
        host="gone.example.org",
        check_at=timezone.now(),
        broken_since=timezone.now(),
    )
    text = (
        '<p><a href="http://testserver/no-such-page/">one page</a> '
        '<a href="https://gone.example.org/">another</a> <a href="http://testserver/">home</a></p>'
    )
    found = codes(issue(("text", text)))
    assert found == {("broken-link", "error"), ("broken-link-elsewhere", "warning")}


def test_own_addresses_are_known_without_being_asked():
    page = chart("Night outreach")
    in_french(page)
    assert not leads_nowhere("http://testserver/practices/night-outreach/")
    assert not leads_nowhere("http://testserver/fr/practices/night-outreach/?q=1#x")
    assert not leads_nowhere("http://testserver/search/?q=x")
    assert not leads_nowhere("https://elsewhere.example.org/practices/none/")
    assert leads_nowhere("http://testserver/practices/none/")
    assert leads_nowhere("http://testserver/fr/practices/none/")
    page.unpublish()
    assert leads_nowhere("http://testserver/practices/night-outreach/")


def test_a_note_that_waits_is_told():
    page = issue(("text", "<p>x</p>"))
    ContributionSlot.objects.create(
        issue=page,
        country=Country.objects.get(pk="FR"),
        deadline=timezone.localdate(),
        state=SlotState.GIVEN,
    )
    assert codes(page) == {("waiting-notes", "warning")}


def test_editions_are_checked_in_their_language():
    page = issue(("text", "<p>x</p>"))
    in_french(page, preheader="")
    found = {(finding.code, finding.language) for finding in check_issue(page)}
    assert {("no-preheader", "fr"), ("same-subject", "fr")} == found


def test_what_is_looked_at_is_the_newest_draft_of_an_unpublished_issue():
    page = issue(("text", "<p>x</p>"), live=False)
    page.body = [("text", "<p>Hello {{ name }}</p>")]
    page.save_revision()
    assert codes(page) == {("unfinished-placeholder", "error")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "GREAT NEWS FOR ALL"}, "capitals"),
        ({"subject": "News! More! And more!"}, "exclamation-marks"),
        ({"text": "Hurry up!!"}, "exclamation-marks"),
        ({"subject": "Re: your mail"}, "false-answer"),
        ({"subject": "long " * 20}, "long-subject"),
        ({"preheader": ""}, "no-preheader"),
        ({"preheader": "news of the week"}, "same-preheader"),
        ({"html": "<p>Dear %%nam%%</p>"}, "unfinished-placeholder"),
        ({"html": "<p>Dear %%name</p>"}, "unfinished-placeholder"),
        ({"html": "<p>Dear {{ name</p>"}, "unfinished-placeholder"),
        ({"html": "<p>{% if x %}</p>"}, "unfinished-placeholder"),
        ({"subject": "News for %%name"}, "unfinished-placeholder"),
        ({"html": "<img src='x.jpg'>"}, "no-alt"),
        ({"html": "<a href='https://example.org/'></a>"}, "empty-link"),
        ({"html": "<a href='https://example.org/'>Click here</a>"}, "empty-words"),
        ({"html": "<a href='https://example.org/'>cliquez ici…</a>"}, "empty-words"),
        ({"html": "<a href='https://bit.ly/x'>the report</a>"}, "short-address"),
        ({"html": "<a href='https://evil.example.org/'>www.bank.example</a>"}, "other-address"),
        ({"html": "<p>" + "word " * 25_000 + "</p>"}, "too-large"),
    ],
)
def test_each_trait_is_found_and_nothing_else(changes, code):
    assert texts(**changes) == {code}


def test_ordinary_mail_has_no_traits():
    html = (
        "<p>100 % %%name%% <a href='https://example.org/a'>example.org</a> <img src='x' alt=''></p>"
    )
    assert texts(html, subject="NGO news: EU and OSCE meet!") == set()


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
