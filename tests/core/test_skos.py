"""Vocabularies as SKOS: what a parser reads is what the database holds, whatever characters it holds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from core.models import Term, Vocabulary
from core.skos import concept_iri, labels_of, scheme_iri, turtle
from tests.examples import examples

pytestmark = pytest.mark.django_db


def graph_of(vocabulary):
    return Graph().parse(data="".join(turtle(vocabulary)), format="turtle")


def node(term):
    return URIRef(concept_iri(term))


@pytest.mark.parametrize("vocabulary", Vocabulary)
def test_every_vocabulary_of_the_start_lists_is_valid_turtle_with_all_its_concepts(vocabulary):
    graph = graph_of(vocabulary)
    terms = Term.objects.of(vocabulary)
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {node(term) for term in terms}
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [URIRef(scheme_iri(vocabulary))]


@pytest.mark.parametrize("vocabulary", Vocabulary)
def test_a_concept_has_one_preferred_label_in_each_of_five_languages(vocabulary):
    graph = graph_of(vocabulary)
    for term in Term.objects.of(vocabulary):
        labels = list(graph.objects(node(term), SKOS.prefLabel))
        assert sorted(label.language for label in labels) == ["de", "en", "es", "fr", "it"]


def test_no_alternative_label_repeats_the_preferred_one():
    # SKOS, integrity condition S13.
    for vocabulary in Vocabulary:
        graph = graph_of(vocabulary)
        for concept in graph.subjects(RDF.type, SKOS.Concept):
            preferred = set(graph.objects(concept, SKOS.prefLabel))
            assert preferred.isdisjoint(graph.objects(concept, SKOS.altLabel))


def test_broader_and_narrower_mirror_each_other():
    graph = graph_of(Vocabulary.TYPOLOGIES)
    broader = set(graph.subject_objects(SKOS.broader))
    assert broader
    assert broader == {(child, parent) for parent, child in graph.subject_objects(SKOS.narrower)}


def test_a_concept_is_either_a_top_concept_or_has_a_broader_one():
    graph = graph_of(Vocabulary.TARGET_GROUPS)
    scheme = URIRef(scheme_iri(Vocabulary.TARGET_GROUPS))
    top = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert top == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert top.isdisjoint(graph.subjects(SKOS.broader))
    assert len(top) == Term.objects.of("target_groups").filter(parent=None).count()


def test_the_letter_of_a_category_is_its_notation():
    graph = graph_of(Vocabulary.PRACTICE_CATEGORIES)
    assert {str(one) for one in graph.objects(None, SKOS.notation)} == {"A", "B", "C", "D"}


def test_scope_notes_and_synonyms_are_told():
    graph = graph_of(Vocabulary.TYPOLOGIES)
    term = Term.objects.get(vocabulary="typologies", slug="peer-education")
    assert Literal(term.scope_note, "en") in set(graph.objects(node(term), SKOS.scopeNote))
    words = set(graph.objects(node(term), SKOS.altLabel))
    assert Literal("peer educators", "en") in words
    assert Literal("Multiplikatoren", "de") in words


# Surrogates cannot be written in UTF-8, and no database takes NUL.
texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1)


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(label=texts, note=texts, synonym=texts)
def test_any_text_comes_back_as_it_was(label, note, synonym):
    Term.objects.of("four_ps").delete()
    term = Term.objects.create(
        vocabulary="four_ps", slug="any", label=label, scope_note=note, synonyms=[synonym]
    )
    graph = graph_of(Vocabulary.FOUR_PS)
    assert set(graph.objects(node(term), SKOS.prefLabel)) == {Literal(label, "en")}
    assert set(graph.objects(node(term), SKOS.scopeNote)) == {Literal(note, "en")}
    expected = set() if synonym == label else {Literal(synonym, "en")}
    assert set(graph.objects(node(term), SKOS.altLabel)) == expected


def test_a_label_under_a_key_that_is_no_language_is_left_out_and_breaks_nothing():
    Term.objects.create(
        vocabulary="four_ps",
        slug="odd",
        label="Odd",
        labels={"fr": "Bizarre", 'x" .': "!", "": "?"},
    )
    term = Term.objects.get(slug="odd")
    assert labels_of(term) == {"en": "Odd", "fr": "Bizarre"}
    assert len(list(graph_of(Vocabulary.FOUR_PS).objects(node(term), SKOS.prefLabel))) == 2


def test_the_address_of_the_interface_gives_turtle(client):
    response = client.get("/vocabularies/typologies.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    graph = Graph().parse(data=b"".join(response.streaming_content), format="turtle")
    assert len(list(graph.subjects(RDF.type, SKOS.Concept))) == 34


def test_an_unknown_vocabulary_is_not_found(client):
    assert client.get("/vocabularies/flavours.ttl").status_code == 404
    assert client.get("/vocabularies/flavours/").status_code == 404


def test_writing_a_vocabulary_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        "".join(turtle(Vocabulary.TYPOLOGIES))


def test_the_address_of_a_concept_opens_its_entry(client):
    term = Term.objects.get(vocabulary="typologies", slug="peer-education")
    page, anchor = concept_iri(term).removeprefix("http://testserver").split("#")
    response = client.get(page)
    assert f'id="{anchor}"' in response.content.decode()


def test_the_list_leads_to_every_vocabulary(client):
    text = client.get("/vocabularies/").content.decode()
    for vocabulary in Vocabulary:
        assert f"/vocabularies/{vocabulary.value}/" in text
        assert f"/vocabularies/{vocabulary.value}.ttl" in text


def test_the_api_gives_a_vocabulary_page_by_page(client):
    answer = client.get("/api/v1/vocabularies/typologies?page=2&page-size=20").json()
    assert (answer["count"], answer["page"], answer["pages"]) == (34, 2, 2)
    assert len(answer["results"]) == 14


def test_a_term_of_the_api_has_its_labels_and_its_place(client):
    answer = client.get("/api/v1/vocabularies/typologies?q=peer education").json()
    (term,) = answer["results"]
    assert term["slug"] == "peer-education"
    assert term["labels"]["es"] == "Educación entre pares"
    assert term["broader"] == "information-awareness"
    assert term["category"] == "A"


def test_a_vocabulary_is_csv_when_the_caller_prefers_it(client):
    response = client.get("/api/v1/vocabularies/four_ps", headers={"Accept": "text/csv"})
    assert response["Content-Type"].startswith("text/csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("slug,uri,label")
    assert len(lines) == 5


def test_an_unknown_vocabulary_of_the_api_is_told_with_the_known_ones(client):
    response = client.get("/api/v1/vocabularies/flavours")
    assert response.status_code == 404
    assert "typologies" in response.json()["detail"]
