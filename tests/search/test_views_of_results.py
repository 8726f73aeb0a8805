"""One answer as list, table and map, and the panel by which it is used elsewhere."""

import re
import shlex
from html import unescape

import pytest

from search import elsewhere
from search.engines.base import put_all
from search.query import PAGE_SIZE
from tests.search.samples import document

pytestmark = pytest.mark.django_db


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


def links(html, label):
    """Return the addresses behind a word."""
    return re.findall(rf'<a href="([^"]*)"[^>]*>{re.escape(label)}</a>', html)


def rows(html):
    """Return the cells of the body of the table, as a reader sees them."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in body.split("</tr>")[:-1]
    ]


@pytest.mark.parametrize("view", ["list", "table", "map"])
def test_each_view_shows_the_same_answer_and_leads_to_the_others(client, records, view):
    html = text(client, f"/search/?q=safe&view={view}")
    assert "2 records for “safe”" in html
    assert f'aria-current="true">{view.title()}</a>' in html
    assert links(html, "List") == ["/search/?q=safe"]
    assert links(html, "Table") == ["/search/?q=safe&view=table"]
    assert links(html, "Map") == ["/search/?q=safe&view=map"]


def test_the_view_stays_in_every_link_and_form_of_the_page(client, records):
    html = text(client, "/search/?q=safe&country=FR&country=RO&view=table&page-size=1")
    assert '<a class="chip" href="/search/?q=safe&country=RO&page-size=1&view=table">' in html
    assert "/search/?q=safe&country=FR&country=RO&page=2&page-size=1&view=table" in html
    assert links(html, "Newest") == [
        "/search/?q=safe&country=FR&country=RO&page-size=1&sort=newest&view=table"
    ]
    forms = re.findall(r'<form[^>]*action="/search/">(.*?)</form>', html, re.S)
    assert len(forms) == 3
    assert all('name="view" value="table"' in form for form in forms)
    built = client.get("/search/?country=FR&view=table&all=safe")
    assert built.url == "/search/?q=safe&country=FR&view=table"


def test_ways_on_from_an_empty_answer_keep_the_view(client, records):
    html = text(client, "/search/?q=danger&country=RO&view=table")
    assert 'href="/search/?q=danger&view=table"' in html
    assert 'href="/search/?view=table"' in html


def test_a_view_that_there_is_not_is_said_and_the_list_shown(client, records):
    html = text(client, "/search/?q=safe&view=globe")
    assert "There are these views: list, table, map." in html
    assert 'class="hits"' in html
    assert "view=globe" not in html


def test_feed_exports_and_api_know_of_no_view(client, records):
    answer = client.get("/api/v1/search?q=safe&view=globe").json()
    assert answer["problems"] == []
    feed = client.get("/search/feed/?q=safe&view=table").text
    assert "view=" not in feed
    assert client.get("/search/export.xlsx?view=map").status_code == 200


def test_the_table_has_a_line_for_each_record(client, records):
    html = text(client, "/search/?view=table&sort=title")
    assert rows(html) == [
        [
            "A safe return", "Case study", "– not stated", "Romania", "– not stated",
            "– not stated", "English", "4 Jan 2024",
        ],
        [
            "Casa", "Organisation", "– not stated", "Italy", "– not stated",
            "– not stated", "Italian", "5 Jan 2024",
        ],
        [
            "Return to Romania", "Practice chart", "– not stated", "Romania, Germany", "2003–2008",
            "C", "English", "3 Jan 2024",
        ],
        [
            "Safe accommodation in France", "Practice chart", "ALC", "France", "since 2001",
            "B", "English", "2 Jan 2024",
        ],
    ]  # fmt: skip
    assert 'aria-sort="ascending"><a href="/search/?sort=title&view=table">Title</a>' in html
    assert 'aria-sort="' not in text(client, "/search/?view=table")


def test_the_map_has_the_numbers_of_the_facet_and_leads_to_the_list(client, records):
    html = text(client, "/search/?view=map")
    listed = re.findall(
        r'href="([^"]*)" data-country="(\w\w)"[^>]*><span>([^<]+)</span><b>(\d+)</b>', html
    )
    assert listed == [
        ("/search/?country=FR", "FR", "France", "1"),
        ("/search/?country=DE", "DE", "Germany", "1"),
        ("/search/?country=IT", "IT", "Italy", "1"),
        ("/search/?country=RO", "RO", "Romania", "2"),
    ]
    assert '<a href="/search/?country=RO" aria-label="Romania: 2 records">' in html
    assert "no country" not in html
    assert 'aria-label="Pages of results"' not in html


def test_a_chosen_country_is_marked_and_the_others_keep_their_numbers(client, records):
    html = text(client, "/search/?country=RO&view=map")
    assert 'aria-label="Romania: 2 records, chosen" aria-current="true"' in html
    assert 'aria-label="France: 1 record"' in html
    assert "The numbers are those without the choice of countries." in html


def test_what_is_on_no_map_is_named_and_counted(client, site_engine):
    places = [("1", ["TH"]), ("2", ["TH", "FR"]), ("3", []), ("4", []), ("5", ["SG"])]
    put_all(site_engine, [document(key, facets={"country": codes}) for key, codes in places])
    html = " ".join(text(client, "/search/?view=map").split())
    assert "Beyond this map: Singapore, Thailand" in html
    assert "2 records name no country, so that they are not on the map." in html
    narrowed = text(client, "/search/?country=TH&view=map")
    assert "2 records name no country" in narrowed
    assert links(html, "Map of the world") == ["/search/?view=map&map=world"]
    world = text(client, "/search/?view=map&map=world")
    assert 'id="map-TH"' in world
    assert links(world, "Map of Europe") == ["/search/?view=map&map=europe"]


def test_records_of_no_country_at_all_are_not_drawn(client, site_engine):
    put_all(site_engine, [document("1")])
    html = text(client, "/search/?view=map")
    assert "None of these records names a country" in html
    assert "<svg viewBox" not in html


def test_the_panel_gives_the_same_search_in_every_form(client, records, settings):
    html = text(client, "/search/?q=it's+safe+OR+return&page-size=2&page=2&view=table")
    asked = "?q=it%27s+safe+OR+return&page-size=2"
    fields = dict(re.findall(r'<input id="(elsewhere-\w+)" value="([^"]*)" readonly>', html))
    assert fields["elsewhere-address"] == f"http://testserver/search/{asked}&view=table"
    *_curl, api = shlex.split(fields["elsewhere-command"])
    assert api == f"http://testserver/api/v1/search{asked}"
    assert client.get(api).json()["count"] == 3
    for label, path in (
        ("Atom feed", "/search/feed/"),
        ("CSV", "/search/export.csv"),
        ("Excel", "/search/export.xlsx"),
        ("Mail me new matches", "/newsletter/alerts/new/"),
    ):
        (address,) = [one for one in links(html, label) if "?" in one]
        assert address == f"{path}{asked}"
        assert client.get(address).status_code == 200
    assert "the newest 2." in html
    assert "List, table or map goes along in the address alone" in html
    assert links(html, "What the API answers") == ["/api/v1/docs"]


def test_the_panel_offers_what_fits_the_kinds_and_says_where_a_file_ends(
    client, site_engine, monkeypatch
):
    put_all(site_engine, [document(str(n), kind="policy") for n in range(1, 4)])
    html = text(client, "/search/?kind=policy&sort=title")
    assert "at most 10,000 rows" in html
    assert "/library/" in links(html, "ZIP with files")[0]
    assert f"the first {PAGE_SIZE} in your order" in html
    monkeypatch.setattr(elsewhere, "MAX_OFFSET", 2)
    assert "The first 2 of these 3 records" in text(client, "/search/?kind=policy")


def test_every_view_needs_few_queries(client, records, django_assert_max_num_queries):
    for view in ("list", "table", "map"):
        client.get(f"/search/?q=safe&view={view}")
        with django_assert_max_num_queries(8):
            client.get(f"/search/?q=safe&country=FR&view={view}")
