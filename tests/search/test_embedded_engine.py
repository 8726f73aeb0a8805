"""The embedded engine keeps the contract, and a few promises of its own."""

import threading

import pytest

from search.engines.base import EngineBusy, EngineRequest, EngineUnavailable, put_all
from search.engines.embedded import EmbeddedEngine
from tests.search.conformance import EngineConformance
from tests.search.samples import document


class TestEmbeddedEngine(EngineConformance):
    """Everything that every engine promises."""

    @pytest.fixture
    def engine(self, tmp_path):
        return EmbeddedEngine(tmp_path / "search")


def test_a_missing_index_says_how_to_build_it(engine):
    assert not engine.is_built()
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        engine.search(EngineRequest())


def test_a_damaged_index_says_how_to_mend_it(engine):
    put_all(engine, [document("1")])
    for part in engine.folder.live().iterdir():
        if part.suffix in (".json", ".idx", ".term", ".store"):
            part.write_bytes(b"broken")
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        EmbeddedEngine(engine.folder.root).search(EngineRequest())


def test_another_process_sees_what_was_written(engine):
    put_all(engine, [document("1")])
    reader = EmbeddedEngine(engine.folder.root)
    assert reader.count() == 1
    put_all(engine, [document("2")])
    assert reader.count() == 2
    with engine.rebuilding() as writer:
        writer.put(document("3"))
    assert reader.count() == 1


def test_a_second_writer_waits_and_then_says_that_it_is_busy(engine):
    impatient = EmbeddedEngine(engine.folder.root, lock_seconds=0)
    with engine.writing(), pytest.raises(EngineBusy), impatient.writing():
        pass
    put_all(impatient, [document("1")])
    assert engine.count() == 1


def test_many_threads_read_while_one_writes(engine):
    put_all(engine, [document(str(i)) for i in range(50)])
    errors = []

    def read():
        try:
            for _ in range(50):
                assert engine.search(EngineRequest(facets={"kind": 5})).count >= 50
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for index in range(5):
        put_all(engine, [document(str(100 + index))])
    for thread in threads:
        thread.join()
    assert errors == []


def test_former_builds_are_swept_away(engine):
    put_all(engine, [document("1")])
    for _ in range(3):
        with engine.rebuilding() as writer:
            writer.put(document("1"))
    assert len(list(engine.folder.home.glob("build-*"))) == 1


def test_clearing_removes_the_index(engine):
    put_all(engine, [document("1")])
    engine.clear()
    assert not engine.is_built()
