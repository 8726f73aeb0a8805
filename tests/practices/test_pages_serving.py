"""Pages found by the short way answer exactly as Wagtail's own routing: drafts, private, moved, previewed."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, PageViewRestriction

from core.routing import find_live_page
from practices.models import HumanResource, PracticePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

CHART = "/practices/crisis-assessment-unit-venice/"
FILES = [f"{CHART[:-1]}.{extension}" for extension in ("pdf", "docx", "xlsx", "json", "bib", "ris")]


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


@pytest.fixture
def private(chart):
    PageViewRestriction.objects.create(page=chart, restriction_type=PageViewRestriction.LOGIN)


def test_the_short_way_and_wagtail_find_the_same_pages(rf):
    for page in Page.objects.live().filter(depth__gt=2).specific():
        request = rf.get("/")
        path = page.get_url(request).lstrip("/")
        found = find_live_page(request, path)
        routed = Page.find_for_request(rf.get("/"), path)
        assert found == routed == page
        assert type(found) is type(routed)


def test_a_page_under_another_address_is_not_found(rf):
    assert find_live_page(rf.get("/"), "case-studies/crisis-assessment-unit-venice/") is None


@pytest.mark.parametrize("address", [CHART, *FILES])
def test_a_draft_is_nowhere(client, chart, address):
    chart.unpublish()
    assert client.get(address).status_code == 404


def test_a_change_that_is_not_published_is_not_shown(client, chart):
    chart.title = "Not yet"
    chart.save_revision()
    assert "Not yet" not in client.get(CHART).content.decode()
    assert b"Not yet" not in client.get(FILES[3]).content


@pytest.mark.parametrize("address", [CHART, *FILES])
@pytest.mark.usefixtures("private")
def test_a_private_chart_asks_for_sign_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("address", [CHART, FILES[0], FILES[3]])
@pytest.mark.usefixtures("private")
def test_a_private_chart_opens_to_those_who_signed_in_and_is_kept_by_no_cache(client, address):
    client.force_login(get_user_model().objects.get(email="member@example.org"))
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_restriction_above_counts_as_well(client, chart):
    PageViewRestriction.objects.create(
        page=chart.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(CHART).status_code == 302
    assert client.get(FILES[0]).status_code == 302


def test_a_moved_chart_leads_to_its_new_address(client, chart, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        chart.slug = "crisis-unit"
        chart.save_revision().publish()
    response = client.get(CHART)
    assert response.status_code == 301
    assert response["Location"].endswith("/practices/crisis-unit/")


def test_a_category_page_keeps_its_address_under_practices(client):
    assert client.get("/practices/category-b/").status_code == 200


def test_the_tools_are_not_taken_for_charts(client):
    assert client.get("/practices/compare/").status_code == 200
    assert client.get("/practices/form/").status_code == 200


def test_an_unknown_address_is_no_error(client):
    assert client.get("/practices/no-such-chart/").status_code == 404
    assert client.get("/practices/no-such-chart.pdf").status_code == 404
    assert client.get(f"{CHART[:-1]}.exe").status_code == 404


def test_a_preview_shows_rows_that_nobody_saved(chart):
    chart.human_resources = [HumanResource(role="Planted in the preview", count=7)]
    chart.title = "Previewed title"
    html = chart.make_preview_request().render().content.decode()
    assert "Planted in the preview" in html
    assert "Previewed title" in html


def test_a_new_chart_can_be_previewed(chart):
    fresh = PracticePage(title="Quite new", slug="quite-new", category="A", locale=chart.locale)
    index = chart.get_parent()
    fresh.path, fresh.depth, fresh.url_path = (
        f"{index.path}9999",
        index.depth + 1,
        f"{index.url_path}quite-new/",
    )
    html = fresh.make_preview_request().render().content.decode()
    assert "Quite new" in html
