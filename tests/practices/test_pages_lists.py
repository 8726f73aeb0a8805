"""The shelf, the category pages, the list of cases, the forms and the parts of the front page."""

import pytest
from wagtail.models import Locale

from core.models import Country
from core.parts import get_part
from practices.models import CaseStudyPage, PracticeIndexPage, PracticePage
from practices.selectors.coverage import coverage
from practices.selectors.listing import PAGE_SIZE, shelves
from tests.own_index import own_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def index(demonstration_index):
    return demonstration_index


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def add_charts(number):
    """Add charts to category A, as rows of the tree are added."""
    parent = PracticeIndexPage.objects.get()
    for place in range(number):
        page = PracticePage(
            title=f"Extra {place}", slug=f"extra-{place}", category="A", locale=parent.locale
        )
        parent.add_child(instance=page)


def test_every_published_chart_stands_on_the_shelf_in_its_category(client):
    html = html_of(client, "/practices/")
    for chart in PracticePage.objects.live():
        assert f'value="{chart.pk}"' in html
    for letter in "ABCD":
        assert f'id="category-{letter}"' in html


@pytest.mark.usefixtures("index")
def test_the_facets_of_the_search_lead_from_the_shelf(client):
    html = html_of(client, "/practices/")
    assert "Narrow the results" in html
    assert "/search/?kind=practice&amp;country=IT" in html


def test_the_shelf_stands_without_a_search_index(client, settings, tmp_path):
    with own_index(settings, tmp_path):
        html = html_of(client, "/practices/")
    assert "Crisis and Assessment Unit" in html


@pytest.mark.usefixtures("index")
def test_the_shelf_costs_few_queries_however_many_charts(client, django_assert_max_num_queries):
    client.get("/practices/")
    add_charts(20)
    with django_assert_max_num_queries(19):
        client.get("/practices/")


def test_a_long_category_leads_to_its_own_page(client):
    add_charts(20)
    first = shelves(Locale.get_active().pk, None, shown=5)[0]
    assert len(first.entries) == 5
    assert first.count == 26
    assert "All 26 charts in A" in html_of(client, "/practices/")


def test_a_category_explains_itself_and_lists_its_charts(client):
    html = html_of(client, "/practices/category-b/")
    assert "Identification, first assistance and protection" in html
    assert "Outreach units" in html
    assert "Crisis and Assessment Unit" in html
    assert "ASTRA Day Centre" not in html


@pytest.mark.usefixtures("index")
def test_typologies_of_a_category_carry_their_numbers(client):
    html = html_of(client, "/practices/category-b/")
    assert (
        'category=B&amp;typology=outreach-units">Outreach units</a> <span class="count">3</span>'
        in html
    )


def test_a_long_list_has_pages_and_nonsense_gets_the_first(client):
    add_charts(PAGE_SIZE)
    assert 'rel="next"' in html_of(client, "/practices/category-a/")
    assert "Extra 9" in html_of(client, "/practices/category-a/?page=2")
    assert client.get("/practices/category-a/?page=abc").status_code == 200
    assert client.get("/practices/category-a/?page=999999999999").status_code == 200


@pytest.mark.usefixtures("index")
def test_a_category_page_costs_few_queries(client, django_assert_max_num_queries):
    client.get("/practices/category-b/")
    with django_assert_max_num_queries(17):
        client.get("/practices/category-b/")


def test_drafts_stand_on_no_list(client):
    chart = PracticePage.objects.get(slug="crisis-assessment-unit-venice")
    chart.unpublish()
    for address in ("/practices/", "/practices/category-b/", "/practices/compare/", "/"):
        assert "Crisis and Assessment Unit" not in html_of(client, address)


def test_all_cases_stand_in_their_list(client, django_assert_max_num_queries):
    html = html_of(client, "/case-studies/")
    for case in CaseStudyPage.objects.live():
        assert case.get_url() in html
    with django_assert_max_num_queries(13):
        client.get("/case-studies/")


def test_a_category_and_a_list_without_records_say_so(client):
    for page in [*PracticePage.objects.all(), *CaseStudyPage.objects.all()]:
        page.unpublish()
    assert "No chart yet." in html_of(client, "/practices/category-a/")
    assert html_of(client, "/practices/").count("No chart yet.") == 4
    assert "No case study has been published yet." in html_of(client, "/case-studies/")


@pytest.mark.parametrize("language", ["en", "fr", "it", "de", "es"])
@pytest.mark.parametrize("kind", ["practice", "case-study"])
@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_blank_forms_are_offered_and_sent(client, kind, language, extension):
    address = f"/practices/form/{kind}-{language}.{extension}"
    assert f'href="{address}"' in html_of(client, "/practices/form/")
    response = client.get(address)
    assert response.status_code == 200
    assert response.content.startswith(b"PK")


def test_there_is_no_form_in_another_language(client):
    assert client.get("/practices/form/practice-xx.docx").status_code == 404


def test_coverage_counts_a_chart_of_two_countries_in_both_rows_and_once_in_the_total():
    chart = PracticePage.objects.get(slug="crisis-assessment-unit-venice")
    before = coverage(Locale.get_active().pk)
    chart.countries = Country.objects.filter(pk__in=["IT", "FR"])
    chart.save()
    after = coverage(Locale.get_active().pk)

    def in_b(table, name):
        (row,) = [row for row in table.rows if row.name == name]
        return next(cell.count for cell in row.cells if cell.letter == "B")

    assert in_b(after, "France") == in_b(before, "France") + 1
    assert in_b(after, "Italy") == in_b(before, "Italy")
    assert after.totals == before.totals


def test_countries_with_organisations_and_no_chart_are_shown_as_gaps():
    table = coverage(Locale.get_active().pk)
    covered = {row.name for row in table.rows}
    assert table.gap_count > len(table.gaps)
    assert not covered & set(table.gaps)


@pytest.mark.parametrize("name", ["practice-categories", "newest-cases", "practice-coverage"])
def test_the_front_page_is_fed_by_the_parts(client, rf, name):
    part = get_part(name)
    assert part.context(None)
    assert part.context(rf.get("/"))
    assert client.get("/").status_code == 200
