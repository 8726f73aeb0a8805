"""Administrators see how a search was read, what was asked, what scores are made of, and why a record is missing."""

import re

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from core.models import ContentPage, HomePage
from search.engines.base import Explanation, put_all
from search.explaining.asked import as_text, query_asked
from search.explaining.hits import MOST_PARTS, taken_apart
from search.explaining.reading import parts_of
from search.models import OutboxEntry
from search.outbox import rebuild
from search.vocabulary import vocabulary
from search.words import parse_words
from tests.search.samples import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(site_engine):
    """Return pages of the site: two public ones, a draft, a private one, all of them in the index that may be."""
    home = HomePage.objects.first()

    def page(title, *, live=True, **fields):
        return home.add_child(instance=ContentPage(title=title, live=live, **fields))

    made = {
        "public": page("Safe return", summary="A shelter for some weeks."),
        "other": page("Safe work"),
        "draft": page("Safe draft", live=False),
        "private": page("Safe secret"),
    }
    PageViewRestriction.objects.create(
        page=made["private"], restriction_type=PageViewRestriction.LOGIN
    )
    rebuild()
    OutboxEntry.objects.all().delete()
    return made


@pytest.fixture
def explain(admin_client):
    """Return a function that asks for the page, as text."""

    def ask(status=200, **params):
        response = admin_client.get(reverse("search_explained"), params)
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return ask


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("safe return", [("q", "safe return")]),
        ("is it safe?", [("q", "is it safe?")]),
        ("note: x=y", [("q", "note: x=y")]),
        ("?q=safe&country=FR&page=3", [("q", "safe"), ("country", "FR")]),
        ("country=fr", [("country", "FR")]),
        ("/fr/search/?q=safe&view=map", [("q", "safe")]),
        ("https://site.example/search/?year-from=2001", [("year-from", "2001")]),
    ],
)
def test_a_search_is_named_by_words_parameters_or_an_address(text, pairs):
    query = query_asked(text)
    assert query.pairs() == pairs
    assert query_asked(as_text(query)).pairs() == pairs


def test_each_part_of_the_words_is_told_as_it_was_read():
    read = parts_of(
        parse_words('shelters "safe return" reint* intitle:work a-b this OR that -child')
    )
    assert [(part.kind, part.text) for part in read] == [
        ("word", "shelters"),
        ("phrase", "safe return"),
        ("beginning of a word", "reint*"),
        ("word, in the title", "work"),
        ("words joined", "a b"),
        ("any of these", "this OR that"),
        ("word", "child"),
    ]
    assert read[0].tokens.startswith("shelters (en: shelter")
    assert [part.demand for part in read][-2:] == ["must match", "must not match"]


def test_what_was_typed_leads_to_the_address_of_that_search(admin_client):
    address = reverse("search_explained")
    response = admin_client.get(address, {"asked": "?q=safe&country=fr", "record": " 7 "})
    assert response.url == f"{address}?q=safe&country=FR&record=7"


def test_the_page_shows_reading_widening_request_and_scores(explain, pages):
    assert 'id="hits"' not in explain()
    page = explain(q="safe shelter -child")
    assert "must not match" in page
    assert "Widened by the vocabularies" in page
    assert "What the engine was asked" in page
    assert "1 record<" in page
    assert "<mark>Safe</mark> return" in page
    assert "<details> <summary><b>" in page


def test_words_that_hold_markup_are_text(explain, pages):
    assert "<script>x" not in explain(q="<script>x</script>", record="<script>x")


def test_a_record_that_is_found_has_its_place_and_its_score(explain, pages):
    page = explain(q="intitle:safe", record=str(pages["public"].pk))
    assert re.search(r"It is found: number [12] of \d", page)
    assert "It is found" in explain(q="safe", record=pages["public"].full_url)


@pytest.mark.parametrize(
    ("which", "reason"),
    [
        ("draft", "It is not published."),
        ("private", "It is not open to everybody"),
    ],
)
def test_a_record_that_is_not_public_is_said_to_be_so(explain, pages, which, reason):
    page = explain(q="safe", record=str(pages[which].pk))
    assert "It is not in the index." in page
    assert reason in page


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"q": "safe blockchain"}, "“blockchain” stands nowhere in it."),
        ({"q": '"return safe"'}, "The phrase “return safe” stands nowhere in it."),
        ({"q": "intitle:weeks"}, "“weeks” does not stand in its title."),
        ({"q": "work OR blockchain"}, "“work OR blockchain” stands nowhere in it."),
        ({"q": "safe -weeks"}, "It has “weeks”, which was excluded."),
        ({"q": "safe", "country": "FR"}, "what was chosen of “Country”: France."),
        ({"year-from": "2001"}, "None of its years"),
    ],
)
def test_a_record_that_does_not_match_is_told_which_part_it_fails(explain, pages, params, reason):
    page = explain(**params, record=str(pages["public"].pk))
    assert "It is not found." in page
    assert reason in page


def test_a_record_that_the_index_lacks_is_told_how_to_get_there(explain, pages, site_engine):
    with site_engine.writing() as writer:
        writer.delete(str(pages["public"].pk))
    assert "check_search --mend" in explain(q="safe", record=str(pages["public"].pk))
    OutboxEntry.objects.create(page_id=pages["public"].pk, last_error="disk full")
    assert "waits to be written to the index. disk full" in explain(
        q="safe", record=str(pages["public"].pk)
    )


@pytest.mark.parametrize("record", ["999999", "/nowhere/", "x", "9" * 30, "/", "http://[x"])
def test_a_record_that_does_not_exist_is_said_not_to(explain, pages, record):
    assert "There is no page with this number or address." in explain(q="safe", record=record)


def test_what_cannot_be_searched_and_an_engine_that_is_down_are_sentences(explain, site_engine):
    assert "There is no word in the search" in explain(q="***")
    site_engine.clear()
    assert "The search cannot be asked at the moment" in explain(503, q="safe")


def test_a_score_of_thousands_of_parts_is_cut(site_engine):
    leaf = Explanation(1.0, "a part")
    shown = taken_apart(Explanation(2.0, "sum", (leaf,) * 5_000))
    assert len(shown.parts) == MOST_PARTS - 1
    assert shown.left_out == 5_000 - MOST_PARTS + 1


def test_a_word_that_the_vocabularies_widen_is_told_with_its_term(explain, site_engine):
    put_all(
        site_engine, [vocabulary().expand(document("1", facets={"service": ["emergency-shelter"]}))]
    )
    page = explain(q="Schutzwohnung")
    assert "word, widened" in page
    assert "(service)" in page


def test_the_search_page_leads_administrators_to_the_explanation_and_nobody_else(
    pages, client, admin_client
):
    address = reverse("search_explained") + "?q=safe"
    assert f'href="{address}"' in admin_client.get("/search/", {"q": "safe"}).content.decode()
    assert address not in client.get("/search/", {"q": "safe"}).content.decode()
