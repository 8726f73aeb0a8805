"""A cluster of several nodes goes on when one of them dies or hangs, and comes back by itself when all of them did."""

import socket
from urllib.parse import urlsplit

import pytest

from search.engines.base import EngineRequest, EngineUnavailable, SimilarRequest, put_all
from search.engines.elasticsearch import connection, writing
from search.engines.elasticsearch.address import read_address
from search.engines.elasticsearch.connection import (
    FAILURES_TO_OPEN,
    OPEN_SECONDS,
    Circuit,
    Connection,
)
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.search.elasticsearch.doors import Door
from tests.search.elasticsearch.test_failures import Clock
from tests.search.samples import document, found, many_documents
from tests.sites import free_port

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def doors(server_url):
    """Return two nodes that are up."""
    doors = [Door(server_url), Door(server_url)]
    for door in doors:
        door.open()
    yield doors
    for door in doors:
        door.shut()


@pytest.fixture
def clock():
    """Return the clock of the circuit."""
    return Clock()


@pytest.fixture
def engine_of(shared_engine, engine, clock):
    """Return a function that makes an engine of nodes by their ports, over the empty index of the tests."""

    def make(*ports, options="timeout=2"):
        nodes = ",".join(f"127.0.0.1:{port}" for port in ports)
        address = f"http://{nodes}/?prefix={shared_engine.connection.address.prefix}&{options}"
        cluster = Connection(read_address(address), circuit=Circuit(clock=clock))
        return ElasticsearchEngine(cluster, shared_engine._tickets)

    return make


def test_with_one_dead_node_searches_and_bulk_requests_go_on(engine_of, server_url, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK_RECORDS", 5)
    engine = engine_of(free_port(), urlsplit(server_url).port)
    put_all(engine, many_documents(20))
    assert [engine.search(EngineRequest()).count for _ in range(10)] == [20] * 10


def test_a_node_that_hangs_costs_one_time_limit_and_is_then_left_out(engine_of, server_url):
    with socket.create_server(("127.0.0.1", 0)) as hanging:  # accepts, and never answers
        port = hanging.getsockname()[1]
        engine = engine_of(port, urlsplit(server_url).port, options="timeout=0.3&write_timeout=0.3")
        put_all(engine, many_documents(3))
        assert [engine.search(EngineRequest()).count for _ in range(10)] == [3] * 10


def test_no_page_waits_long_for_what_stands_beside_it_and_searches_do_not_suffer(
    engine_of, monkeypatch
):
    monkeypatch.setattr(connection, "BRIEF_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        engine = engine_of(hanging.getsockname()[1], options="timeout=60")
        for _ in range(FAILURES_TO_OPEN):
            with pytest.raises(EngineUnavailable, match="does not answer"):
                engine.similar(SimilarRequest("1"))
        with pytest.raises(EngineUnavailable, match="in a row"):
            engine.similar(SimilarRequest("1"))
        engine.connection.circuit.check()


def test_a_node_that_dies_in_the_middle_of_a_bulk_request_loses_nothing(
    engine_of, doors, monkeypatch
):
    monkeypatch.setattr(writing, "CHUNK_RECORDS", 5)
    engine, sent, chunks = engine_of(*(door.port for door in doors)), writing.Bulk._sent, []

    def dying(bulk, chunk):
        chunks.append(chunk)
        if len(chunks) == 2:
            doors[0].shut()
        return sent(bulk, chunk)

    monkeypatch.setattr(writing.Bulk, "_sent", dying)
    put_all(engine, many_documents(20))
    assert engine.count() == 20
    assert doors[1].asked


def test_when_all_nodes_died_the_first_that_returns_is_asked_again(engine_of, doors, clock):
    engine = engine_of(*(door.port for door in doors))
    put_all(engine, [document("1", title="Safe")])
    for door in doors:
        door.shut()
    for _ in range(4):
        with pytest.raises(EngineUnavailable, match=r"does not answer|in a row"):
            engine.search(EngineRequest())
    with pytest.raises(EngineUnavailable, match="in a row"):
        put_all(engine, [document("2", title="Safe")])
    doors[1].open()
    clock.now += OPEN_SECONDS
    assert found(engine, "safe") == ["1"]
    put_all(engine, [document("2", title="Safe")])
    assert set(found(engine, "safe")) == {"1", "2"}
