"""What the network knows about a country, on one page; countries side by side; the list of all."""

import re

import pytest
from django.utils.html import strip_tags

from core.countries.parts import shown_number
from core.models import Country
from directory.models import Contact, OrganisationPage
from library.models import PolicyPage
from practices.models import CaseStudyPage, PracticePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def section_of(page, name):
    """Return the section of a country page under the heading of this name, in plain words."""
    part = page[page.index(f'<h2 id="{name}">') :]
    return " ".join(strip_tags(part[: part.index("</section>")]).split())


def test_a_country_page_has_what_every_app_knows(client):
    page = text_of(client, "/countries/it/")
    assert "On the Road" in section_of(page, "organisations")
    assert "Accommodation" in section_of(page, "services")
    assert "Indoor outreach unit" in section_of(page, "practices")
    assert "A call from the family" in section_of(page, "cases")
    assert "Law no. 228" in section_of(page, "policies")
    bound = section_of(page, "instruments")
    assert "2011" in bound and "signed in 2005" in bound and "ratified in 2010" in bound
    assert "Da vittime a cittadine" in section_of(page, "publications")
    assert '"@type": "Country"' in page
    assert 'href="/directory/?country=IT"' in page


def test_every_country_of_the_demonstration_has_its_page(client):
    named = set()
    for model in (OrganisationPage, PracticePage, CaseStudyPage, PolicyPage):
        named |= set(model.objects.live().values_list("countries", flat=True)) - {None}
    listed = text_of(client, "/countries/")
    sitemap = client.get("/sitemap.xml").content.decode()
    assert len(named) > 40
    for code in named:
        assert f'href="/countries/{code.lower()}/"' in listed
        assert f"/countries/{code.lower()}/</loc>" in sitemap


def test_capitals_lead_to_the_one_address(client):
    answer = client.get("/countries/XK/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/countries/xk/")
    for nothing in ("zz", "ZZ", "q1", "italy"):
        assert client.get(f"/countries/{nothing}/").status_code == 404


def test_the_footnote_stands_wherever_its_country_is_named(client):
    note = "without prejudice to positions on status"
    for address in ("/countries/xk/", "/countries/", "/countries/compare/?c=XK&c=AL"):
        page = text_of(client, address)
        assert "Kosovo*" in page and note in page


def test_a_country_of_which_nothing_is_known_says_what_to_do(client):
    page = text_of(client, "/countries/nz/")
    assert "has no record about New Zealand yet" in page
    assert 'name="robots" content="noindex"' in page
    assert "Nobody is listed yet" in section_of(page, "organisations")


def test_only_what_everybody_may_see_is_there_whoever_asks(client, admin_client):
    entry = OrganisationPage.objects.get(slug="on-the-road")
    for tier, number in (("members", "+39 06 5550101"), ("public", "+39 06 5550102")):
        Contact.objects.create(page=entry, kind="referral", tier=tier, phone=number, person="Jo")
    PracticePage.objects.filter(title="Indoor outreach unit").update(live=False)
    PolicyPage.objects.filter(slug="italy-law-228-2003").update(live=False)
    for one in (client, admin_client):
        page = text_of(one, "/countries/it/")
        assert "+39 06 5550102" in section_of(page, "lines")
        for hidden in ("+39 06 5550101", "Jo<", "Indoor outreach unit", "Law no. 228"):
            assert hidden not in page


def test_a_country_page_takes_few_queries(client, django_assert_max_num_queries):
    text_of(client, "/countries/it/")
    with django_assert_max_num_queries(15):
        text_of(client, "/countries/it/")


def test_the_list_is_narrowed_to_a_region(client):
    page = text_of(client, "/countries/?region=western-balkans")
    rows = re.findall(r'<th scope="row"><a href="/countries/(\w\w)/">', page)
    assert set(rows) <= {"al", "ba", "me", "mk", "rs", "xk"} and "rs" in rows
    assert "There is no such region" in text_of(client, "/countries/?region=atlantis")


def test_few_cases_are_not_counted():
    assert [shown_number(count, 5) for count in (0, 4, 5)] == ["0", "fewer than 5", "5"]


def test_countries_stand_side_by_side(client):
    page = text_of(client, "/countries/compare/?c=it&c=ES&c=AT")
    heads = re.findall(r'<th scope="col"><a href="/countries/(\w\w)/">', page)
    assert heads == ["it", "es", "at"]
    row = page[page.index("Council of Europe Convention on") :] if "CETS" not in page else page
    assert "in force since 2011" in row and "ratified in 2009" in row
    assert "Indoor outreach unit" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose two to four countries"),
        ("c=IT", "Choose one country more"),
        ("c=IT&c=zz", "belongs to no country"),
        ("c=IT&c=%00%27&c=FR", "belongs to no country"),
        ("c=IT&c=FR&c=ES&c=DE&c=AT", "At most 4 countries"),
    ],
)
def test_a_comparison_says_what_it_cannot_do(client, query, said):
    assert said in text_of(client, f"/countries/compare/?{query}")


def test_a_name_in_another_language_has_the_same_address(client):
    country = Country.objects.get(pk="AT")
    assert country.name == "Austria"
    assert "Austria" in text_of(client, "/countries/at/")
