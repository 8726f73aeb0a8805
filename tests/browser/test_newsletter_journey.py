"""A reader subscribes, an editor sends what was published, the reader leaves with one click; in French as well.

On a site of its own, whose worker hands its mails to a mail server of the test.
"""

import json
import re
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.browser.checks import axe_violations, overflowing
from tests.browser.conftest import tab
from tests.browser.mail_server import MailServer, html_of, link_in
from tests.browser.signing_in import sign_in
from tests.sites import ROOT

pytestmark = pytest.mark.browser

READER, FRENCH_READER = "ada.reader@example.org", "aline.reader@example.org"
EDITOR = "newsletter@example.org"
PASSWORD = "a-lantern-in-the-night-7"
SUBJECT, FRENCH_SUBJECT = "Invented news for readers", "Des nouvelles inventées"
SET_UP = f"""
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from wagtail.models import Locale
from accounts.models import User
from core.demonstration import read_records
from core.models import HomePage
from newsletter.models import NewsletterPage
from pathlib import Path
from practices.services import save_practice
editor = User.objects.create_user({EDITOR!r}, {PASSWORD!r})
editor.groups.add(Group.objects.get(name="Newsletter editors"))
EmailAddress.objects.create(user=editor, email={EDITOR!r}, verified=True, primary=True)
for record in read_records(Path({str(ROOT)!r}) / "practices/demo_data/practices.json")[:3]:
    save_practice(record=record, publish=True)
french = Locale.objects.create(language_code="fr")
for page in (HomePage.objects.get(), NewsletterPage.objects.get()):
    page.copy_for_translation(french).save_revision().publish()
"""
TRANSLATE = f"""
from newsletter.models import IssuePage
from wagtail.models import Locale
issue = IssuePage.objects.get().get_latest_revision_as_object()
french = issue.copy_for_translation(Locale.objects.get(language_code="fr"))
french.title, french.subject = "Nouvelles, numéro inventé", {FRENCH_SUBJECT!r}
french.save_revision()
"""
SEND_ANOTHER = """
from django.utils import timezone
from accounts.models import User
from newsletter.control.services import ask_to_send
from newsletter.models import IssuePage, NewsletterPage
issue = IssuePage(title="Another", slug="another", subject="Another invented issue", live=False,
                  body=[("text", "<p>Invented words.</p>")])
NewsletterPage.objects.get(locale__language_code="en").add_child(instance=issue)
issue.save_revision()
ask_to_send(issue, by=User.objects.get(), at=timezone.now().replace(year=timezone.now().year + 1))
"""


@pytest.fixture
def mail_server():
    with MailServer().running() as server:
        yield server


@pytest.fixture
def newsroom(migrated_site, mail_server, tmp_path):
    """Serve a site with an editor, three charts and a French home page."""
    site = migrated_site.copy(tmp_path / "var")
    site.mail_url = mail_server.url
    site.run("shell", "--command", SET_UP)
    with site.serving():
        yield site


def test_from_subscribing_to_leaving(chromium, newsroom, mail_server, observed):
    with (
        tab(chromium, newsroom, observed, bypass_csp=True) as page,
        tab(chromium, newsroom, observed, bypass_csp=True) as editor,
    ):
        subscribe(page, mail_server, READER, "en")
        subscribe(page, mail_server, FRENCH_READER, "fr")

        sign_in(editor, EDITOR, PASSWORD)
        issue = fill_draft(editor)
        newsroom.run("shell", "--command", TRANSLATE)
        look_at_previews(editor, issue)
        send_test(editor, mail_server, issue)
        schedule(editor, issue)

        mail = mail_server.wait_for(page, READER, SUBJECT)
        french = mail_server.wait_for(page, FRENCH_READER, FRENCH_SUBJECT)
        assert_reads_well(page, mail, "en")
        assert_reads_well(page, french, "fr")
        assert "/fr/newsletter/" in html_of(french)
        leave_with_one_click(mail)

    newsroom.run("shell", "--command", SEND_ANOTHER)
    summary = json.loads(newsroom.run("send_newsletters", "--issue", "another", "--json").stdout)
    assert summary == {"queued": 1, "sent": 1, "failed": 0, "suppressed": 0, "unsure": 0}
    assert [mail["Subject"] for mail in mail_server.mails_to(FRENCH_READER)][
        -1
    ] == "Another invented issue"
    assert "Another invented issue" not in [
        mail["Subject"] for mail in mail_server.mails_to(READER)
    ]


def subscribe(page, mail_server, address, language):
    prefix = "" if language == "en" else f"/{language}"
    page.goto(f"{prefix}/newsletter/subscribe/")
    assert axe_violations(page) == []
    page.fill("main input[name=email]", address)
    assert page.input_value("select[name=language]") == language
    page.check("main input[type=checkbox][name=agrees]")
    # Slower than the fastest robot: the form says when it was handed out.
    page.wait_for_timeout(5000)
    page.locator("main form button.button").click()
    page.wait_for_url("**/subscribe/sent/")
    with translation.override(language):
        subject = gettext("Please confirm your subscription")
    mail = mail_server.wait_for(page, address, subject)
    page.goto(link_in(mail))
    assert page.locator("html").get_attribute("lang") == language
    page.locator("main form button.button").click()
    page.get_by_role("link", name=re.compile(r".")).first.wait_for()


def fill_draft(editor):
    """Make an issue of what was published; return the key of its page."""
    editor.goto("/admin/")
    editor.get_by_role("button", name="Newsletter", exact=True).click()
    editor.get_by_role("link", name="Issues", exact=True).click()
    editor.wait_for_url("**/admin/pages/*/")
    editor.locator("header").get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="New issue from what was published").click()
    editor.get_by_role("button", name="Make the draft").click()
    editor.wait_for_url("**/edit/")
    issue = re.search(r"/pages/(\d+)/", editor.url)[1]
    editor.fill("[name=subject]", SUBJECT)
    editor.get_by_role("button", name="Save draft").click()
    editor.wait_for_load_state("networkidle")
    return issue


def look_at_previews(editor, issue):
    editor.goto(f"/admin/pages/{issue}/edit/")
    editor.get_by_role("button", name="Toggle preview").click()
    modes = editor.locator(".w-preview select option")
    assert modes.count() >= 4
    for mode in modes.evaluate_all("options => options.map(option => option.value)"):
        editor.locator(".w-preview select").select_option(mode)
        frame = editor.frame_locator(".w-preview iframe").last
        frame.get_by_text("Outreach work in rural Herzegovina").first.wait_for()


def send_test(editor, mail_server, issue):
    editor.goto(f"/admin/newsletter/issues/{issue}/send/")
    assert axe_violations(editor, context="main") == []
    editor.get_by_role("button", name="Send a test to me").click()
    mail_server.wait_for(editor, EDITOR, SUBJECT)
    mail_server.wait_for(editor, EDITOR, FRENCH_SUBJECT)
    assert all("[Test]" in mail["Subject"] for mail in mail_server.mails_to(EDITOR))
    assert SUBJECT not in [mail["Subject"] for mail in mail_server.mails_to(READER)]


def schedule(editor, issue):
    editor.goto(f"/admin/newsletter/issues/{issue}/send/")
    editor.get_by_label("At a time of its own").check()
    editor.fill("[name=at]", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M"))
    editor.locator("[name=languages][value=fr]").check()
    editor.get_by_role("button", name="Send or schedule").click()
    editor.wait_for_url("**/mailings/*/")
    assert axe_violations(editor, context="main") == []


def assert_reads_well(page, mail, language):
    """Open a mail as a mail program would: its HTML alone, on a narrow screen."""
    page.goto("about:blank")
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(html_of(mail))
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("img").count() == page.locator("img[alt]").count()
    assert page.get_by_text("Outreach work in rural Herzegovina").first.is_visible()
    # Mail programs put a mail into a page of their own, which has the landmarks.
    found = axe_violations(page)
    assert [one for one in found if not one.startswith(("landmark-one-main", "region"))] == []
    assert overflowing(page) == []
    colours = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len(page.screenshot(full_page=True)) > 10_000, colours


def leave_with_one_click(mail):
    """Do what a mail program does when its reader presses “unsubscribe”: no cookie, no page."""
    address = re.search(r"<(http[^>]+)>", mail["List-Unsubscribe"])[1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # A program that opens every link of a mail changes nothing.
    assert urlopen(address).status == 200
    answer = urlopen(Request(address, data=b"List-Unsubscribe=One-Click", method="POST"))
    assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
