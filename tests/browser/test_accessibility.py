"""Every kind of page: axe in both schemes, the smallest phone, the keyboard alone."""

import pytest

from tests.browser.checks import axe_violations, keyboard_gaps, overflowing

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "practices": "/practices/",
    "category": "/practices/category-b/",
    "chart": "/practices/acse-network/",
    "comparison": "/practices/compare/",
    "form": "/practices/form/",
    "cases": "/case-studies/",
    "case": "/case-studies/return-shared-safety-plan/",
    "directory": "/directory/",
    "organisation": "/directory/on-the-road/",
    "search": "/search/?q=safe+accommodation",
    "search narrowed": "/search/?country=FR&category=B",
    "search without results": "/search/?q=xyzzyplugh",
    "search refused": "/search/?q=%22&year-from=abc",
    "plain page": "/safety/",
    "vocabularies": "/vocabularies/",
    "API": "/api/v1/docs",
    "sign-in": "/accounts/login/",
    "not found": "/there-is-no-such-page/",
}

every_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


@every_page
def test_axe_finds_nothing_in_light_or_in_dark(lenient_page, address):
    lenient_page.goto(address)
    for scheme in ("light", "dark"):
        lenient_page.emulate_media(color_scheme=scheme)
        assert (scheme, axe_violations(lenient_page)) == (scheme, [])


@every_page
def test_nothing_sticks_out_on_the_smallest_phone(page, address):
    page.goto(address)
    assert overflowing(page) == []


@every_page
def test_the_keyboard_alone_reaches_everything_and_the_focus_is_seen(page, address):
    page.goto(address)
    assert keyboard_gaps(page) == []


def test_reading_sets_no_cookie(page):
    for address in PAGES.values():
        if not address.startswith("/accounts/"):
            page.goto(address)
    assert page.context.cookies() == []


def test_the_first_visit_to_a_chart_stays_small(page):
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/practices/acse-network/", wait_until="networkidle")
    assert sum(sizes) <= 150_000


def test_axe_finds_nothing_on_the_import_page(editor):
    editor.goto("/admin/imports/")
    assert axe_violations(editor, context="main") == []
    assert overflowing(editor) == []
