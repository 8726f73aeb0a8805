"""What every engine promises of records like another one."""

from search.engines.base import SimilarAnswer, SimilarRequest, put_all
from tests.search.samples import document

SHELTER = "A shelter with legal counselling where survivors prepare their return"


def like(engine, key="1", *kinds, limit=6):
    """Return the keys of the records like another one."""
    return [hit.key for hit in engine.similar(SimilarRequest(key, kinds, limit)).hits]


def chart(key, typology, country, text="", **values):
    """Return a chart with a typology and a country."""
    facets = {"typology": [typology], "country": [country], **values.pop("facets", {})}
    return document(key, body=(("Activities", text),), facets=facets, **values)


class SimilarConformance:
    """The part of the contract that concerns records like another one."""

    def test_a_shared_way_of_working_says_more_than_a_shared_country(self, engine):
        put_all(
            engine,
            [
                chart("1", "shelter", "FR"),
                chart("2", "training", "FR", facets={"target-group": ["women"]}),
                chart("3", "shelter", "IT"),
                chart("4", "shelter", "FR"),
                chart("5", "campaign", "DE"),
            ],
        )
        assert like(engine) == ["4", "3"]

    def test_words_make_records_alike_that_share_no_facet(self, engine):
        put_all(
            engine,
            [
                chart("1", "shelter", "FR", SHELTER),
                chart("2", "training", "IT", "Teachers learn to explain the law to their classes"),
                chart("3", "campaign", "DE", f"{SHELTER}, and find work"),
                *(chart(str(n), "other", "DE", "Posters in the train") for n in range(4, 30)),
            ],
        )
        assert like(engine) == ["3"]

    def test_what_has_little_in_common_does_not_come(self, engine):
        put_all(
            engine,
            [
                chart("1", "shelter", "FR", SHELTER),
                chart("2", "training", "FR", "A school where teachers learn"),
                *(chart(str(n), "campaign", "DE", "Posters in the train") for n in range(3, 9)),
            ],
        )
        assert like(engine) == []

    def test_records_in_other_languages_are_alike_by_facets_and_names(self, engine):
        put_all(
            engine,
            [
                chart("1", "shelter", "FR", SHELTER, names=("La Strada Moldova",)),
                chart("2", "shelter", "IT", "Un rifugio", language="it"),
                chart(
                    "3",
                    "shelter",
                    "IT",
                    "Un refuge",
                    language="fr",
                    names=("La Strada Moldova",),
                ),
                chart("4", "training", "MD", "Adăpost", language="ro"),
            ],
        )
        assert like(engine) == ["3", "2"]
        assert like(engine, "2") == ["3", "1"]

    def test_only_the_kinds_asked_for_come_and_no_more_than_wanted(self, engine):
        kinds = ["practice", "practice", "publication", "case-study", "publication"]
        put_all(
            engine,
            [chart(str(n), "shelter", "FR", SHELTER, kind=kind) for n, kind in enumerate(kinds, 1)],
        )
        assert set(like(engine)) == {"2", "3", "4", "5"}
        assert set(like(engine, "1", "publication")) == {"3", "5"}
        assert set(like(engine, "1", "publication", "case-study")) == {"3", "4", "5"}
        assert len(like(engine, limit=2)) == 2
        assert like(engine, limit=0) == []
        assert like(engine, "1", "policy") == []

    def test_a_hit_has_the_facets_that_tell_why(self, engine):
        put_all(engine, [chart("1", "shelter", "FR"), chart("2", "shelter", "IT")])
        answer = engine.similar(SimilarRequest("1"))
        (hit,) = answer.hits
        assert answer.record.fields["facets"]["country"] == ["FR"]
        assert hit.fields["facets"]["typology"] == ["shelter"]
        assert hit.fields["facets"]["country"] == ["IT"]
        assert hit.fields["title"] == "Record 2"
        assert hit.score > 0
        assert hit.highlights == ()

    def test_records_that_were_removed_do_not_disturb(self, engine):
        put_all(engine, [chart(str(n), "shelter", "FR", SHELTER) for n in range(1, 41)])
        with engine.writing() as writer:
            for number in range(3, 41):
                writer.delete(str(number))
        assert like(engine) == ["2"]

    def test_a_key_that_no_record_has_is_like_nothing(self, engine):
        put_all(engine, [chart("1", "shelter", "FR"), chart("2", "shelter", "IT")])
        for key in ("9", "", "*", "1 OR 2", '"', "\x00", "../1", "{}", "a" * 40_000, "İ", "🙂"):
            assert engine.similar(SimilarRequest(key)) == SimilarAnswer(), key

    def test_whatever_a_record_says_others_can_be_like_it(self, engine):
        texts = [
            "",
            "***",
            "OR AND NOT",
            "all_x:* \\ / [a TO b]",
            "the of and",
            "🙂 \u0301",
            "x" * 40_000,
        ]
        put_all(
            engine,
            [
                chart(str(number), "shelter", "FR", text, title=text)
                for number, text in enumerate(texts, 1)
            ],
        )
        for number in range(1, len(texts) + 1):
            assert len(like(engine, str(number))) == 6
