"""Suggestions while typing: the beginnings of words lead to records, organisations, subjects and countries."""

import json

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import ContentPage, HomePage
from search.engines.base import put_all
from search.expansion import Concept
from search.suggesting.names import NameStarts
from search.vocabulary import vocabulary
from tests.examples import examples
from tests.search.hostile import HOSTILE
from tests.search.samples import document

pytestmark = pytest.mark.django_db


def ask(client, typed, path="/search/suggest/"):
    """Return the labels suggested, by group."""
    answer = client.get(path, {"q": typed})
    assert answer.status_code == 200
    return {
        group["name"]: [one["label"] for one in group["suggestions"]]
        for group in answer.json()["groups"]
    }


@pytest.fixture
def records(site_engine):
    documents = [
        document("1", title="Work with shelters"),
        document(
            "2",
            title="Shelter for women in Serbia",
            facets={"country": ["RS"], "service": ["emergency-shelter"]},
        ),
        document("3", title="Hébergement d’urgence", language="fr", facets={"country": ["FR"]}),
        document("4", kind="organisation", title="Casa Shelter", facets={"country": ["IT"]}),
        document("5", title="A study", summary="of shelter"),
    ]
    put_all(site_engine, [vocabulary().expand(one) for one in documents])
    return site_engine


def test_beginnings_of_words_in_titles_are_suggested_in_groups(client, records):
    found = ask(client, "shel")
    assert found["records"] == ["Shelter for women in Serbia", "Work with shelters"]
    assert found["organisations"] == ["Casa Shelter"]
    assert "Emergency accommodation" in found["terms"]
    assert ask(client, "women serb")["records"] == ["Shelter for women in Serbia"]


def test_accents_and_case_make_no_difference(client, records):
    for typed in ("hebergement d'urg", "HÉBER", "  héber  "):
        assert ask(client, typed)["records"] == ["Hébergement d’urgence"]


def test_countries_and_terms_are_known_by_their_names_in_every_language(client, records):
    assert ask(client, "frankr")["countries"] == ["France"]
    assert ask(client, "Schutzw")["terms"] != []
    assert ask(client, "ser", path="/fr/search/suggest/")["countries"] == ["Serbie"]


def test_what_no_record_carries_is_not_suggested(client, records):
    assert "countries" not in ask(client, "portu")


def test_a_suggestion_leads_to_the_record_or_to_the_search_narrowed(client, records):
    groups = {
        group["name"]: group["suggestions"]
        for group in client.get("/fr/search/suggest/?q=serb").json()["groups"]
    }
    assert groups["records"][0]["url"] == "/records/2/"
    assert groups["records"][0]["language"] == "en"
    assert groups["countries"][0]["url"] == "/fr/search/?country=RS"
    assert client.get(groups["countries"][0]["url"]).status_code == 200


def test_an_organisation_is_found_among_any_number_of_records(client, site_engine):
    crowd = [document(str(number), title=f"Harbour {number}") for number in range(100)]
    one = document(
        "100", kind="organisation", title="A house of many names near the old harbour wall"
    )
    put_all(site_engine, [*crowd, one])
    found = ask(client, "harbour")
    assert len(found["records"]) == 6
    assert found["organisations"] == [one.title]


def test_too_little_is_typed_for_a_suggestion(client, records):
    for typed in ("", "s", " ", "-", '"', "\x00", "🙂"):
        assert ask(client, typed) == {}


def test_a_browser_keeps_the_answer_and_nobody_else_does(client, records):
    answer = client.get("/search/suggest/?q=shel")
    assert answer["Cache-Control"] == "private, max-age=60"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert client.post("/search/suggest/?q=shel").status_code == 405


def test_a_few_queries_answer_whatever_is_typed(client, records, django_assert_max_num_queries):
    ask(client, "shelter")
    with django_assert_max_num_queries(2):
        ask(client, "shel")


def test_without_the_engine_there_are_no_suggestions(client, records):
    records.clear()
    answer = client.get("/search/suggest/?q=shel")
    assert answer.status_code == 503
    assert answer.json()["groups"] == []
    assert answer["Cache-Control"] == "no-store"


def test_nothing_that_can_be_typed_breaks_it(client, records):
    pieces = st.sampled_from(HOSTILE)

    @given(st.lists(pieces | st.text(max_size=10), max_size=20))
    @settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
    def check(parts):
        answer = client.get("/search/suggest/", {"q": "".join(parts)})
        assert answer.status_code == 200
        assert set(answer.json()) == {"groups", "status"}

    check()
    assert client.get("/search/suggest/", {"q": "shelter " * 2_000}).status_code == 200


def test_titles_are_handed_over_as_text(client, site_engine):
    put_all(site_engine, [document("1", title='</script><img src=x onerror="alert(1)"> house')])
    answer = client.get("/search/suggest/?q=house")
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answer.content)["groups"][0]["suggestions"][0]["label"].startswith(
        "</script>"
    )


@override_settings(SITE_URL="https://example.org")
def test_only_what_is_public_is_suggested(client, site_engine):
    home = HomePage.objects.first()
    home.add_child(instance=ContentPage(title="Harbour draft", live=False))
    home.add_child(instance=ContentPage(title="Harbour guide"))
    from search import outbox

    outbox.rebuild()
    assert ask(client, "harb")["records"] == ["Harbour guide"]


def test_names_that_begin_with_the_words_come_first():
    one = Concept("topic", "a", "Return", (("en", "Return"), ("en", "Safe return home")))
    two = Concept("topic", "b", "Safe house", (("en", "Safe house"), ("de", "Rückkehrhaus")))
    names = NameStarts([one, two])
    assert [found.concept.value for found in names.find(["safe"], 5)] == ["b", "a"]
    assert [found.name for found in names.find(["RUCK"], 5)] == ["Rückkehrhaus"]
    assert [found.name for found in names.find(["safe", "ret"], 5)] == ["Safe return home"]
    assert names.find([], 5) == names.find(["zzz"], 5) == []
