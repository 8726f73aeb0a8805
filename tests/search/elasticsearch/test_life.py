"""An index is built beside the live one and swapped without a gap; what changes meanwhile is in both."""

import threading

import pytest

from search.engines.base import EngineRequest, EngineUnavailable, put_all
from search.engines.elasticsearch import indices, mapping
from tests.search.samples import document, found

pytestmark = pytest.mark.elasticsearch


class Killed(BaseException):
    """What ends a process without giving it time for anything."""


def test_changes_during_a_rebuild_are_in_the_live_index_and_in_the_new_one(make_engine):
    engine, other = make_engine(), make_engine()
    put_all(engine, [document(key, title="First") for key in "123"])
    with engine.rebuilding() as rebuild:
        rebuild.put(document("1", title="First"))
        with other.writing() as writer:
            writer.put(document("1", title="Changed"))
            writer.put(document("2", title="Changed"))
            writer.delete("3")
        assert set(found(other, "changed")) == {"1", "2"}
        rebuild.put(document("2", title="First"))  # read before it was changed
        rebuild.put(document("3", title="First"))
    assert set(found(engine, "changed")) == {"1", "2"}
    assert engine.count() == 2


def test_searches_are_answered_all_through_a_swap(make_engine):
    engine = make_engine()
    put_all(engine, [document("1")])
    ended, answers = threading.Event(), []

    def ask():
        reader = make_engine()
        while not ended.is_set():
            try:
                answers.append(reader.search(EngineRequest(facets={"kind": 5})).count)
            except Exception as error:
                answers.append(error)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        with engine.rebuilding() as writer:
            writer.put(document("1"))
    ended.set()
    for reader in readers:
        reader.join()
    assert set(answers) == {1}
    assert len(engine.indices.all()) == 1


def test_a_rebuild_that_was_killed_goes_on_where_it_stood(make_engine):
    engine = make_engine()
    put_all(engine, [document("1", title="Live")])
    with pytest.raises(Killed), engine.rebuilding() as writer:
        for key in "1234":
            writer.put(document(key, title="Begun"))
        writer._bulk.finish()
        raise Killed
    assert found(engine, "live") == ["1"]
    sent = []
    with engine.rebuilding() as writer:
        add = writer._bulk.add
        writer._bulk.add = lambda key, line: (sent.append(key), add(key, line))
        for key, title in [("1", "Begun"), ("2", "Begun"), ("3", "Changed")]:
            writer.put(document(key, title=title))
    assert sent == ["3", "4"]  # what changed, and what is no more
    assert set(found(engine, "begun")) == {"1", "2"}
    assert found(engine, "changed") == ["3"]
    assert len(engine.indices.all()) == 1


def test_of_two_rebuilds_the_second_to_finish_says_that_it_was_overtaken(make_engine):
    first, second = make_engine(), make_engine()
    put_all(first, [document("1")])
    with pytest.raises(EngineUnavailable), first.rebuilding() as slow:
        slow.put(document("1", title="Slow"))
        with second.rebuilding() as quick:
            quick.put(document("1", title="Quick"))
    assert found(first, "quick") == ["1"]
    assert len(first.indices.all()) == 1


def test_another_shape_is_noticed_and_a_rebuild_brings_it(make_engine, monkeypatch):
    engine = make_engine()
    put_all(engine, [document("1", title="Safe")])
    assert engine.is_built()
    for module in (mapping, indices):
        monkeypatch.setattr(module, "mapping_hash", lambda: "0123456789ab")
    monkeypatch.setattr("search.engines.elasticsearch.engine.mapping_hash", mapping.mapping_hash)
    assert not engine.is_built()
    assert found(engine, "safe") == ["1"]
    with engine.rebuilding() as writer:
        writer.put(document("1", title="Safe"))
    assert engine.is_built()


def test_indices_of_others_are_left_alone(make_engine):
    engine = make_engine()
    put_all(engine, [document("1")])
    foreign = f"{engine.indices.live}-of-somebody-else"
    with engine.connection.changing() as client:
        client.indices.create(index=foreign)
        try:
            engine.clear()
            assert client.indices.exists(index=foreign)
        finally:
            client.indices.delete(index=foreign)
    assert not engine.is_built()
