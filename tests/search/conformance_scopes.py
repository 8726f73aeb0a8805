"""What every engine promises to pages that narrow and order by more than the public search does."""

from datetime import timedelta

import pytest

from search.engines.base import EngineRequest, put_all
from search.scope import Sinking
from tests.search.samples import START, document, found

OLD = Sinking("freshness", ("overdue", "unconfirmed"))


def entries(*rows):
    """Return documents: title, freshness and the days since START at which each was confirmed."""
    return [
        document(
            str(number),
            title=title,
            facets={"freshness": [state], "membership": ["member"]},
            confirmed_at=None if days is None else START + timedelta(days=days),
        )
        for number, (title, state, days) in enumerate(rows, 1)
    ]


class ScopesConformance:
    """The part of the contract that scopes rely on."""

    @pytest.fixture
    def four(self, engine):
        put_all(
            engine,
            entries(
                ("Alpha house", "overdue", 1),
                ("Beta house", "fresh", 300),
                ("Gamma house, a house", "unconfirmed", None),
                ("Delta house", "due", 100),
            ),
        )
        return engine

    def test_a_facet_that_an_app_registered_narrows_and_counts(self, engine):
        put_all(
            engine,
            [
                document("1", facets={"membership": ["member"], "spoken": ["fr", "de"]}),
                document("2", facets={"membership": ["listed"], "spoken": ["fr"]}),
                document("3"),
            ],
        )
        sizes = {"membership": 10, "spoken": 10}
        answer = engine.search(EngineRequest(filters={"spoken": ("fr",)}, facets=sizes))
        assert answer.count == 2
        assert answer.facets == {
            "membership": {"member": 1, "listed": 1},
            "spoken": {"fr": 2, "de": 1},
        }
        assert engine.search(EngineRequest(filters={"membership": ("listed",)})).count == 1

    def test_the_last_confirmed_come_first_and_the_never_confirmed_last(self, four):
        assert found(four, sort="confirmed") == ["2", "4", "1", "3"]

    def test_entries_confirmed_together_stand_by_title(self, engine):
        put_all(engine, entries(("Écho", "fresh", 1), ("Danger", "fresh", 1), ("fin", "due", None)))
        assert found(engine, sort="confirmed") == ["2", "1", "3"]

    @pytest.mark.parametrize(
        ("words", "sort", "keys"),
        [
            ("", "title", ["2", "4", "1", "3"]),
            ("", "newest", ["4", "2", "3", "1"]),
            ("house", "relevance", None),
        ],
    )
    def test_what_sinks_comes_after_all_others_in_any_order(self, four, words, sort, keys):
        together = found(four, words, sort=sort, sinking=OLD)
        assert keys is None or together == keys
        assert set(together[:2]) == {"2", "4"}
        assert set(together[2:]) == {"1", "3"}

    def test_pages_go_on_from_what_swims_into_what_sinks(self, four):
        pages = []
        for offset in range(5):
            answer = four.search(
                EngineRequest(sort="title", offset=offset, limit=2, sinking=OLD, facets={"kind": 5})
            )
            assert answer.count == 4
            assert answer.facets["kind"] == {"practice": 4}
            pages.append([hit.key for hit in answer.hits])
        assert pages == [["2", "4"], ["4", "1"], ["1", "3"], ["3"], []]

    def test_keys_are_those_of_the_hits_in_their_order(self, four):
        request = EngineRequest(sort="title", limit=3, sinking=OLD)
        assert four.keys(request) == [hit.key for hit in four.search(request).hits]
        assert four.keys(EngineRequest(filters={"freshness": ("none",)}, limit=3)) == []
