"""The views of an answer, the panel beside it and the page without an engine: axe, keyboard, phone, no scripts."""

import pytest

from tests.browser.checks import axe_violations_everywhere, keyboard_gaps, overflowing
from tests.browser.test_search_box import LABEL

pytestmark = pytest.mark.browser

PANEL = "Use this search elsewhere"


@pytest.fixture
def engine_down(site):
    """Take the index away while a test runs; gives the function that brings it back."""
    away = {live: live.with_name("live-away") for live in site.var_dir.glob("search/*/live")}
    assert away
    for live, kept in away.items():
        live.rename(kept)

    def bring_back():
        for live, kept in away.items():
            if kept.exists():
                kept.rename(live)

    yield bring_back
    bring_back()


# Waits by itself: Playwright's own waiting evaluates a string, which the content security policy refuses.
_MOVED = """region => new Promise((moved, refused) => {
  const look = () => region.scrollLeft ? moved() : requestAnimationFrame(look);
  look();
  setTimeout(() => refused(new Error("the table stays where it is")), 5000);
})"""


def tab_to(page, control, start=None):
    """Press Tab, from `start` on or from where the focus is, until a control has the focus."""
    if start is not None:
        start.focus()
    for _ in range(120):
        page.keyboard.press("Tab")
        if control.evaluate("control => control === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {control}")


def test_table_and_panel_are_open_to_everybody(lenient_page):
    page = lenient_page
    page.goto("/search/?q=shelter&view=table")
    page.get_by_text(PANEL).click()
    assert axe_violations_everywhere(page) == []
    assert keyboard_gaps(page) == []
    assert overflowing(page) == []


def test_the_map_is_open_to_everybody(lenient_page):
    page = lenient_page
    page.goto("/search/?country=FR&view=map")
    assert axe_violations_everywhere(page) == []
    assert keyboard_gaps(page) == []
    assert overflowing(page) == []


def test_keys_alone_lead_from_view_to_view_and_through_the_panel(page):
    page.goto("/search/?q=shelter")
    tab_to(page, page.get_by_role("link", name="Table", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=shelter&view=table")
    page.set_viewport_size({"width": 390, "height": 800})
    region = page.get_by_role("region", name="Records found")
    tab_to(page, region)
    page.keyboard.press("ArrowRight")
    region.evaluate(_MOVED)
    tab_to(page, page.locator("summary", has_text=PANEL), start=region)
    page.keyboard.press("Enter")
    field = page.get_by_label("Permanent address of this search")
    tab_to(page, field)
    assert field.evaluate("field => field.selectionEnd - field.selectionStart") == len(
        field.input_value()
    )
    tab_to(page, page.get_by_role("button", name="Copy the address"))
    page.keyboard.press("Enter")
    said = page.locator(".elsewhere [role=status]")
    said.filter(has_text="Copied.").wait_for()


def test_keys_alone_open_a_country_of_the_map(page):
    page.goto("/search/?q=shelter&view=map")
    country = page.locator(".atlas-map").get_by_role("link", name="Serbia: ")
    number = country.get_attribute("aria-label").split(": ")[1]
    tab_to(page, country, start=page.get_by_role("link", name="Skip the map"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=shelter&country=RS")
    assert page.locator("h1").inner_text().startswith(number)
    assert page.locator(".hits > li").count() == int(number.split()[0])


def test_keys_alone_build_a_query(page):
    page.goto("/search/?q=return")
    summary = page.locator("summary", has_text="Search more precisely")
    tab_to(page, summary, start=page.get_by_label("Search inside these results"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Any of these words"))
    page.keyboard.type("family papers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=return+family+OR+papers")


def test_a_refused_clipboard_marks_what_keys_can_copy(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto("/search/?q=shelter")
    page.get_by_text(PANEL).click()
    page.get_by_role("button", name="Copy the line").click()
    page.get_by_text("It could not be copied").wait_for()
    marked = page.get_by_label("The same as a line for a terminal")
    assert marked.evaluate("field => field.selectionEnd") == len(marked.input_value())


def test_views_and_panel_work_without_scripts(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=shelter")
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_text(PANEL).click()
    field = page.get_by_label("Permanent address of this search")
    assert field.input_value().endswith("/search/?q=shelter&view=map")
    assert field.is_editable() is False
    assert page.get_by_role("button", name="Copy the address").is_hidden()
    context.close()


def test_the_page_without_an_engine_is_open_to_everybody_and_helps_on(lenient_page, engine_down):
    page = lenient_page
    assert page.goto("/search/?q=shelter&view=table").status == 503
    assert axe_violations_everywhere(page) == []
    assert keyboard_gaps(page) == []
    assert overflowing(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    box = page.get_by_label(LABEL)
    assert box.input_value() == "shelter"
    box.press_sequentially("s")
    box.press("ArrowDown")
    assert box.get_attribute("aria-expanded") == "false"
    tab_to(page, page.get_by_role("link", name="B. Identification", exact=False))
    with page.expect_navigation() as opened:
        page.keyboard.press("Enter")
    assert opened.value.status == 200
    page.go_back()
    engine_down()
    page.evaluate("document.activeElement.blur()")
    tab_to(page, page.get_by_role("link", name="Try again"))
    page.keyboard.press("Enter")
    page.locator(".results-table").wait_for()
