"""Listings, explorer columns, the dashboard and careful publishing of several pages."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage

from core.models import Country
from practices.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    ImportBatch,
    PracticeIndexPage,
    PracticePage,
)
from tests.practices.admin_support import (
    administrator,
    chart,
    full_chart,
    organisation,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return administrator()


@pytest.fixture
def client(admin):
    return signed_in(admin)


def rows_of(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(row.text.split()) for row in soup.select("table.listing tbody tr")]


def test_the_listing_of_charts_shows_number_category_countries_and_review(client):
    full_chart(review_by=datetime.date(2031, 5, 4))
    (row,) = rows_of(client.get(reverse("practice_charts:index")))
    for value in ("Village visits", "41", "B", "France, Romania", "4 May 2031"):
        assert value in row


@pytest.mark.parametrize("words", ["41", "town hall", "Open Door", "village"])
def test_a_chart_is_found_by_number_organisation_and_name(client, words):
    full_chart()
    chart("Something else", slug="else")
    assert len(rows_of(client.get(reverse("practice_charts:index"), {"q": words}))) == 1


@pytest.mark.parametrize("words", ['"', "'", "\x00", "%", "9" * 40])
def test_strange_words_break_no_listing(client, words):
    for name in ("practice_charts", "case_studies", "organisations", "term", "country"):
        assert client.get(reverse(f"{name}:index"), {"q": words}).status_code == 200


def test_charts_are_filtered_by_category(client):
    full_chart()
    chart("Something else", slug="else", category="A")
    rows = rows_of(client.get(reverse("practice_charts:index"), {"category": "A"}))
    assert len(rows) == 1
    assert "Something else" in rows[0]


def test_the_explorer_shows_the_columns_and_keeps_the_category_pages(client):
    full_chart()
    index = PracticeIndexPage.objects.get()
    response = client.get(reverse("wagtailadmin_explore", args=[index.pk]))
    rows = rows_of(response)
    assert any("41 B France, Romania" in row for row in rows)
    assert any(row.startswith("A. Prevention") for row in rows)
    for ordering in ("practicepage__number", "-practicepage__review_by"):
        address = reverse("wagtailadmin_explore", args=[index.pk])
        assert len(rows_of(client.get(address, {"ordering": ordering}))) == len(rows)


def test_the_explorer_of_case_studies_shows_their_countries(client):
    page = CaseStudyPage(title="A shared plan", number=3, live=False)
    page.countries = [Country.objects.get(pk="RO")]
    CaseStudyIndexPage.objects.get().add_child(instance=page)
    address = reverse("wagtailadmin_explore", args=[CaseStudyIndexPage.objects.get().pk])
    assert "Romania" in rows_of(client.get(address))[0]


def test_each_chart_of_a_listing_costs_only_the_two_questions_of_the_translation_menu(client):
    address = reverse("practice_charts:index")

    def questions(charts):
        for number in charts:
            page = chart(f"Chart {number}", slug=f"chart-{number}", number=number)
            page.countries = [Country.objects.get(pk="FR")]
            page.save()
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = questions(range(3))
    assert questions(range(3, 9)) - few == 2 * 6


def test_organisations_are_listed_and_found_by_acronym(client):
    organisation("Open Door", acronym="OD", city="Mostar")
    organisation("Casa Nova")
    (row,) = rows_of(client.get(reverse("organisations:index"), {"q": "od"}))
    assert "Open Door" in row
    assert "Mostar" in row


def dashboard(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_dashboard_shows_what_waits_for_the_user(client, admin):
    chart("My draft", owner=admin)
    chart("Draft of another", slug="other")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    chart("Old chart", slug="old", live=True, review_by=yesterday)
    chart("Fresh chart", slug="fresh", live=True, review_by=timezone.localdate())
    ImportBatch.objects.create(user=admin, kind="practices", state="review")
    ImportBatch.objects.create(user=admin, kind="case-studies", state="done")
    panel = dashboard(client)
    assert "My draft" in panel
    assert "Old chart" in panel
    assert "Practice charts, " in panel
    for absent in ("Draft of another", "Fresh chart", "Case studies, "):
        assert absent not in panel_of(panel, "practice-records") + panel_of(panel, "my-drafts")


def panel_of(page, name):
    return page.split(f'id="{name}-section"')[1].split("</section>")[0]


def test_an_empty_dashboard_says_so(client):
    text = dashboard(client)
    assert "No review is due and no import is open." in text
    assert "You have no unpublished drafts." in text


def test_charts_that_one_may_not_edit_do_not_wait_for_one(client):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    chart("Old chart", live=True, review_by=yesterday)
    visitor = signed_in(staff("visitor@example.org"))
    assert "Old chart" not in dashboard(visitor)


def publish_together(client, *pages, **data):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}&next=/admin/", data, follow=True).content.decode()


def test_publishing_together_leaves_out_what_says_too_little_and_says_why(client):
    complete, incomplete = full_chart(), chart("Half a form", slug="half")
    text = publish_together(client, complete, incomplete)
    assert "“Half a form” was not published." in text
    assert "Choose the category (item 4)." in text
    assert PracticePage.objects.get(pk=complete.pk).live
    assert not PracticePage.objects.get(pk=incomplete.pk).live


def test_publishing_with_subpages_leaves_out_what_says_too_little(client):
    complete, incomplete = full_chart(), chart("Half a form", slug="half")
    publish_together(client, PracticeIndexPage.objects.get(), include_descendants="on")
    assert PracticePage.objects.get(pk=complete.pk).live
    assert not PracticePage.objects.get(pk=incomplete.pk).live


def test_the_end_of_a_workflow_does_not_publish_what_says_too_little(client, admin):
    page = chart("Half a form", owner=admin)
    page.save_revision()
    workflow = Workflow.objects.first()
    WorkflowPage.objects.get_or_create(page=PracticeIndexPage.objects.get(), workflow=workflow)
    state = workflow.start(page, admin)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk]
    )
    text = client.post(address, {"next": "/admin/"}, follow=True).content.decode()
    assert "“Half a form” was not published." in text
    assert not PracticePage.objects.get(pk=page.pk).live
