"""While the engine is down, the page leads to what the database alone can show, and all of it opens."""

import re

import pytest
from wagtail.models import Locale, PageViewRestriction

from core import languages
from core.models import HomePage
from newsletter.models import NewsletterPage
from practices.models import CaseStudyIndexPage, CategoryPage, PracticeIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]


@pytest.fixture
def resting(client, site_engine):
    """Return a function that asks the search while it has no index."""
    site_engine.clear()

    def ask(address="/search/?q=shelter&country=FR&view=table"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        return answer.text.partition('<main id="main">')[2].partition("</main>")[0]

    return ask


def addresses(html):
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]*)"', html)]


def test_the_way_on_is_open_everywhere(client, resting):
    found = addresses(resting())
    again, *others = found
    assert again == "/search/?q=shelter&country=FR&view=table"
    shelves = [one for one in others if not one.startswith("/countries/")]
    assert shelves == [
        "/practices/",
        *(f"/practices/category-{letter}/" for letter in "abcd"),
        "/case-studies/",
        "/directory/",
        "/library/policies/",
        "/library/publications/",
        "/newsletter/",
    ]
    countries = [one for one in others if one.startswith("/countries/")]
    assert countries[0] == "/countries/"
    assert len(countries) > 20
    for address in (*shelves, *countries[:3], countries[-1]):
        assert client.get(address).status_code == 200, address
    assert client.get(again).status_code == 503


def test_categories_and_countries_are_called_by_their_names(resting):
    html = resting()
    assert "B. Identification, first assistance and protection" in html
    assert ">France</a>" in html


def test_what_is_taken_down_or_closed_is_not_offered(resting):
    CaseStudyIndexPage.objects.update(live=False)
    newsletter = NewsletterPage.objects.get()
    PageViewRestriction.objects.create(page=newsletter, restriction_type=PageViewRestriction.LOGIN)
    found = addresses(resting())
    assert "/case-studies/" not in found
    assert "/newsletter/" not in found
    assert "/directory/" in found


def test_readers_are_led_in_their_language_and_to_english_where_it_has_no_page(resting):
    french = Locale.objects.create(language_code="fr")
    home = HomePage.objects.get().copy_for_translation(french)
    home.save_revision().publish()
    shelf = PracticeIndexPage.objects.get().copy_for_translation(french)
    shelf.title = "Pratiques"
    shelf.save_revision().publish()
    category = CategoryPage.objects.get(category="B").copy_for_translation(french)
    category.save_revision().publish()
    languages.forget()
    html = resting("/fr/search/?q=abri")
    found = addresses(html)
    assert found[0] == "/fr/search/?q=abri"
    assert '<a href="/fr/practices/" lang="fr">Pratiques</a>' in html
    assert "/fr/practices/category-b/" in found
    assert "/practices/category-b/" not in found
    assert "/practices/category-a/" in found
    assert "/directory/" in found
    assert "/fr/countries/fr/" in found
    assert ">Allemagne</a>" in html


def test_the_page_asks_the_database_little(resting, django_assert_max_num_queries):
    resting()
    with django_assert_max_num_queries(9):
        resting()
