"""The search page, its feed, exports and API give one answer, and only what everybody may see."""

import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from core.models import ContentPage, HomePage
from search.engines.base import put_all
from tests.examples import examples
from tests.search.samples import document

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/search/",
    "/search/feed/",
    "/search/export.csv",
    "/search/export.xlsx",
    "/api/v1/search",
]
ATOM = "{http://www.w3.org/2005/Atom}"


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(str(row) for row in rows)
    return content.decode()


def ask(client, text):
    response = client.get(f"/api/v1/search{text}")
    assert response.status_code == 200
    return response.json()


def counts(answer, facet):
    return {one["value"]: one["count"] for one in answer["facets"][facet]}


def test_the_answer_has_the_shape_that_others_build_on(client, records):
    answer = ask(client, "?q=accommodation&country=FR&category=B")
    assert answer["count"] == answer["page"] == answer["pages"] == 1
    assert answer["suggestion"] is None
    (record,) = answer["results"]
    assert record["id"] == 1
    assert record["kind"] == "practice"
    assert record["countries"] == ["FR"]
    assert record["category"] == "B"
    assert record["year"] == 2001
    assert record["language"] == "en"
    assert record["url"].endswith("/records/1/")
    assert record["passages"] == []
    assert "<mark>accommodation</mark>" in record["highlights"][0]
    assert answer["facets"]["country"][0] == {
        "value": "FR",
        "label": "France",
        "count": 1,
        "selected": True,
    }


def test_a_facets_own_counts_ignore_its_own_selection(client, records):
    answer = ask(client, "?country=FR&country=IT")
    assert answer["count"] == 2
    assert counts(answer, "country") == {"RO": 2, "FR": 1, "DE": 1, "IT": 1}
    assert counts(answer, "kind") == {"practice": 1, "organisation": 1}


def test_a_broader_term_finds_and_counts_its_narrower_ones_once(client, records):
    answer = ask(client, "?service=accommodation")
    assert answer["count"] == 2
    assert counts(answer, "service") == {"accommodation": 2, "emergency-shelter": 1}
    answer = ask(client, "?exploitation=forced-labour")
    assert answer["count"] == 2
    assert counts(answer, "topic") == {"compensation": 1, "access-to-justice": 1}


def test_years_meet_periods(client, records):
    assert ask(client, "?year-from=2009")["count"] == 1
    assert ask(client, "?year-from=2008&year-to=2008")["count"] == 2
    assert ask(client, "?year-to=2002")["count"] == 1


def test_words_in_other_languages_and_abbreviations_find_the_term(client, records):
    assert ask(client, "?q=Schutzwohnung")["count"] == 2
    assert ask(client, "?q=Rumänien")["count"] == 2
    assert ask(client, "?q=Roumanie")["count"] == 2


def test_a_word_that_is_part_of_a_terms_name_in_another_language_finds_the_term(client, records):
    assert ask(client, "?q=Entschädigung")["count"] == 1
    assert ask(client, "?q=qqqqxyz")["count"] == 0


def test_unknown_values_give_nothing_and_a_hint(client, records):
    answer = ask(client, "?country=ZZ")
    assert answer["count"] == 0
    assert "ZZ" in answer["problems"][0]
    assert "ZZ" in body(client.get("/search/?country=ZZ"))


def test_a_slip_is_mended(client, records):
    assert ask(client, "?q=acommodation")["suggestion"] == "accommodation"
    page = body(client.get("/search/?q=acommodation"))
    assert "Search for “accommodation”" in page
    assert "?q=accommodation" in page


def test_the_page_shows_hits_facets_chips_and_ways_to_take_them_away(client, records):
    page = body(client.get("/search/?q=safe&country=FR"))
    assert "1 record for “safe”" in page
    assert "<mark>Safe</mark> accommodation in France" in page
    assert '<a class="chip" href="/search/?q=safe">' in page
    assert "/search/?q=safe&amp;country=FR&amp;country=RO" in page
    assert "/search/feed/?q=safe&amp;country=FR" in page
    assert "/search/export.xlsx?q=safe&amp;country=FR" in page
    assert "/api/v1/search?q=safe&amp;country=FR" in page
    assert 'content="noindex"' in page


def test_a_hit_says_where_it_was_found(client, records):
    page = body(client.get("/search/?q=danger"))
    assert "<b>Activities</b>" in page


def test_an_empty_answer_shows_ways_on(client, records):
    page = body(client.get("/search/?q=danger&country=RO"))
    assert "Nothing here matches “danger” in Romania" in page
    assert 'href="/search/?q=danger"' in page
    assert "Finds 1 record." in page


def test_nothing_asked_is_everything_newest_first(client, records):
    answer = ask(client, "")
    assert answer["count"] == 4
    assert [one["id"] for one in answer["results"]] == [4, 3, 2, 1]


def test_pages_and_page_size(client, records):
    answer = ask(client, "?page-size=3&page=2")
    assert (answer["page"], answer["pages"], len(answer["results"])) == (2, 2, 1)
    page = body(client.get("/search/?page-size=1&page=2"))
    assert 'aria-current="page" aria-label="Page 2"' in page
    assert "/search/?page=3&amp;page-size=1" in page


@pytest.mark.parametrize(
    "text",
    [
        "?page=1000000000",
        "?page=99",
        "?page-size=1000000",
        "?year-from=abc",
        "?q=%22unbalanced",
        "?q=%00%01safe",
        "?q=" + "x" * 3000,
        "?q=***",
        "?kind=unheard-of",
    ],
)
def test_what_was_wrong_is_said_in_a_page_and_never_a_500(client, records, text):
    for address in ADDRESSES:
        response = client.get(address + text)
        assert response.status_code == 200
        body(response)
    assert ask(client, text)["problems"]
    assert 'class="notice"' in body(client.get("/search/" + text))


def test_no_query_string_whatever_breaks_a_page(client, records):
    names = st.sampled_from(
        ["q", "country", "kind", "organisation", "page", "page-size", "year-from", "sort", "show"]
    )

    @given(st.lists(st.tuples(names, st.text(max_size=40)), max_size=6))
    @settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
    def check(pairs):
        for address in ("/search/", "/search/feed/", "/api/v1/search"):
            params = {}
            for name, value in pairs:
                params.setdefault(name, []).append(value)
            assert client.get(address, params).status_code == 200

    check()


def test_the_feed_is_atom_with_absolute_addresses(client, records):
    feed = ET.fromstring(body(client.get("/search/feed/?q=safe")))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [
        "A safe return",
        "Safe accommodation in France",
    ]
    assert all(entry.find(f"{ATOM}link").get("href").startswith("http") for entry in entries)


def test_exports_have_every_record_and_run_nothing(client, records):
    rows = list(
        csv.DictReader(
            StringIO(body(client.get("/search/export.csv?page-size=1")).lstrip("\ufeff"))
        )
    )
    assert len(rows) == 4
    assert rows[2]["summary"].startswith("'=cmd")
    assert rows[2]["countries"] == "Romania; Germany"
    sheet = body(client.get("/search/export.xlsx?country=RO"))
    assert "'=cmd" in sheet
    assert "Safe accommodation" not in sheet


def test_a_browser_can_offer_the_search(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/search/?q={searchTerms}" in ET.fromstring(response.content).find("{*}Url").get(
        "template"
    )


def test_drafts_private_and_deleted_pages_are_in_no_answer(client, site_engine):
    home = HomePage.objects.first()

    def page(title):
        made = home.add_child(instance=ContentPage(title=title, summary="planted", live=True))
        made.save_revision().publish()
        return made

    page("Public planted")
    home.add_child(instance=ContentPage(title="Draft planted", live=False)).save_revision()
    PageViewRestriction.objects.create(
        page=page("Private planted"), restriction_type=PageViewRestriction.LOGIN
    )
    page("Deleted planted").delete()
    call_command("rebuild_search", verbosity=0)
    for address in ADDRESSES:
        text = body(client.get(f"{address}?q=planted"))
        assert "Public planted" in text.replace("<mark>", "").replace("</mark>", "").replace(
            "\\u003C", "<"
        )
        for hidden in ("Draft", "Private", "Deleted"):
            assert hidden not in text, address


def test_when_the_engine_is_down_the_page_says_so(client, site_engine):
    site_engine.clear()
    for address in ADDRESSES:
        assert client.get(f"{address}?q=safe").status_code == 503
    assert "The search is not available at the moment" in body(client.get("/search/?q=safe"))


def test_markup_in_a_query_or_a_record_is_shown_as_text(client, site_engine):
    put_all(
        site_engine,
        [document("1", title="<script>alert(1)</script> safe", summary="<img src=x> safe")],
    )
    page = body(client.get("/search/?q=%3Cscript%3Esafe"))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    page = body(client.get("/search/?q=safe&country=%3Cscript%3Ealert(1)"))
    assert "<script>alert" not in page.lower()


def test_a_search_page_needs_few_queries(client, records, django_assert_max_num_queries):
    client.get("/search/?q=safe")
    with django_assert_max_num_queries(8):
        client.get("/search/?q=safe&country=FR&category=B")
    with django_assert_max_num_queries(8):
        client.get("/api/v1/search?q=safe&country=FR&category=B")


def test_search_terms_are_not_logged(client, records, caplog):
    caplog.set_level("DEBUG")
    client.get("/search/?q=planted-secret-word")
    client.get("/api/v1/search?q=planted-secret-word")
    assert "planted-secret-word" not in caplog.text


@override_settings(SITE_URL="https://centre.example")
def test_the_feed_names_the_site(client, records):
    assert "https://centre.example/search/" in body(client.get("/search/feed/"))


def test_the_api_lists_its_parameters(client):
    response = client.get("/api/v1/openapi.json")
    operation = json.loads(response.content)["paths"]["/api/v1/search"]["get"]
    assert {"q", "country", "year-from", "page-size"} <= {
        one["name"] for one in operation["parameters"]
    }
