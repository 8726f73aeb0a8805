"""The menu, the way back up, the footer, the exit and what else stands on every page."""

import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from wagtail.models import Locale, PageViewRestriction

from core import languages
from core.models import ContentPage, HomePage
from core.templatetags.pagination import page_links, page_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return HomePage.objects.get()


@pytest.fixture
def french_home(home):
    french = Locale.objects.create(language_code="fr")
    page = home.copy_for_translation(french)
    page.save_revision().publish()
    languages.forget()
    return page


def plain_page(parent, title, **fields):
    return parent.add_child(instance=ContentPage(title=title, **fields))


def test_the_menu_lists_the_sections_and_marks_the_one_we_are_in(client):
    html = client.get("/directory/").content.decode()
    assert '<a href="/directory/" aria-current="page">Directory</a>' in html
    assert '<a href="/practices/">Practices</a>' in html


def test_the_menu_marks_the_section_of_a_page_below_it(client, home):
    about = plain_page(home, "About us", show_in_menus=True)
    plain_page(about, "Who we are")
    html = client.get("/about-us/who-we-are/").content.decode()
    assert '<a href="/about-us/" aria-current="true">About us</a>' in html


def test_pages_outside_the_menu_stand_in_the_footer(client, home):
    plain_page(home, "Reading safely")
    head, _, foot = client.get("/directory/").content.decode().partition('<footer class="foot">')
    assert "Reading safely" not in head
    assert '<a href="/reading-safely/">Reading safely</a>' in foot


def test_drafts_and_private_pages_are_in_no_menu(client, home):
    plain_page(home, "A draft", live=False, show_in_menus=True)
    secret = plain_page(home, "A private page", show_in_menus=True)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    html = client.get("/").content.decode()
    assert "A draft" not in html
    assert "A private page" not in html


def test_breadcrumbs_lead_back_up_and_leave_out_the_page_itself(client, home):
    about = plain_page(home, "About us")
    plain_page(about, "Who we are")
    html = client.get("/about-us/who-we-are/").content.decode()
    crumbs = html.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert '<a href="/about-us/">About us</a>' in crumbs
    assert "Who we are" not in crumbs


def test_a_page_directly_under_the_home_page_has_no_breadcrumbs(client):
    assert 'class="crumbs"' not in client.get("/directory/").content.decode()


def test_menu_site_and_footnotes_cost_three_queries(
    client, home, django_assert_max_num_queries, rf
):
    from django.template import engines

    template = engines["django"].from_string("{% extends 'base.html' %}")
    request = rf.get("/")
    with django_assert_max_num_queries(3):
        template.render({}, request)


@pytest.mark.parametrize("address", ["/", "/directory/", "/accounts/login/", "/no-such-page/"])
def test_every_page_has_the_exit_as_a_plain_link(client, address):
    html = client.get(address).content.decode()
    assert 'class="quick-exit" href="https://www.wikipedia.org/" rel="noreferrer"' in html


def test_the_address_of_the_exit_is_a_setting(client, settings):
    settings.QUICK_EXIT_URL = "https://weather.example/"
    html = client.get("/").content.decode()
    assert 'class="quick-exit" href="https://weather.example/"' in html


def test_every_page_has_one_search_box_for_q(client):
    for address in ("/", "/directory/", "/accounts/login/", "/no-such-page/"):
        html = client.get(address).content.decode()
        # The directory asks for words of its own beside the box of the whole site.
        assert html.count('name="q"') == (2 if address == "/directory/" else 1), address
        assert 'role="search" action="/search/"' in html


def test_the_head_names_feed_search_icon_language_and_canonical_address(client, settings):
    html = client.get("/directory/?page=1").content.decode()
    assert '<html lang="en">' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}/directory/">' in html
    assert 'type="application/atom+xml"' in html
    assert 'type="application/opensearchdescription+xml"' in html
    assert "img/favicon.svg" in html


def test_one_language_needs_no_switch(client):
    assert 'class="languages"' not in client.get("/").content.decode()


def test_a_second_language_brings_the_switch(client, french_home):
    html = client.get("/directory/").content.decode()
    assert 'lang="fr" hreflang="fr" title="français">FR</a>' in html
    assert 'lang="en" hreflang="en" title="English" aria-current="true">EN</a>' in html
    assert 'lang="de"' not in html


def test_what_has_no_french_page_is_shown_where_it_stands(client, french_home):
    assert client.get("/fr/").status_code == 200
    for path in ("/directory/?country=FR", "/practices/?page=2", "/no-such-page/"):
        answer = client.get(f"/fr{path}")
        assert (answer.status_code, answer["Location"]) == (302, path)


def test_a_language_without_a_home_page_leads_to_english(client):
    for path in ("/", "/practices/", "/no-such-page/"):
        answer = client.get(f"/de{path}")
        assert (answer.status_code, answer["Location"]) == (302, path)


def test_readers_without_account_get_no_cookie(client):
    for address in ("/", "/directory/", "/no-such-page/"):
        assert client.get(address).cookies == {}, address


def test_signed_in_people_find_their_account_and_the_way_out(client):
    client.force_login(get_user_model().objects.create_user("anna@example.org", "secret"))
    html = client.get("/").content.decode()
    assert 'action="/accounts/logout/" method="post"' in html
    assert 'href="/accounts/"' in html
    assert 'href="/admin/"' not in html


def test_the_demonstration_says_that_it_is_one(client, settings):
    assert "Demonstration:" in client.get("/").content.decode()
    settings.DEMONSTRATION = False
    assert "Demonstration:" not in client.get("/").content.decode()


def test_pagination_shows_the_ends_and_the_neighbours():
    numbers = [link.number for link in page_links(QueryDict(), 10, 20)]
    assert numbers == [1, None, 8, 9, 10, 11, 12, None, 20]


def test_pagination_never_hides_a_single_page_behind_dots():
    assert [link.number for link in page_links(QueryDict(), 5, 9)] == list(range(1, 10))
    assert [link.number for link in page_links(QueryDict(), 1, 4)] == [1, 2, 3, 4]


def test_pagination_keeps_the_rest_of_the_address():
    query = QueryDict("country=FR&country=DE&page=3")
    assert page_url(query, 4) == "?country=FR&country=DE&page=4"
    assert page_url(query, 1) == "?country=FR&country=DE"
