"""The search box and the builder in a browser: keys, screen reader, touch, without scripts, without a line."""

from itertools import product

import pytest

from tests.browser.checks import DESK, PHONE, axe_violations, keyboard_gaps, overflowing

pytestmark = pytest.mark.browser

LABEL = "Search the resource centre"


def box(page):
    return page.get_by_label(LABEL)


def typed(page, text):
    """Type into the box of an open page; returns its list once it stands there."""
    field = box(page)
    field.click()
    field.press_sequentially(text)
    found = page.locator(".masthead [role=listbox]")
    found.wait_for()
    return found


def active(page):
    """Return the option that the field says is meant, if there is one."""
    name = box(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{name}") if name else None


def test_keys_go_through_the_suggestions_and_open_one(page):
    page.goto("/directory/")
    found = typed(page, "ast")
    field = box(page)
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == found.get_attribute("id")
    options = found.get_by_role("option")
    assert options.count() > 1
    assert found.get_by_role("group", name="Organisations").get_by_role("option").count() == 1
    assert "suggestion" in page.locator(".masthead [role=status]").inner_text()
    assert active(page) is None

    page.keyboard.press("ArrowDown")
    assert active(page).get_attribute("aria-selected") == "true"
    assert active(page).inner_text() == options.first.inner_text()
    page.keyboard.press("ArrowUp")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page).inner_text() == options.last.inner_text()
    page.keyboard.press("Home")
    assert active(page) is None
    assert field.evaluate("field => field.selectionStart") == 0
    page.keyboard.press("End")
    assert field.evaluate("field => field.selectionStart") == 3

    page.keyboard.press("Escape")
    assert found.is_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "ast"
    page.keyboard.press("ArrowDown")
    found.wait_for()
    page.keyboard.press("ArrowDown")
    address = active(page).get_attribute("data-url")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_enter_without_a_choice_searches(page):
    page.goto("/directory/")
    typed(page, "shelter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=shelter")


def test_a_pointer_chooses_and_a_click_elsewhere_closes(page):
    page.goto("/directory/")
    found = typed(page, "serbi")
    page.locator("h1").click()
    assert found.is_hidden()
    box(page).fill("")
    found = typed(page, "serbi")
    found.get_by_role("group", name="Countries").get_by_role("option").first.click()
    page.wait_for_url("**/search/?country=RS")


def test_a_late_answer_to_earlier_letters_is_not_shown(page):
    page.goto("/directory/")
    held = []

    def hold(route):
        if "q=as&" in f"{route.request.url}&":
            held.append(route)
        else:
            route.continue_()

    page.route("**/search/suggest/**", hold)
    field = box(page)
    with page.expect_request(lambda request: request.url.endswith("q=as")):
        field.press_sequentially("as")
    found = typed(page, "tra day")
    before = found.inner_text()
    for route in held:
        # The page has given this one up; an answer may come all the same.
        route.fulfill(
            json={"groups": [{"name": "records", "label": "Late", "suggestions": []}], "status": ""}
        )
    assert found.inner_text() == before
    assert "ASTRA Day Centre" in before


def test_without_a_line_there_is_no_list_and_the_form_stays(page):
    page.goto("/directory/")
    found = typed(page, "shel")
    page.context.set_offline(True)
    found.wait_for(state="hidden")
    page.context.set_offline(False)
    assert box(page).input_value() == "shel"


def test_box_and_builder_are_open_to_everybody(lenient_page):
    page = lenient_page
    page.goto("/search/?q=shelter+-men")
    page.get_by_text("Search more precisely").click()
    assert page.get_by_label("None of these words").input_value() == "men"
    for size, scheme in product((DESK, PHONE), ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        box(page).fill("")
        typed(page, "shelter")
        page.keyboard.press("ArrowDown")
        assert (size, scheme, axe_violations(page)) == (size, scheme, [])
    page.keyboard.press("Escape")
    assert keyboard_gaps(page) == []
    box(page).fill("")
    typed(page, "shelter")
    assert overflowing(page) == []


def test_the_builder_and_the_box_work_without_scripts(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=return")
    page.get_by_text("Search more precisely").click()
    page.get_by_label("Any of these words").fill("minor papers")
    page.get_by_label("In the title").fill("return")
    page.get_by_role("group").get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/search/?q=return+minor+OR+papers+intitle%3Areturn")
    assert "A fast return without papers" in page.locator("main").inner_text()
    page.get_by_label("Search inside these results").fill("Nigeria")
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_url("**+Nigeria")
    assert page.get_by_label(LABEL).get_attribute("type") == "search"
    context.close()
