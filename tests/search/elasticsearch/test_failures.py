"""A cluster that fails says so at once, takes nothing by halves, and nobody waits for it twice."""

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders
from elasticsearch import ApiError, Elasticsearch

from search.documents import Years
from search.engines.base import DocumentsRefused, EngineRequest, EngineUnavailable, put_all
from search.engines.elasticsearch import writing
from search.engines.elasticsearch.address import read_address
from search.engines.elasticsearch.connection import OPEN_SECONDS, Circuit, Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.words import parse_words
from tests.search.conformance_passages import pages
from tests.search.elasticsearch.conftest import CountedTickets
from tests.search.samples import document, found, many_documents
from tests.sites import free_port

pytestmark = pytest.mark.elasticsearch


class Clock:
    """A clock that tests turn."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def blocked(engine, is_blocked):
    """Make the live index read-only, as a node does whose disk is nearly full, or lift that."""
    block = {"index.blocks.read_only_allow_delete": is_blocked or None}
    with engine.connection.changing() as client:
        client.indices.put_settings(index=engine.indices.live, settings=block)


# Nobody there


def test_the_circuit_opens_after_failures_in_a_row_and_lets_one_caller_try_again():
    clock = Clock()
    circuit = Circuit(clock=clock)
    for _ in range(2):
        circuit.failed()
    circuit.succeeded()
    for _ in range(3):
        circuit.check()
        circuit.failed()
    with pytest.raises(EngineUnavailable, match="several times in a row"):
        circuit.check()
    clock.now += OPEN_SECONDS
    circuit.check()
    with pytest.raises(EngineUnavailable):
        circuit.check()
    circuit.succeeded()
    circuit.check()


def test_a_server_that_is_not_there_is_told_and_soon_no_longer_asked():
    circuit = Circuit(clock=Clock())
    address = read_address(f"http://127.0.0.1:{free_port()}")
    engine = ElasticsearchEngine(Connection(address, circuit=circuit), CountedTickets())
    for _ in range(3):
        with pytest.raises(EngineUnavailable, match="does not answer"):
            engine.search(EngineRequest())
    for ask in (engine.is_built, engine.count, lambda: engine.keys(EngineRequest())):
        with pytest.raises(EngineUnavailable, match="several times in a row"):
            ask()


def test_a_missing_index_says_how_to_build_it(make_engine):
    engine = make_engine()
    assert not engine.is_built()
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        engine.search(EngineRequest())
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        engine.count()


def test_highlights_that_cannot_be_read_any_more_leave_the_hits(engine, monkeypatch):
    put_all(engine, [document("1", title="Return", body=(("Activities", "return"),))])
    hits = {
        pages: engine.search(EngineRequest(words=parse_words("return"), pages=pages)).hits[0]
        for pages in (0, 3)
    }

    def gone(body, **options):
        raise EngineUnavailable("gone")

    monkeypatch.setattr(engine, "_ask", gone)
    assert [one.section for one in hits[3].highlights] == ["title", "Activities"]
    assert [one.section for one in hits[0].highlights] == ["title"]


# What the cluster refuses


def test_a_read_only_index_says_that_the_disk_is_full_and_goes_on_answering(engine):
    put_all(engine, [document("1", title="Safe")])
    blocked(engine, True)
    try:
        with pytest.raises(EngineUnavailable, match=r"read-only.*disk"):
            put_all(engine, [document("2", title="Safe")])
        assert found(engine, "safe") == ["1"]
    finally:
        blocked(engine, False)
    put_all(engine, [document("2", title="Safe")])
    assert set(found(engine, "safe")) == {"1", "2"}


def test_a_document_that_the_mapping_refuses_is_named_and_stops_no_other(engine):
    odd = document("2", years=Years.single(10**12))
    with pytest.raises(DocumentsRefused) as refused:
        put_all(engine, [document("1"), odd, document("3")])
    assert set(refused.value.reasons) == {"2"}
    assert "year_from" in refused.value.reasons["2"]
    assert dict(engine.stamps()).keys() == {"1", "3"}


def test_a_rebuild_takes_its_place_without_the_documents_that_are_refused(make_engine):
    engine = make_engine()
    with pytest.raises(DocumentsRefused), engine.rebuilding() as writer:
        writer.put(document("1"))
        writer.put(document("2", years=Years.single(10**12)))
    assert dict(engine.stamps()).keys() == {"1"}


def test_an_index_that_stands_where_our_alias_should_is_not_written_to(make_engine):
    engine = make_engine()
    with engine.connection.changing() as client:
        client.indices.create(index=engine.indices.live)
        try:
            with pytest.raises(EngineUnavailable):
                put_all(engine, [document("1")])
            assert not engine.is_built()
            assert client.count(index=engine.indices.live)["count"] == 0
        finally:
            client.indices.delete(index=engine.indices.live)


def test_a_chunk_that_is_too_large_for_the_server_is_sent_in_parts(engine, monkeypatch):
    bulk_of_server = Elasticsearch.bulk

    def limited(client, *, operations, **options):
        if sum(map(len, operations)) > 5_000:  # as a proxy with a limit of its own answers
            meta = ApiResponseMeta(
                413, "1.1", HttpHeaders(), 0.0, client.transport.node_pool.get().config
            )
            raise ApiError("too large", meta=meta, body="")
        return bulk_of_server(client, operations=operations, **options)

    monkeypatch.setattr(Elasticsearch, "bulk", limited)
    with pytest.raises(DocumentsRefused) as refused:
        put_all(engine, [*many_documents(40), document("99", card={"note": "x" * 9_000})])
    assert set(refused.value.reasons) == {"99"}
    assert engine.count() == 40


def test_what_a_busy_cluster_turns_away_is_sent_again_with_longer_pauses(engine, monkeypatch):
    answers, pauses = iter([True, True, False]), []
    sent = writing.Bulk._sent

    def busy_at_first(bulk, chunk):
        return set(chunk) if next(answers) else sent(bulk, chunk)

    monkeypatch.setattr(writing.Bulk, "_sent", busy_at_first)
    bulk = writing.Bulk(
        engine.connection, engine.indices.targets(), engine._tickets.take(), pause=pauses.append
    )
    bulk.add("1", writing.packed(writing.entry(document("1"))))
    bulk.finish()
    engine.indices.refresh()
    assert engine.count() == 1
    assert pauses == [0.1, 0.2]


# Who writes last


def test_a_delayed_writer_cannot_put_an_older_state_over_a_newer_one(make_engine):
    slow, quick = make_engine(), make_engine()
    put_all(quick, [document("1", title="First"), document("2", title="First")])
    with slow.writing() as delayed:
        delayed.put(document("1", title="Old"))
        delayed.put(document("2", title="Old"))
        delayed.put(document("3", title="Other"))
        with quick.writing() as writer:
            writer.put(document("1", title="New"))
            writer.delete("2")
    assert found(quick, "old") == []
    assert found(quick, "new") == ["1"]
    assert set(dict(quick.stamps())) == {"1", "3"}


def test_an_index_from_before_a_restored_backup_is_written_over_at_the_next_attempt(make_engine):
    engine = make_engine()
    for _ in range(5):
        put_all(engine, [document("1", title="Late")])
    restored = ElasticsearchEngine(engine.connection, CountedTickets())
    with pytest.raises(EngineUnavailable, match="backup was restored"):
        put_all(restored, [document("1", title="Early")])
    put_all(restored, [document("1", title="Early")])
    assert found(engine, "early") == ["1"]


def test_a_clock_that_goes_backwards_changes_nothing(engine, monkeypatch):
    put_all(engine, [document("1", title="First")])
    monkeypatch.setattr("time.time", lambda: 0.0)
    put_all(engine, [document("1", title="Second")])
    assert found(engine, "second") == ["1"]


# What is typed and asked


def test_keys_beyond_the_window_are_read_in_order(engine, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.engine.WINDOW", 4)
    put_all(engine, many_documents(10))
    monkeypatch.setattr("search.engines.elasticsearch.question.WINDOW", 4)
    everything = EngineRequest(sort="newest", limit=100)
    assert engine.keys(everything) == [str(number) for number in range(10, 0, -1)]


def test_words_longer_than_a_term_may_be_refuse_no_record(engine):
    put_all(
        engine, [document("1", summary=f"safe {'x' * 40_000} house", passages=pages("y" * 9_000))]
    )
    assert found(engine, "safe house") == ["1"]
