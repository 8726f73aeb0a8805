"""Records like another one, as a page shows them: each once, with what they share in the reader's words."""

import pytest
from django.utils import translation

from search.engines.base import put_all
from search.similar import similar_records
from search.vocabulary import vocabulary
from tests.search.samples import document

pytestmark = pytest.mark.django_db
OURS = {
    "typology": ["emergency-shelter"],
    "target-group": ["women", "children"],
    "country": ["FR"],
}


@pytest.fixture
def put(site_engine):
    """Return a function that puts records into the index of the site."""

    def put(*documents):
        put_all(site_engine, [vocabulary().expand(one) for one in documents])

    return put


def told(key=1, **values):
    """Return title and evidence of the records like another one."""
    return [(one.card.fields["title"], one.evidence) for one in similar_records(key, **values)]


def test_evidence_names_what_is_shared_and_where_the_other_record_is(put):
    there = {**OURS, "target-group": ["children"], "country": ["IT", "XK"]}
    put(document("1", facets=OURS), document("2", title="There", facets=there))
    assert told() == [
        (
            "There",
            (
                "same typology: Emergency shelter",
                "same target group: Children",
                "other country: Italy, Kosovo*",
            ),
        )
    ]
    with translation.override("fr"):
        ((_title, evidence),) = told()
    assert "Italie" in evidence[-1]
    assert "Emergency" not in evidence[0]


def test_evidence_is_short(put):
    many = {
        **OURS,
        "service": ["legal-aid", "interpretation", "accommodation", "hotline", "education"],
        "topic": ["health"],
    }
    put(document("1", facets=many), document("2", facets=many))
    ((_title, evidence),) = told()
    assert len(evidence) == 3
    assert evidence[-1] == "same country: France"
    assert evidence[1].count(",") == 2


def test_a_record_without_a_country_says_nothing_of_it(put):
    put(
        document("1", facets={"typology": ["emergency-shelter"]}),
        document("2", facets={"typology": ["emergency-shelter"], "country": ["IT"]}),
    )
    assert [evidence for _, evidence in told(1)] == [("same typology: Emergency shelter",)]
    assert [evidence for _, evidence in told(2)] == [("same typology: Emergency shelter",)]


def test_words_alone_are_evidence_too(put):
    text = "A shelter with legal counselling where survivors prepare their return"
    put(
        document("1", body=(("", text),)),
        document("2", body=(("", text),)),
        *(document(str(n), body=(("", "Posters in the train"),)) for n in range(3, 30)),
    )
    assert told() == [("Record 2", ("many of the same words",))]


def test_translations_come_once_in_the_readers_language_and_never_those_of_the_record(put):
    put(
        document("1", facets=OURS, translation_key="a"),
        document("2", facets=OURS, translation_key="a", language="fr"),
        document("3", facets=OURS, translation_key="b", title="A shelter"),
        document("4", facets=OURS, translation_key="b", title="Un foyer", language="fr"),
        document("5", facets=OURS, translation_key="c", title="Una casa", language="it"),
    )
    assert {title for title, _ in told()} == {"A shelter", "Una casa"}
    with translation.override("fr"):
        assert {title for title, _ in told()} == {"Un foyer", "Una casa"}


def test_only_so_many_of_the_kinds_asked_for(put):
    put(
        *(document(str(n), facets=OURS) for n in range(1, 8)),
        document("9", kind="policy", title="A law", facets=OURS),
    )
    assert len(told()) == 4
    assert len(told(limit=2)) == 2
    assert [title for title, _ in told(kinds=("policy",))] == ["A law"]
    assert told("nobody") == []


def test_an_engine_that_is_down_is_like_nothing(site_engine):
    site_engine.clear()
    assert similar_records(1) == []


def test_one_query_at_most(put, django_assert_max_num_queries):
    put(document("1", facets=OURS), document("2", facets=OURS))
    vocabulary()
    with django_assert_max_num_queries(1):
        assert similar_records(1)
