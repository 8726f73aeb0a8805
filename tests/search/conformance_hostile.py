"""What every engine promises whoever types whatever: an answer, and syntax is text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import WINDOW, EngineRequest, put_all
from search.words import parse_words
from tests.examples import examples
from tests.search.hostile import HOSTILE, SYNTAX, TYPED, VALUES
from tests.search.samples import document, found, many_documents


def asked(typed, **values):
    """Return a request as a page makes it."""
    return EngineRequest(
        words=parse_words(typed), sort="relevance", facets={"kind": 5, "country": 5}, **values
    )


class HostileConformance:
    """The part of the contract that concerns what nobody should type."""

    @pytest.fixture
    def two(self, engine):
        put_all(
            engine,
            [
                document("1", title="Safe return", names=("Road",), facets={"country": ["RO"]}),
                document("2", title="Legal aid", summary="a way out"),
            ],
        )
        return engine

    def test_no_query_can_break_the_engine(self, two):
        pieces = st.sampled_from(HOSTILE)

        @given(st.lists(pieces | st.text(max_size=12), max_size=30))
        @settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
        def check(parts):
            for joint in (" ", ""):
                answer = two.search(asked(joint.join(parts)))
                assert 0 <= answer.count <= 2
                for hit in answer.hits:
                    assert all("<script" not in one.snippet for one in hit.highlights)

        check()

    def test_every_hostile_query_is_answered_in_every_way(self, two):
        for typed in (*HOSTILE, *TYPED):
            for words in (typed, f"safe {typed}", f'"{typed}"', f"-{typed}", f"intitle:{typed}"):
                request = asked(words, pages=3)
                assert two.search(request).count == len(two.keys(request)), words
            request = asked(typed)
            two.explain(request, "1")
            assert two.spelled_out(request)
            assert isinstance(two.similar_words(typed), list)

    def test_values_that_no_record_has_find_nothing(self, two):
        for value in VALUES:
            for facet in ("country", "organisation", "kind"):
                assert two.search(asked("", filters={facet: (value,)})).count == 0, value
            assert two.search(asked("safe", filters={"country": (value, "RO")})).count == 1

    def test_the_syntax_of_search_engines_is_text(self, two):
        for typed, keys in SYNTAX.items():
            assert "".join(sorted(found(two, typed))) == keys, typed

    def test_ten_thousand_words_are_answered(self, two):
        many = [f"word{number}" for number in range(10_000)]
        for typed in (" ".join(many), f'"{" ".join(many)}"', "-".join(many), " OR ".join(many)):
            assert two.search(asked(typed)).count == 0
        assert two.search(asked(f"safe -{' -'.join(many)}")).count == 1

    def test_nobody_goes_deeper_than_the_window_and_counts_stay_right(self, engine):
        put_all(engine, many_documents(30))
        for sort in ("relevance", "newest", "title"):
            for offset in (30, WINDOW - 1, WINDOW, 1_000_000, 10**12, 2**70):
                words = parse_words("house")
                answer = engine.search(
                    EngineRequest(words=words, sort=sort, offset=offset, limit=20)
                )
                assert (answer.count, list(answer.hits)) == (30, [])
            request = EngineRequest(sort=sort, offset=25, limit=10**12)
            assert len(engine.search(request).hits) == 5
            assert len(engine.keys(request)) == 5
            assert engine.keys(EngineRequest(sort=sort, offset=10**12, limit=5)) == []
