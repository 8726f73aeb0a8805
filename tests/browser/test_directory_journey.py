"""An organisation joins; what it writes is checked, mended by a second person, approved and found.

On a site of its own that insists on the second factor of editors, with nothing in it but one editor.
"""

import pytest

from tests.browser.checks import axe_violations, keyboard_gaps, overflowing
from tests.browser.conftest import tab
from tests.browser.joining import (
    APPLICANT,
    NAME,
    accept_application,
    accept_invitation,
    confirm_application,
    fill_in_application,
    link_in_mail,
    open_application,
    send_application,
)
from tests.browser.signing_in import (
    code_of,
    confirm_password,
    give_code,
    set_up_app,
    sign_in,
    sign_out,
)

pytestmark = pytest.mark.browser

EDITOR = "editor@example.org"
PASSWORD = "a-lantern-in-the-night-7"
ENTRY = "/directory/invented-lantern-house/"
CHART = "Night bus to the lantern"
CHART_ADDRESS = "/practices/night-bus-to-the-lantern/"
MOBILE = "+33 6 12 34 56 78"
MAKE_AN_EDITOR = f"""
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from accounts.models import User
editor = User.objects.create_user({EDITOR!r}, {PASSWORD!r})
editor.groups.add(Group.objects.get(name="Editors"))
EmailAddress.objects.create(user=editor, email={EDITOR!r}, verified=True, primary=True)
"""
#: The index follows within seconds; a busy machine takes longer.
INDEX_SECONDS = 60


@pytest.fixture
def strict_site(migrated_site, tmp_path):
    """Serve a site without the demonstration, on which editors need a second factor."""
    site = migrated_site.copy(tmp_path / "var", settings="tests.settings_with_second_factor")
    site.run("shell", "--command", MAKE_AN_EDITOR)
    with site.serving():
        yield site


def test_from_the_application_to_a_chart_that_is_found(chromium, strict_site, observed):
    site = strict_site
    with (
        # axe tries styles out that the policy refuses.
        tab(chromium, site, observed, bypass_csp=True) as page,
        tab(chromium, site, observed, bypass_csp=True) as editor,
        tab(chromium, site, observed) as reader,
    ):
        page.goto("/directory/")
        page.locator("main").get_by_role("link", name="Join the directory").click()
        fill_in_application(page, other_countries="Italy")
        sign_in_as_editor(editor)
        send_application(page)
        page.goto(link_in_mail(site, page, "confirm your application"))
        confirm_application(page)
        open_application(editor)
        accept_application(editor)

        open_account_with_app(site, page)
        describe_the_entry(page)
        reader.goto(ENTRY)
        assert "in three languages" not in reader.locator("main").inner_text()
        approve(editor, NAME)

        submit_a_chart_with_a_mobile_number(page)
        author_cannot_answer_or_publish(page, reader)
        answer_as_second_person(editor)
        assert reader.goto(CHART_ADDRESS).status == 404
        approve(editor, CHART)
        link_in_mail(site, page, f"Approved: “{CHART}”")

        find_all_of_it(reader)


def sign_in_as_editor(editor):
    """Sign in; nothing opens before the app is set up."""
    sign_in(editor, EDITOR, PASSWORD)
    editor.goto("/admin/")
    assert "/accounts/second-factor/" in editor.url
    is_clean(editor)
    editor.get_by_role("link", name="Use a passkey or security key").click()
    is_clean(editor)
    confirm_password(editor, PASSWORD)
    is_clean(editor)
    set_up_app(editor, PASSWORD)
    is_clean(editor)
    editor.get_by_role("link", name="I have kept them").click()
    editor.get_by_role("heading", name="Applications").wait_for()


def is_clean(page):
    """Check a page that only sessions see which are held, or accounts that are being opened."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (page.url, scheme, axe_violations(page)) == (page.url, scheme, [])
    assert keyboard_gaps(page) == []
    assert overflowing(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def open_account_with_app(site, page):
    """Accept the invitation, choose a password, set up the app; the next sign-in asks for its code."""
    page.goto(link_in_mail(site, page, "Invitation to speak for"))
    accept_invitation(page)
    is_clean(page)
    page.fill("input[name=new_password1]", PASSWORD)
    page.fill("input[name=new_password2]", PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_selector(".account-menu")
    secret = set_up_app(page, PASSWORD)
    sign_out(page)

    sign_in(page, APPLICANT, PASSWORD)
    page.goto("/admin/")
    assert "/accounts/2fa/authenticate/" in page.url
    is_clean(page)
    give_code(page, code_of(secret, periods_ahead=1))
    page.wait_for_url("**/admin/")


def describe_the_entry(page):
    """Change the entry and send it on its way; a manager publishes nothing."""
    page.goto("/accounts/")
    page.get_by_role("link", name="edit the entry").click()
    page.fill("textarea[name=description]", "Invented: a place to rest, advice in three languages.")
    page.get_by_role("button", name="Add contact").click()
    page.select_option("select[name=contacts-0-kind]", "referral")
    page.fill("input[name=contacts-0-email]", "referral@lantern.example.org")
    page.get_by_role("button", name="Add location").click()
    page.fill("input[name=locations-0-town]", "Nice")
    page.select_option("select[name=locations-0-country]", "FR")
    act(page, "Submit to Editorial way")
    page.get_by_text("You get a mail when they decide").wait_for()


def act(page, action):
    """Choose what is to be done with the page that is open in the editor."""
    page.get_by_role("button", name="More actions").click()
    page.locator("footer").get_by_role("button", name=action, exact=True).click()


def approve(editor, title):
    """Approve from the first page of the admin what waits there."""
    editor.goto("/admin/")
    editor.locator("section", has_text="Awaiting your review").get_by_role(
        "link", name=title
    ).first.click()
    act(editor, "Approve and Publish")
    editor.get_by_text("has been").first.wait_for()


def submit_a_chart_with_a_mobile_number(page):
    """Write a chart and submit it: the check stops it and shows the number in its text."""
    page.goto("/admin/practice_charts/")
    page.get_by_role("link", name="Add practice chart").click()
    page.fill("input[name=title]", CHART)
    page.get_by_label("France", exact=True).first.check()
    page.select_option("select[name=category]", "B")
    page.locator(".w-field:has([name=background]) [contenteditable=true]").click()
    page.keyboard.type(f"An invented practice. Call {MOBILE} at night.")
    # The editor of rich texts hands on what was typed a moment later.
    page.wait_for_function(
        "words => document.querySelector('[name=background]').value.includes(words)", arg=MOBILE
    )
    act(page, "Submit to Editorial way")
    page.wait_for_url("**/do-no-harm/")
    assert MOBILE in page.locator("main mark").inner_text()
    assert axe_violations(page, context="main") == []
    assert page.get_by_text("could identify or endanger a person").count() >= 1


def author_cannot_answer_or_publish(page, reader):
    """Neither the page of the check nor the editor lets the author go on without a second person."""
    assert page.get_by_label("Why may these words stand?").count() == 0
    assert page.get_by_role("button", name="Pass on").count() == 0
    page.get_by_role("link", name="Edit the page").click()
    page.get_by_role("button", name="More actions").click()
    assert page.locator("footer [name=action-publish]").count() == 0
    page.evaluate(PRESS_A_BUTTON_THAT_IS_NOT_THERE)
    page.wait_for_load_state()
    assert reader.goto(CHART_ADDRESS).status == 404


PRESS_A_BUTTON_THAT_IS_NOT_THERE = """() => {
  const button = document.createElement('button');
  button.name = 'action-publish';
  button.value = 'action-publish';
  const form = document.querySelector('#page-edit-form');
  form.append(button);
  button.click();
}"""


def answer_as_second_person(editor):
    """Open the finding from the first page of the admin, answer it, pass the chart on."""
    editor.goto("/admin/")
    editor.locator("#do-no-harm-section").get_by_role("link", name=CHART).click()
    assert MOBILE in editor.locator("main mark").inner_text()
    editor.get_by_label("Why may these words stand?").fill(
        "The invented night line, for everybody."
    )
    editor.get_by_role("button", name="Answer the finding").click()
    editor.get_by_text("The answer is kept").wait_for()
    editor.get_by_role("button", name="Pass on to editorial approval").click()
    editor.get_by_text("the editors decide next").wait_for()


def find_all_of_it(reader):
    """Find the entry in the directory and the chart in the search, and each from the other."""
    found(reader, "/directory/?q=three+languages", NAME)
    found(reader, "/search/?q=night+bus", CHART)
    reader.locator("main").get_by_role("link", name=CHART).first.click()
    reader.wait_for_url(f"**{CHART_ADDRESS}")
    reader.locator("main").get_by_role("link", name=NAME).first.click()
    reader.wait_for_url(f"**{ENTRY}")
    text = reader.locator("main").inner_text()
    assert "in three languages" in text
    assert "referral@lantern.example.org" not in text
    assert reader.locator("main").get_by_role("link", name=CHART).count() == 1
    assert reader.context.cookies() == []


def found(reader, address, name):
    """Look until the index has it."""
    link = reader.locator("main").get_by_role("link", name=name)
    for _ in range(INDEX_SECONDS * 2):
        reader.goto(address)
        if link.count():
            return
        reader.wait_for_timeout(500)
    raise AssertionError(f"{name} is not found at {address}.")
