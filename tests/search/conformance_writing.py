"""What every engine promises of writing: replacing, deleting, batches, rebuilds beside the live index."""

import pytest

from search.engines.base import put_all
from tests.search.samples import document, found


class WritingConformance:
    """The half of the contract that concerns the life of an index."""

    def test_putting_again_replaces(self, engine):
        put_all(engine, [document("1", title="Old")])
        put_all(engine, [document("1", title="New")])
        assert engine.count() == 1
        assert found(engine, "new") == ["1"]
        assert found(engine, "old") == []

    def test_the_last_of_one_batch_stays(self, engine):
        put_all(engine, [document("1", title="Old"), document("1", title="New")])
        assert engine.count() == 1
        with engine.rebuilding() as writer:
            writer.put(document("1", title="Old"))
            writer.put(document("1", title="Newest"))
        assert engine.count() == 1
        assert found(engine, "newest") == ["1"]

    def test_deleting_takes_away(self, engine):
        put_all(engine, [document("1"), document("2")])
        with engine.writing() as writer:
            writer.delete("1")
            writer.delete("unknown")
        assert dict(engine.stamps()).keys() == {"2"}

    def test_a_batch_that_fails_leaves_everything_as_it_was(self, engine):
        put_all(engine, [document("1")])
        with pytest.raises(RuntimeError), engine.writing() as writer:
            writer.put(document("2"))
            raise RuntimeError
        assert engine.count() == 1
        put_all(engine, [document("3")])
        assert engine.count() == 2

    def test_a_rebuild_takes_the_place_of_the_live_index_at_its_end(self, engine):
        put_all(engine, [document("1", title="Old")])
        with engine.rebuilding() as writer:
            writer.put(document("2", title="New"))
            assert found(engine, "old") == ["1"]
        assert found(engine, "old") == []
        assert found(engine, "new") == ["2"]

    def test_a_rebuild_that_fails_leaves_the_live_index(self, engine):
        put_all(engine, [document("1")])
        with pytest.raises(RuntimeError), engine.rebuilding() as writer:
            writer.put(document("2"))
            raise RuntimeError
        assert dict(engine.stamps()).keys() == {"1"}

    def test_stamps_tell_states_apart(self, engine):
        put_all(engine, [document("1", summary="one")])
        before = dict(engine.stamps())
        put_all(engine, [document("1", summary="two")])
        assert dict(engine.stamps()) != before
