"""What every engine promises of documents: a record is found by the words of their pages, and the page is named."""

from search.documents import Passage, stamp
from search.engines.base import EngineRequest, put_all
from search.expansion import Concept, Thesaurus
from search.words import parse_words
from tests.search.samples import document, found


def pages(*texts, language="", at="/read/"):
    """Return the pages of a document, from page 1 on."""
    return tuple(
        Passage(number, text, f"{at}?page={number}", language)
        for number, text in enumerate(texts, 1)
    )


def passages_of(engine, words, *, parsed=None, **values):
    """Return (key, page) of all pages that a search names, in their order."""
    request = EngineRequest(
        words=parsed or parse_words(words), sort="relevance", **{"pages": 3, **values}
    )
    return [
        (hit.key, passage.page) for hit in engine.search(request).hits for passage in hit.passages
    ]


class PassagesConformance:
    """The part of the contract that concerns pages of documents."""

    def test_words_on_one_page_find_the_record_once_and_name_the_page(self, engine):
        plain = ["nothing of note"] * 6
        put_all(
            engine,
            [
                document("1", passages=pages(*plain, "the passports were <seized> & kept")),
                document("2", summary="passports"),
            ],
        )
        answer = engine.search(
            EngineRequest(words=parse_words("seized passport"), pages=3, facets={"kind": 5})
        )
        assert answer.count == 1
        assert answer.facets == {"kind": {"practice": 1}}
        (passage,) = answer.hits[0].passages
        assert (passage.page, passage.url, passage.language) == (7, "/read/?page=7", "en")
        assert (
            passage.snippet
            == "the <mark>passports</mark> were &lt;<mark>seized</mark>&gt; &amp; kept"
        )
        assert passages_of(engine, "passports") == [("1", 7)]
        assert engine.count() == 2

    def test_pages_count_as_records_nowhere(self, engine):
        put_all(engine, [document("1", passages=pages("red", "red", "red")), document("2")])
        assert engine.search(EngineRequest(facets={"kind": 5})).facets == {"kind": {"practice": 2}}
        assert engine.search(EngineRequest(words=parse_words("red"))).count == 1
        assert sorted(engine.keys(EngineRequest(limit=10))) == ["1", "2"]
        assert dict(engine.stamps()).keys() == {"1", "2"}

    def test_each_page_is_stemmed_in_the_language_of_its_document(self, engine):
        put_all(
            engine,
            [
                document(
                    "1",
                    passages=(
                        *pages("nothing", "shelters for women"),
                        *pages("rien", "la précarité des femmes hébergées", language="fr", at="/f"),
                        *pages("nimic", "adăposturi", language="ro", at="/r"),
                    ),
                )
            ],
        )
        for words, address in [
            ("precarite hebergee", "/f?page=2"),
            ("sheltered", "/read/?page=2"),
            ("adaposturi", "/r?page=2"),
        ]:
            (hit,) = engine.search(EngineRequest(words=parse_words(words), pages=3)).hits
            assert [one.url for one in hit.passages] == [address], words

    def test_the_best_pages_come_first_and_no_more_than_asked_for(self, engine):
        put_all(
            engine,
            [
                document(
                    "1",
                    passages=pages(
                        "safe and far away of any return",
                        "only safe",
                        "a safe return",
                        "only return",
                        "the return was said to be very safe indeed by everybody",
                        "safe, return",
                    ),
                )
            ],
        )
        assert {page for _, page in passages_of(engine, '"safe return"')} == {3, 6}
        assert {page for _, page in passages_of(engine, "safe return", pages=9)} == {1, 3, 5, 6}
        assert {page for _, page in passages_of(engine, "safe return", pages=2)} == {3, 6}
        assert passages_of(engine, "safe return", pages=0) == []

    def test_when_no_page_has_all_the_words_those_with_some_are_named(self, engine):
        put_all(
            engine, [document("1", title="Moldova", passages=pages("one", "passports", "three"))]
        )
        assert passages_of(engine, "Moldova passports") == [("1", 2)]
        assert passages_of(engine, "Moldova") == []

    def test_the_pages_of_one_record_leave_room_for_those_of_others(self, engine):
        many = pages(*["red red red"] * 50)
        put_all(engine, [document("1", passages=many), document("2", passages=pages("x", "red"))])
        named = passages_of(engine, "red", pages=1)
        assert sorted(key for key, _ in named) == ["1", "2"]
        assert ("2", 2) in named

    def test_what_is_excluded_is_excluded_by_any_page(self, engine):
        put_all(engine, [document("1", passages=pages("red", "blue"))])
        assert found(engine, "red -blue") == []
        assert passages_of(engine, "red -green") == [("1", 1)]
        assert passages_of(engine, "-green") == []

    def test_synonyms_stand_on_pages_and_terms_do_not(self, engine):
        concept = Concept(
            "exploitation",
            "forced-labour",
            "Forced labour",
            (("en", "forced labour"), ("fr", "travail forcé")),
        )
        put_all(
            engine,
            [
                document("1", passages=pages("rien", "victimes de travail forcé", language="fr")),
                document("2", facets={"exploitation": ["forced-labour"]}, passages=pages("none")),
            ],
        )
        words, _ = Thesaurus([concept]).expand(parse_words("forced labour"))
        assert passages_of(engine, "", parsed=words) == [("1", 2)]
        assert engine.search(EngineRequest(words=words)).count == 2

    def test_pages_go_with_their_record(self, engine):
        put_all(engine, [document("1", passages=pages("red", "blue")), document("2")])
        put_all(engine, [document("1", passages=pages("green"))])
        assert found(engine, "red") == []
        assert passages_of(engine, "green") == [("1", 1)]
        put_all(engine, [document("1", title="green")])
        assert passages_of(engine, "green") == []
        put_all(engine, [document("1", passages=pages("blue"))])
        with engine.writing() as writer:
            writer.delete("1")
        put_all(engine, [document("1", summary="blue")])
        assert found(engine, "blue") == ["1"]
        assert passages_of(engine, "blue") == []

    def test_a_rebuild_brings_its_own_pages(self, engine):
        put_all(engine, [document("1", passages=pages("red"))])
        with engine.rebuilding() as writer:
            writer.put(document("1", passages=pages("nothing", "red")))
            assert passages_of(engine, "red") == [("1", 1)]
        assert passages_of(engine, "red") == [("1", 2)]

    def test_the_stamp_tells_what_pages_say_and_where(self):
        states = [
            document("1"),
            document("1", passages=pages("red")),
            document("1", passages=pages("blue")),
            document("1", passages=pages("red", language="fr")),
            document("1", passages=pages("red", at="/elsewhere")),
        ]
        assert len({stamp(one) for one in states}) == len(states)
        assert stamp(states[1]) == stamp(states[1].with_passages_read())
