"""What every engine promises of freshness and verification: they order what answers about as well, no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from search.documents import Years
from search.engines.base import EngineRequest, put_all
from search.words import parse_words
from tests.search.samples import document, found

NOW = datetime.now(UTC)
OLD, LATELY, LAST_MONTH = (NOW - timedelta(days=days) for days in (2_000, 700, 30))
THIS_YEAR = date.today().year


class LiftingConformance:
    """The part of the contract that concerns gentle lifts."""

    def test_of_records_that_answer_alike_the_fresher_comes_first(self, engine):
        days = {"1": OLD, "2": LAST_MONTH, "3": LATELY}
        put_all(
            engine,
            [
                document(key, title="A house", summary="shelter", updated_at=at)
                for key, at in days.items()
            ],
        )
        assert found(engine, "shelter") == ["2", "3", "1"]

    def test_a_records_own_years_say_more_than_its_last_update(self, engine):
        spans = [
            Years.single(THIS_YEAR - 9),
            Years.single(THIS_YEAR),
            Years.period(THIS_YEAR - 9, THIS_YEAR - 2),
            Years.period(THIS_YEAR - 9, None),
        ]
        put_all(
            engine,
            [
                document(str(key), title="A house", years=span, updated_at=LAST_MONTH)
                for key, span in enumerate(spans, 1)
            ],
        )
        order = found(engine, "house")
        assert set(order[:2]) == {"2", "4"}
        assert order[2:] == ["3", "1"]

    def test_of_records_that_answer_alike_the_confirmed_comes_first(self, engine):
        confirmed = {"1": OLD, "2": None, "3": LAST_MONTH}
        put_all(
            engine,
            [
                document(key, title="A house", updated_at=OLD, confirmed_at=at)
                for key, at in confirmed.items()
            ],
        )
        assert found(engine, "house")[0] == "3"

    def test_a_title_stays_above_a_body_however_fresh_and_confirmed(self, engine):
        fresh = {"updated_at": NOW, "confirmed_at": NOW}
        put_all(
            engine,
            [
                *(
                    document(str(n), body=(("", "outreach and shelter, day and night"),), **fresh)
                    for n in range(1, 20)
                ),
                document("99", title="Outreach", updated_at=OLD),
            ],
        )
        assert found(engine, "outreach")[0] == "99"
        assert found(engine, "intitle:outreach OR shelter")[0] == "99"

    def test_lifts_change_no_match_and_no_count_and_no_other_order(self, engine):
        documents = [
            document("1", title="Safe house", updated_at=OLD),
            document("2", title="Open door", updated_at=NOW, confirmed_at=NOW),
            document("3", title="Quiet house", years=Years.single(THIS_YEAR)),
        ]
        put_all(engine, documents)
        request = EngineRequest(words=parse_words("house"), sort="relevance", facets={"kind": 5})
        assert engine.search(request).count == 2
        assert engine.search(request).facets == {"kind": {"practice": 2}}
        assert engine.search(replace(request, words=parse_words("-house"))).count == 1
        assert found(engine, "house", sort="title") == ["3", "1"]
        assert found(engine, "nowhere") == []

    def test_an_explanation_names_what_lifted(self, engine):
        put_all(engine, [document("1", title="House", updated_at=NOW, confirmed_at=NOW)])
        request = EngineRequest(words=parse_words("house"), sort="relevance")
        told = [one.description for one in engine.explain(request, "1").details]
        assert sum("fresh_day" in one for one in told) == 2
        assert sum("confirmed_day" in one for one in told) == 1

    def test_a_clock_that_went_back_to_its_beginning_stops_no_search(self, engine, monkeypatch):
        class Beginning(date):
            @classmethod
            def today(cls):
                return cls(1970, 1, 1)

        put_all(engine, [document("1", title="House")])
        monkeypatch.setattr("search.engines.ranking.date", Beginning)
        assert found(engine, "house") == ["1"]

    def test_no_day_is_too_far_away(self, engine):
        put_all(
            engine,
            [
                document("1", title="House", years=Years.period(0, 0)),
                document("2", title="House", years=Years.single(99_999)),
                document("3", title="House", updated_at=datetime(1, 1, 1, tzinfo=UTC)),
                document("4", title="House", updated_at=None),
            ],
        )
        assert set(found(engine, "house")) == {"1", "2", "3", "4"}
