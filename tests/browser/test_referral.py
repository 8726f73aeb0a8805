"""A referral is asked and answered, with a script and without, and leaves no trace in the browser."""

import pytest

from tests.browser.checks import axe_violations, overflowing
from tests.browser.conftest import tab

pytestmark = pytest.mark.browser
ADDRESS = "/directory/referral/"


def ask(page):
    page.goto(ADDRESS)
    page.select_option("select[name=here]", "DE")
    page.select_option("select[name=there]", "RO")
    for need in ("legal-aid", "hotline"):
        page.check(f"input[name=needs][value={need}]")
    page.get_by_role("button", name="Look up partners").click()
    page.wait_for_selector("#answer")


def test_the_answer_is_accessible_and_no_address_or_cookie_knows_of_it(lenient_page):
    ask(lenient_page)
    assert lenient_page.url.endswith(ADDRESS)
    assert lenient_page.context.cookies() == []
    table = lenient_page.locator(".referral-table").inner_text()
    assert "ADPARE" in table
    assert "Gap: nobody listed" in table
    assert axe_violations(lenient_page) == []
    assert overflowing(lenient_page) == []


def test_it_works_without_a_script(chromium, site, observed):
    with tab(chromium, site, observed, java_script_enabled=False) as page:
        ask(page)
        assert "ADPARE" in page.locator(".referral-table").inner_text()


def test_what_is_missing_is_said_and_the_answers_stay(lenient_page):
    lenient_page.goto(ADDRESS)
    lenient_page.select_option("select[name=here]", "DE")
    lenient_page.get_by_role("button", name="Look up partners").click()
    lenient_page.wait_for_selector(".error-summary")
    assert lenient_page.locator("select[name=here]").input_value() == "DE"
    assert axe_violations(lenient_page) == []
