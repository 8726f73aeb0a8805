"""Every kind of page: axe in both schemes, the smallest phone, the keyboard alone."""

import pytest

from tests.browser.checks import axe_violations, keyboard_gaps, overflowing
from tests.browser.signing_in import sign_in

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
    "directory narrowed": "/directory/?country=DE&service=legal-aid",
    "directory as map": "/directory/?view=map&country=DE",
    "directory as table": "/directory/?view=table",
    "directory without results": "/directory/?country=XK&service=outreach&view=table",
    "download for members": "/directory/export.csv",
    "coverage": "/directory/coverage/?region=western-balkans",
    "referral": "/directory/referral/",
    "organisation": "/directory/on-the-road/",
    "join": "/directory/join/",
    "join sent": "/directory/join/sent/",
    "join link refused": "/directory/join/no-such-link/",
    "invitation refused": "/directory/invitation/no-such-link/",
    "members": "/directory/members/",
    "charter": "/charter/",
    "entry overdue": "/directory/koofra/",
    "confirmation link refused": "/directory/confirm/no-such-link/",
    "library": "/library/",
    "policies": "/library/policies/",
    "policy with its line": "/library/policies/norway-plan-2005-2008/",
    "policy with its parties": "/library/policies/coe-convention-2005/",
    "publications": "/library/publications/",
    "publication": "/library/publications/icmpd-cso-guidance-2022/",
    "countries": "/countries/",
    "country": "/countries/it/",
    "countries compared": "/countries/compare/?c=IT&c=XK&c=AL",
    "ratifications": "/library/policies/ratifications/",
    "monitoring calendar": "/library/monitoring/",
    "mechanism": "/library/monitoring/greta/",
    "reading lists": "/library/lists/",
    "reading list": "/library/lists/for-social-workers/",
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


ADMIN_PAGES = [
    "/admin/",
    "/admin/imports/",
    "/admin/applications/",
    "/admin/practice_charts/",
    "/admin/organisations/",
    "/admin/reports/searches/",
]


def test_the_pages_of_editors_are_clean(editor):
    for address in ADMIN_PAGES:
        editor.set_viewport_size({"width": 1280, "height": 900})
        editor.goto(address)
        assert (address, axe_violations(editor, context="main")) == (address, [])
        assert (address, overflowing(editor)) == (address, [])


def test_lists_of_the_admin_can_be_read_on_a_phone(editor):
    editor.set_viewport_size({"width": 390, "height": 900})
    editor.goto("/admin/organisations/")
    title = editor.locator(".listing td.title").first.bounding_box()
    assert title["width"] >= 200
    last = editor.locator(".listing tbody tr:first-child td:last-child")
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] >= 0 and int(box["x"] + box["width"]) <= 390


def test_the_comparison_of_chosen_charts_is_clean(lenient_page):
    page = lenient_page
    page.goto("/practices/compare/")
    for box in page.locator("input[name=p]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Compare the ticked charts").click()
    page.wait_for_selector("table.compare")
    assert axe_violations(page) == []
    assert keyboard_gaps(page) == []
    assert overflowing(page) == []


def test_who_lacks_the_right_is_told_so_on_a_clean_page(lenient_page):
    sign_in(lenient_page, "member@example.org")
    lenient_page.goto("/admin/")
    assert lenient_page.locator("h1").inner_text() == "This page is not open to you"
    assert axe_violations(lenient_page) == []
    assert overflowing(lenient_page) == []


@pytest.mark.parametrize("address", ["/directory/?view=map", "/accounts/login/", "/library/"])
def test_the_exit_is_on_every_page_and_works_from_the_keyboard(page, observed, site, address):
    page.goto(address)
    page.route("https://**", lambda route: route.fulfill(body="a neutral site"))
    page.locator(".quick-exit").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("https://**")
    observed.requests = [url for url in observed.requests if url.startswith(site.url)]
