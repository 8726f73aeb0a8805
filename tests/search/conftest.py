"""An engine of its own for each test that asks for one."""

import pytest

from search.engines.embedded import EmbeddedEngine


@pytest.fixture
def engine(tmp_path):
    """Return an empty embedded engine."""
    return EmbeddedEngine(tmp_path / "search")
