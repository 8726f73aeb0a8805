"""Words that stand on page 7 of a document alone: the hit names the page, the reader opens there with them marked."""

import pytest

from tests.browser.checks import axe_violations, keyboard_gaps, overflowing

pytestmark = pytest.mark.browser

JOURNEYS = [
    ("harbourmaster deckhands", {"harbourmaster", "deckhands"}),
    ("eclusiere peniche", {"éclusière", "péniche"}),
]


def open_page_7(page, words):
    page.goto("/")
    page.get_by_label("Search practices, cases and partners").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    passage = page.locator(".passages li").first
    assert "page 7" in passage.inner_text()
    assert passage.locator("mark").count() >= 2
    passage.get_by_role("link").click()
    page.wait_for_url("**/read/?page=7&q=**")


@pytest.mark.parametrize(("words", "marked"), JOURNEYS)
def test_a_hit_names_page_7_and_the_reader_opens_there_with_the_words_marked(page, words, marked):
    open_page_7(page, words)
    assert marked <= {word.lower() for word in page.locator(".reader-words mark").all_inner_texts()}
    picture = page.locator(".reader-sheet img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    sheet = picture.bounding_box()
    places = [place.bounding_box() for place in page.locator(".reader-sheet rect").all()]
    assert len(places) >= len(marked)
    for place in places:
        assert (
            sheet["x"] <= place["x"] and place["x"] + place["width"] <= sheet["x"] + sheet["width"]
        )
        assert sheet["y"] < place["y"] < sheet["y"] + sheet["height"] and place["height"] > 4


def test_keys_and_links_turn_the_pages_and_a_search_finds_others(page):
    open_page_7(page, JOURNEYS[0][0])
    for key, number in (("ArrowLeft", 6), ("p", 5), ("n", 6)):
        page.keyboard.press(key)
        page.wait_for_url(f"**page={number}&q=**")
    page.get_by_label("Search in this document").last.fill("submission")
    page.get_by_role("button", name="Find").click()
    assert "page 6 of 8" in page.locator("main").inner_text()
    page.get_by_label("Page (1 to 8)").fill("3")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**page=3**")
    assert "trained to identify victims" in page.locator(".reader-words").inner_text()


def test_the_reader_is_open_to_everybody(lenient_page):
    open_page_7(lenient_page, JOURNEYS[1][0])
    for scheme in ("light", "dark"):
        lenient_page.emulate_media(color_scheme=scheme)
        assert (scheme, axe_violations(lenient_page)) == (scheme, [])
    assert keyboard_gaps(lenient_page) == []
    assert overflowing(lenient_page) == []


def test_the_reader_works_without_scripts(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    open_page_7(page, JOURNEYS[0][0])
    page.get_by_role("link", name="Previous page", exact=True).first.click()
    page.wait_for_url("**page=6&q=**")
    context.close()
