"""What every engine promises to administrators: why a record stands where it stands, and what is really asked."""

import pytest

from search.engines.base import EngineRequest, put_all
from search.expansion import Concept, Thesaurus
from search.scope import Sinking
from search.words import parse_words
from tests.search.samples import document


def asked(words, **values):
    """Return a request by relevance."""
    return EngineRequest(words=parse_words(words), sort="relevance", **values)


def described(explanation):
    """Yield every description in a tree."""
    yield explanation.description
    for one in explanation.details:
        yield from described(one)


class ExplainingConformance:
    """The part of the contract that concerns explanations."""

    @pytest.fixture
    def shelters(self, engine):
        put_all(
            engine,
            [
                document("1", title="Safe shelters", summary="return", facets={"country": ["RO"]}),
                document("2", body=(("", "a shelter for a safe return"),)),
                document("3", title="Legal aid", facets={"service": ["emergency-shelter"]}),
            ],
        )
        return engine

    @pytest.mark.parametrize(
        "words", ["shelter", "shelter return", '"safe shelters"', "sh*", "safe OR return"]
    )
    def test_the_parts_add_up_to_the_score_of_the_hit(self, shelters, words):
        for hit in shelters.search(asked(words)).hits:
            explanation = shelters.explain(asked(words), hit.key)
            assert explanation.value == pytest.approx(hit.score, rel=1e-4)

    def test_parts_name_field_and_word_and_the_first_weighs_most(self, shelters):
        explanation = shelters.explain(asked("shelter safe"), "1")
        told = " ".join(described(explanation))
        for one in ("title_en", "all_en", "shelter", "title_x", "safe"):
            assert one in told
        values = [one.value for one in explanation.details]
        assert values == sorted(values, reverse=True)
        assert all(values)

    def test_a_term_that_a_record_carries_is_named(self, shelters):
        names = (("en", "shelter"), ("en", "refuge"))
        concept = Concept("service", "emergency-shelter", "Shelter", names)
        words, _ = Thesaurus([concept]).expand(parse_words("refuge"))
        request = EngineRequest(words=words, sort="relevance")
        assert any("emergency-shelter" in one for one in described(shelters.explain(request, "3")))
        assert any("shelter" in one for one in described(shelters.explain(request, "2")))

    def test_filters_decide_about_a_match_and_not_about_its_score(self, shelters):
        narrowed = asked("shelter", filters={"country": ("RO", "FR")}, year_to=None)
        assert shelters.explain(narrowed, "1") == shelters.explain(asked("shelter"), "1")
        assert shelters.explain(narrowed, "2") is None

    def test_what_does_not_match_has_no_explanation(self, shelters):
        assert shelters.explain(asked("shelter -return"), "1") is None
        assert shelters.explain(asked("nothing"), "1") is None
        for key in ("9", "", "*", '"', "\x00", "../1", "a" * 40_000, "🙂"):
            assert shelters.explain(asked("shelter"), key) is None, key

    def test_another_order_is_explained_as_relevance(self, shelters):
        newest = EngineRequest(words=parse_words("shelter"), sort="newest")
        assert shelters.explain(newest, "1") == shelters.explain(asked("shelter"), "1")
        assert shelters.explain(EngineRequest(), "1").value >= 0

    def test_what_is_asked_can_be_read(self, shelters):
        request = asked(
            'shelter "safe house" -légal intitle:re*',
            filters={"country": ("RO", "XK")},
            year_from=2001,
            facets={"kind": 5},
            sinking=Sinking("freshness", ("overdue",)),
        )
        told = shelters.spelled_out(request)
        for one in (
            "title_en",
            "shelter",
            "safe house",
            "legal",
            "facet_country",
            "XK",
            "2001",
            "overdue",
        ):
            assert one in told
        assert len(told.splitlines()) > 20
        assert shelters.spelled_out(EngineRequest())
