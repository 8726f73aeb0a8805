"""A newcomer finds a chart, takes its Word form along, and another site makes the same record of it."""

import json

import pytest

pytestmark = pytest.mark.browser

CHART = "Ac.Sé"
SLUG = "acse-network"


def open_by_words(page):
    page.goto("/")
    page.get_by_label("Search practices, cases and partners").fill("safe accommodation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator("main").get_by_role("link", name=CHART).first.click()


def open_by_facets(page):
    page.goto("/search/")
    for facet, value in (("country", "FR"), ("category", "B")):
        page.locator(f"main a[href*='{facet}={value}']").first.click()
        page.wait_for_url(f"**{facet}={value}**")
    assert page.locator("main").get_by_role("link", name=CHART).count() >= 1
    page.locator("main").get_by_role("link", name=CHART).first.click()


@pytest.mark.parametrize("find", [open_by_words, open_by_facets])
def test_the_french_chart_is_found(page, find):
    find(page)
    page.wait_for_url(f"**/practices/{SLUG}/")
    assert CHART in page.locator("h1").inner_text()


def test_its_word_form_makes_the_same_record_in_an_empty_site(page, site, migrated_site, tmp_path):
    open_by_words(page)
    page.wait_for_url(f"**/practices/{SLUG}/")
    with page.expect_download() as download:
        page.locator(f"a[href$='{SLUG}.docx']").first.click()
    form = tmp_path / f"{SLUG}.docx"
    download.value.save_as(form)

    empty = migrated_site.copy(tmp_path / "empty")
    empty.run("import_practices", str(form), "--publish")

    assert exported(empty, tmp_path / "there.json") == exported(site, tmp_path / "here.json")


def exported(site, path):
    """Return the chart as the site exports it."""
    site.run("export_practices", "--format", "json", "--output", str(path))
    (record,) = [each for each in json.loads(path.read_text()) if each["slug"] == SLUG]
    return record


@pytest.mark.parametrize("extension", ["pdf", "docx", "json"])
def test_a_chart_can_be_taken_along(page, extension):
    answer = page.request.get(f"/practices/{SLUG}.{extension}")
    assert answer.ok
    assert len(answer.body()) > 1000


def test_the_page_can_be_left_by_the_button_and_history_does_not_lead_back(page, observed, site):
    page.goto("/practices/")
    page.goto(f"/practices/{SLUG}/")
    page.route("https://**", lambda route: route.fulfill(body="a neutral site"))
    page.locator(".quick-exit").first.click()
    page.wait_for_url("https://**")
    # That the reader leaves is the one request to another place that is meant.
    observed.requests = [url for url in observed.requests if url.startswith(site.url)]
    page.go_back()
    assert SLUG not in page.url


def test_three_times_shift_leaves_the_page(page, observed, site):
    page.goto("/")
    page.route("https://**", lambda route: route.fulfill(body="a neutral site"))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://**")
    observed.requests = [url for url in observed.requests if url.startswith(site.url)]


def test_the_search_works_without_javascript(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    open_by_words(page)
    assert page.url.endswith(f"/practices/{SLUG}/")
    context.close()
