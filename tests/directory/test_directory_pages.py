"""The directory: the list by country, the map beside it, the questions, one organisation's entry."""

import json
import re

import pytest
from wagtail.models import Page, PageViewRestriction

from core.models import Country, Term
from directory.atlas import _place_inside, _ring, _runs, atlas
from directory.models import DirectoryPage, OrganisationPage
from directory.selectors import PAGE_SIZE, directory_listing, questions, sort_key
from directory.templatetags.directory_tags import phone_uri, without_scheme
from practices.models import CaseStudyIndexPage, CaseStudyPage, PracticeIndexPage, PracticePage

pytestmark = pytest.mark.django_db


def organisation(title, *countries, services=(), **fields):
    page = OrganisationPage(title=title, **fields)
    page.countries = list(Country.objects.filter(pk__in=countries))
    page.terms = list(Term.objects.of("services").filter(slug__in=services))
    return DirectoryPage.objects.get().add_child(instance=page)


def groups(listing):
    return [
        (group.country and group.country.pk, [entry.title for entry in group.organisations])
        for group in listing.groups
    ]


def test_organisations_stand_under_each_country_they_work_in_by_name():
    organisation("Beta", "DE", "AL")
    organisation("Alpha", "DE")
    organisation("Nowhere yet")
    listing = directory_listing(1)
    assert groups(listing) == [
        ("AL", ["Beta"]),
        ("DE", ["Alpha", "Beta"]),
        (None, ["Nowhere yet"]),
    ]
    assert listing.organisations == 3
    assert [(count.country.pk, count.number) for count in listing.countries] == [
        ("AL", 1),
        ("DE", 2),
    ]


def test_a_long_directory_has_pages_that_show_each_entry_once():
    for number in range(PAGE_SIZE + 5):
        organisation(f"Organisation {number:02}", "FR" if number % 2 else "ES")
    for number in range(3):
        organisation(f"Without {number}")
    first, second = directory_listing(1), directory_listing(2)
    assert (first.pages, second.pages) == (2, 2)
    shown = [
        title for listing in (first, second) for _, titles in groups(listing) for title in titles
    ]
    assert len(shown) == len(set(shown)) == PAGE_SIZE + 8
    assert groups(second)[-1] == (None, ["Without 0", "Without 1", "Without 2"])


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "abc", "", "2²"])
def test_a_page_number_that_makes_no_sense_shows_the_nearest_page(client, page):
    organisation("Alpha", "DE")
    answer = client.get("/directory/", {"page": page})
    assert answer.status_code == 200
    assert "Alpha" in answer.content.decode()


def test_drafts_and_private_entries_are_counted_and_shown_nowhere(client):
    organisation("A draft", "DE", live=False)
    secret = organisation("A private entry", "AL", services=["hotline"])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    html = client.get("/directory/").content.decode()
    assert "A draft" not in html
    assert "A private entry" not in html
    assert questions().countries == []
    assert questions().services == []


def test_the_map_and_the_list_name_the_same_countries(client):
    organisation("Alpha", "DE")
    organisation("Beta", "DE", "TH")
    html = client.get("/directory/").content.decode()
    listed = re.findall(r'data-country="(\w\w)"><span>[^<]+</span><b>(\d+)</b>', html)
    assert listed == [("DE", "2"), ("TH", "1")]
    assert re.findall(r'<path class="match" id="map-(\w\w)"', html) == ["DE"]
    assert "<title>Germany: 2</title>" in html


def test_links_of_the_map_are_left_out_of_the_keyboard_since_the_list_has_them(client):
    organisation("Alpha", "DE")
    html = client.get("/directory/").content.decode()
    svg = html.partition("<svg viewBox")[2].partition("</svg>")[0]
    assert 'aria-hidden="true"' in svg
    assert svg.count("<a ") == svg.count('tabindex="-1"') == 1


def test_the_questions_offer_only_what_somebody_answers_and_ask_the_search(client):
    organisation("Alpha", "DE", services=["hotline"])
    offered = questions()
    assert [term.slug for term in offered.services] == ["hotline"]
    assert offered.target_groups == []
    html = client.get("/directory/").content.decode()
    form = html.partition('class="questions in-row"')[2].partition("</form>")[0]
    assert 'action="/search/"' in form
    assert '<input type="hidden" name="kind" value="organisation">' in form
    assert '<option value="DE">Germany</option>' in form


def test_a_narrower_service_is_asked_for_by_its_broader_one():
    narrower = Term.objects.of("services").filter(parent__isnull=False).first()
    organisation("Alpha", "DE", services=[narrower.slug])
    assert [term.pk for term in questions().services] == [narrower.parent_id]


def test_an_empty_directory_says_how_it_fills(client):
    html = client.get("/directory/").content.decode()
    assert "No organisation is listed yet." in html
    assert "<svg viewBox" not in html


def test_a_page_of_the_directory_costs_the_same_however_many_entries(
    client, django_assert_max_num_queries
):
    for number in range(PAGE_SIZE):
        organisation(f"Organisation {number}", "FR", "DE", services=["hotline", "outreach"])
    client.get("/directory/")
    with django_assert_max_num_queries(22):
        client.get("/directory/")


def test_an_entry_says_how_to_reach_the_office_and_how_old_that_is(client):
    organisation(
        "Alpha",
        "DE",
        slug="alpha",
        phone="+49 (40) 67 99",
        email="office@alpha.example",
        website="https://www.alpha.example/",
        as_of=2012,
    )
    html = client.get("/directory/alpha/").content.decode()
    assert 'href="tel:+49406799"' in html
    assert 'href="mailto:office@alpha.example"' in html
    assert 'rel="noreferrer">www.alpha.example</a>' in html
    assert "As of 2012. Not confirmed since." in html


def test_an_entry_without_contact_or_services_says_so(client):
    organisation("Alpha", slug="alpha")
    html = client.get("/directory/alpha/").content.decode()
    assert "No public contact." in html
    assert "No service is stated." in html
    assert "Not confirmed yet." in html
    assert "Nothing of this organisation is published here yet." in html


def test_an_entry_lists_its_published_practices_and_cases_alone(client):
    alpha = organisation("Alpha", slug="alpha")
    charts, cases = PracticeIndexPage.objects.get(), CaseStudyIndexPage.objects.get()
    for title, live in (("A public chart", True), ("A drafted chart", False)):
        chart = PracticePage(title=title, category="B", live=live)
        chart.organisation_rows.create(organisation=alpha)
        charts.add_child(instance=chart)
    cases.add_child(instance=CaseStudyPage(title="A public case", organisation=alpha))
    secret = cases.add_child(instance=CaseStudyPage(title="A private case", organisation=alpha))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    html = client.get("/directory/alpha/").content.decode()
    assert "A public chart" in html
    assert "A public case" in html
    assert "A drafted chart" not in html
    assert "A private case" not in html


def test_an_entry_describes_itself_to_machines_and_cannot_break_out(client):
    organisation("Alpha </script><b>", "DE", slug="alpha", acronym="A", founded=1994)
    html = client.get("/directory/alpha/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(block)
    assert data["name"] == "Alpha </script><b>"
    assert data["alternateName"] == ["A"]
    assert data["areaServed"][0]["identifier"] == "DE"
    assert data["foundingDate"] == "1994"
    assert "telephone" not in data


def test_deleting_the_practice_takes_it_off_the_entry(client):
    alpha = organisation("Alpha", slug="alpha")
    chart = PracticePage(title="A chart", category="A")
    chart.organisation_rows.create(organisation=alpha)
    PracticeIndexPage.objects.get().add_child(instance=chart)
    Page.objects.get(title="A chart").delete()
    assert "A chart" not in client.get("/directory/alpha/").content.decode()


def test_every_number_of_the_map_stands_on_its_country():
    for shape in atlas().shapes:
        rings = [_ring(part) for part in shape.path.split("M") if part.strip()]
        runs = [run for ring in rings for run in _runs(ring, shape.y)]
        assert any(left - 1 <= shape.x <= right + 1 for left, right in runs), shape.code


def test_a_shape_whose_centre_lies_outside_is_numbered_where_it_is_widest():
    horseshoe = [(0, 0), (10, 0), (10, 1), (2, 1), (2, 9), (10, 9), (10, 10), (0, 10)]
    x, y = _place_inside(horseshoe)
    assert any(left <= x <= right for left, right in _runs(horseshoe, y))


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("+39 0861 796666", "tel:+390861796666"), (" 112 ", "tel:112"), ("(0)40/12", "tel:04012")],
)
def test_a_number_is_dialled_by_its_digits(written, dialled):
    assert phone_uri(written) == dialled


def test_web_addresses_are_shown_as_people_write_them():
    assert without_scheme("https://www.example.org/") == "www.example.org"
    assert without_scheme("http://example.org/a/") == "example.org/a"


def test_names_sort_without_regard_to_accents():
    names = ["Österreich", "Norge", "Türkiye", "Åland", "Tunisie"]
    assert sorted(names, key=sort_key) == ["Åland", "Norge", "Österreich", "Tunisie", "Türkiye"]
