"""An organisation applies, confirms, is accepted, and its manager accepts the invitation and has an account."""

import pytest

from tests.browser.checks import axe_violations, overflowing
from tests.browser.joining import (
    NAME,
    accept_application,
    accept_invitation,
    confirm_application,
    fill_in_application,
    link_in_mail,
    open_application,
    send_application,
)
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.browser


def correct_the_country(page):
    assert "Did you mean Italy?" in page.locator(".error-summary").inner_text()
    assert axe_violations(page) == []
    assert page.get_by_label("Name in your own language").input_value() == NAME
    page.get_by_label("Other countries where you work").fill("Italy")
    page.get_by_role("button", name="Send the application").click()
    page.wait_for_url("**/directory/join/sent/")


def test_from_the_form_to_the_managers_account(chromium, site, lenient_page, observed):
    page = lenient_page
    page.goto("/directory/join/")
    fill_in_application(page, other_countries="Itly")
    send_application(page)
    correct_the_country(page)

    page.goto(link_in_mail(site, page, "confirm your application"))
    assert axe_violations(page) == []
    confirm_application(page)
    assert page.context.cookies() == []

    office = chromium.new_context(base_url=site.url, bypass_csp=True, reduced_motion="reduce")
    editor = office.new_page()
    sign_in(editor, "editor@example.org")
    open_application(editor)
    assert axe_violations(editor, context="main") == []
    assert overflowing(editor) == []
    editor.set_viewport_size({"width": 1280, "height": 900})
    accept_application(editor)
    office.close()

    page.goto("/directory/invented-lantern-house/")
    assert page.locator("h1").inner_text() == NAME
    page.goto("/directory/members/")
    assert page.get_by_role("link", name=NAME).count() == 1

    page.goto(link_in_mail(site, page, "Invitation to speak for"))
    assert axe_violations(page) == []
    accept_invitation(page)


def test_the_pages_of_people_are_clean(lenient_page):
    page = lenient_page
    sign_in(page, "manager@example.org")
    for address in ("/accounts/", "/directory/on-the-road/people/"):
        page.goto(address)
        assert axe_violations(page) == []
    assert overflowing(page) == []
    page.get_by_role("link", name="Change Contributor").click()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Remove from the organisation").click()
    assert axe_violations(page) == []
    assert overflowing(page) == []
