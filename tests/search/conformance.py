"""What every engine promises. An engine's own test is a subclass that supplies a fixture `engine`."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import Years
from search.engines.base import EngineRequest, put_all
from search.expansion import Concept, Thesaurus
from search.words import parse_words
from tests.examples import examples
from tests.search.conformance_explaining import ExplainingConformance
from tests.search.conformance_hostile import HostileConformance
from tests.search.conformance_lifting import LiftingConformance
from tests.search.conformance_passages import PassagesConformance
from tests.search.conformance_scopes import ScopesConformance
from tests.search.conformance_similar import SimilarConformance
from tests.search.conformance_writing import WritingConformance
from tests.search.samples import (
    COUNTRIES,
    TOPICS,
    document,
    expected,
    found,
    many_documents,
    without_nothing,
)

SIZES = {"kind": 100, "country": 100, "topic": 100, "category": 100}


class EngineConformance(
    WritingConformance,
    ScopesConformance,
    PassagesConformance,
    SimilarConformance,
    ExplainingConformance,
    LiftingConformance,
    HostileConformance,
):
    """The contract of `search.engines.base.Engine`; a subclass has the fixture `engine`, an empty one."""

    # Words

    @pytest.mark.parametrize(
        ("language", "text", "typed"),
        [
            ("en", "shelters for trafficked women", "shelter trafficking"),
            ("fr", "Réinsertion des femmes hébergées", "reinsertion femme"),
            ("fr", "La précarité", "precarite"),
            ("it", "Le donne e la possibilità", "donna possibilita"),
            ("de", "Schutzwohnungen für Rückkehrerinnen", "schutzwohnung"),
            ("de", "Rückkehr", "Rueckkehr"),
            ("de", "große Straße", "grosse strasse"),
            ("es", "Las víctimas y la formación de mujeres", "victima formaciones mujer"),
            ("ro", "Adăposturi", "adaposturi"),
        ],
    )
    def test_words_are_found_in_any_inflection_and_without_accents(
        self, engine, language, text, typed
    ):
        put_all(engine, [document("1", language=language, body=(("Activities", text),))])
        assert found(engine, typed) == ["1"]

    def test_all_words_are_needed(self, engine):
        put_all(engine, [document("1", summary="safe return"), document("2", summary="safe house")])
        assert found(engine, "safe return") == ["1"]

    def test_words_may_stand_in_different_parts(self, engine):
        put_all(engine, [document("1", title="Return", summary="of women", names=("La Strada",))])
        assert found(engine, "strada women return") == ["1"]

    def test_words_that_only_bind_are_not_needed(self, engine):
        put_all(engine, [document("1", summary="Accommodation. Women.")])
        assert found(engine, "the accommodation of women") == ["1"]
        assert found(engine, "the of") == []

    def test_quoted_words_stand_together(self, engine):
        put_all(
            engine,
            [document("1", summary="a safe house"), document("2", summary="a house that is safe")],
        )
        assert found(engine, '"safe house"') == ["1"]
        assert set(found(engine, "safe house")) == {"1", "2"}

    def test_a_phrase_does_not_reach_from_one_section_into_the_next(self, engine):
        put_all(engine, [document("1", body=(("Methods", "it is safe"), ("Tools", "house rules")))])
        assert found(engine, '"safe house"') == []

    def test_a_minus_excludes(self, engine):
        put_all(
            engine, [document("1", summary="women and children"), document("2", summary="women")]
        )
        assert found(engine, "women -children") == ["2"]
        assert found(engine, "-children") == ["2"]
        assert found(engine, 'women -"women and"') == ["2"]

    def test_a_star_stands_for_the_rest_of_a_word(self, engine):
        put_all(engine, [document("1", summary="Réintégration"), document("2", summary="relapse")])
        assert found(engine, "reint*") == ["1"]

    def test_or_joins_alternatives(self, engine):
        put_all(
            engine,
            [
                document(str(i), summary=s)
                for i, s in enumerate(["red car", "blue car", "green car"], 1)
            ],
        )
        assert set(found(engine, "red OR blue car")) == {"1", "2"}
        assert set(found(engine, "red|green")) == {"1", "3"}

    def test_words_of_the_title_are_asked_for_by_themselves(self, engine):
        put_all(
            engine,
            [
                document("1", title="Safe returns of women", summary="Legal aid"),
                document("2", title="Legal aid", summary="Safe return of women"),
                document("3", language="fr", title="Réinsertion dans l’Anti-traite", summary="aid"),
            ],
        )
        assert found(engine, "intitle:return") == ["1"]
        assert found(engine, "INTITLE:retu* women") == ["1"]
        assert found(engine, 'intitle:"legal aid"') == ["2"]
        assert found(engine, 'intitle:"aid legal"') == []
        assert found(engine, "intitle:reinsertions intitle:anti-traite") == ["3"]
        assert set(found(engine, "aid -intitle:legal")) == {"1", "3"}
        assert set(found(engine, "intitle:legal OR intitle:safe")) == {"1", "2"}

    def test_hyphens_slashes_and_apostrophes_are_read_as_people_mean_them(self, engine):
        put_all(
            engine,
            [
                document("1", summary="Directive 2011/36/EU on anti-trafficking"),
                document("2", summary="36 things of 2011"),
                document("3", language="fr", summary="Hébergement d'urgence"),
                document("4", summary="anti social, trafficking"),
            ],
        )
        assert found(engine, "2011/36/EU") == ["1"]
        assert found(engine, "anti-trafficking") == ["1"]
        assert found(engine, "l’hébergement d’urgence") == ["3"]

    def test_synonyms_and_terms_are_found_in_every_language(self, engine):
        concept = Concept(
            "exploitation",
            "sexual-exploitation",
            "Sexual exploitation",
            (
                ("en", "Sexual exploitation"),
                ("en", "prostitution"),
                ("fr", "exploitation sexuelle"),
                ("en", "CSE"),
            ),
        )
        put_all(
            engine,
            [
                document("1", summary="Exit from prostitution"),
                document("2", summary="Forms of sexual exploitation"),
                document("3", language="fr", summary="Victimes d'exploitation sexuelle"),
                document("4", facets={"exploitation": ["sexual-exploitation"]}),
                document("5", summary="sexual health, exploitation of labour"),
            ],
        )
        for typed in ("prostitution", "sexual exploitation", "CSE", "cse", "exploitation sexuelle"):
            words, _ = Thesaurus([concept]).expand(parse_words(typed))
            answer = engine.search(EngineRequest(words=words, limit=10))
            assert {"1", "2", "3", "4"} <= {hit.key for hit in answer.hits}, typed
        words, told = Thesaurus([concept]).expand(parse_words("prostitution"))
        assert engine.search(EngineRequest(words=words, limit=10)).count == 4
        assert told[0].labels == ("Sexual exploitation",)

    def test_title_counts_more_than_name_summary_and_body(self, engine):
        put_all(
            engine,
            [
                document("1", body=(("Activities", "outreach work of the team"),)),
                document("2", summary="outreach work of the team"),
                document("3", names=("Outreach",)),
                document("4", title="Outreach"),
            ],
        )
        assert found(engine, "outreach")[0] == "4"
        assert found(engine, "outreach")[-1] == "1"

    def test_words_side_by_side_come_first(self, engine):
        put_all(
            engine,
            [
                document("1", body=(("", "return of a person who is now safe with her family"),)),
                document("2", body=(("", "a safe return of the person to her family in time"),)),
            ],
        )
        assert found(engine, "safe return") == ["2", "1"]

    # Filters, counts, order

    def test_values_of_a_facet_are_alternatives_and_facets_add_up(self, engine):
        documents = many_documents(60)
        put_all(engine, documents)
        request = EngineRequest(filters={"country": ("FR", "IT"), "category": ("A",)}, facets=SIZES)
        answer = engine.search(request)
        count, facets = expected(documents, request)
        assert answer.count == count > 0
        assert without_nothing(answer.facets) == without_nothing(facets)

    def test_counts_are_those_of_plain_python_for_any_choice(self, engine):
        documents = many_documents()
        put_all(engine, documents)

        @given(
            st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True),
            st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
            st.lists(st.sampled_from("ABCD"), max_size=2, unique=True),
            st.none() | st.integers(1990, 2030),
            st.none() | st.integers(1990, 2030),
            st.sampled_from(["", "safe", "shelter"]),
        )
        @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
        def check(countries, topics, categories, year_from, year_to, word):
            filters = {"country": countries, "topic": topics, "category": categories}
            request = EngineRequest(
                words=parse_words(word),
                filters={name: tuple(values) for name, values in filters.items() if values},
                year_from=year_from,
                year_to=year_to,
                facets=SIZES,
                limit=5,
            )
            answer = engine.search(request)
            count, facets = expected(
                documents, request, lambda one: word in f"{one.title} {one.summary}".lower()
            )
            assert answer.count == count
            assert len(answer.hits) == min(5, count)
            assert without_nothing(answer.facets) == without_nothing(facets)

        check()

    def test_years_meet_when_the_spans_share_one(self, engine):
        put_all(
            engine,
            [
                document("1", years=Years.period(2003, 2008)),
                document("2", years=Years.period(2008, None)),
                document("3", years=Years.single(2012)),
                document("4"),
            ],
        )
        assert set(found(engine, year_from=2009, sort="title")) == {"2", "3"}
        assert set(found(engine, year_from=2008, year_to=2008, sort="title")) == {"1", "2"}
        assert set(found(engine, year_to=2007, sort="title")) == {"1"}
        assert found(engine, year_from=2900) == []  # an open end reaches until today

    def test_a_chosen_value_is_counted_even_beyond_the_most_frequent(self, engine):
        put_all(
            engine,
            [document(str(i), facets={"organisation": [f"o{i % 5}"]}) for i in range(20)]
            + [document("99", facets={"organisation": ["rare"]})],
        )
        answer = engine.search(
            EngineRequest(filters={"organisation": ("rare",)}, facets={"organisation": 3})
        )
        assert answer.facets["organisation"]["rare"] == 1

    def test_many_values_are_counted_exactly(self, engine):
        put_all(
            engine,
            [document(str(i), facets={"organisation": [f"o{i % 300}"]}) for i in range(1, 601)],
        )
        answer = engine.search(EngineRequest(facets={"organisation": 500}, limit=0))
        assert set(answer.facets["organisation"].values()) == {2}
        assert len(answer.facets["organisation"]) == 300

    def test_newest_and_title_order(self, engine):
        put_all(
            engine,
            [
                document("1", title="Écoute"),
                document("2", title="Danger"),
                document("3", title="foyer"),
            ],
        )
        assert found(engine, sort="newest") == ["3", "2", "1"]
        assert found(engine, sort="title") == ["2", "1", "3"]

    def test_pages_follow_each_other_without_gap(self, engine):
        put_all(engine, many_documents(45))
        seen = []
        for offset in (0, 20, 40):
            answer = engine.search(EngineRequest(sort="title", offset=offset, limit=20))
            assert answer.count == 45
            seen += [hit.key for hit in answer.hits]
        assert len(set(seen)) == 45

    def test_nothing_asked_is_everything(self, engine):
        put_all(engine, many_documents(10))
        assert engine.search(EngineRequest()).count == 10

    # Highlights and other words

    def test_highlights_are_safe_and_name_their_section(self, engine):
        put_all(
            engine,
            [
                document(
                    "1",
                    title="<b>Return</b>",
                    summary="No word.",
                    body=(
                        ("Activities", 'They returned <script>alert("x")</script> & went'),
                        ("Tools", "none"),
                    ),
                )
            ],
        )
        hit = engine.search(EngineRequest(words=parse_words("return"), sort="relevance")).hits[0]
        snippets = {one.section: one.snippet for one in hit.highlights}
        assert set(snippets) == {"title", "Activities"}
        assert snippets["title"] == "&lt;b&gt;<mark>Return</mark>&lt;/b&gt;"
        assert "<mark>returned</mark>" in snippets["Activities"]
        assert "<script>" not in snippets["Activities"]

    def test_similar_words_mend_a_slip(self, engine):
        put_all(
            engine,
            [
                document("1", summary="accommodation for women"),
                document("2", language="fr", title="hébergement"),
            ],
        )
        assert engine.similar_words("acommodation")[0] == "accommodation"
        assert engine.similar_words("hebergemant")[0] == "hebergement"
        assert engine.similar_words("xqzwv") == []
