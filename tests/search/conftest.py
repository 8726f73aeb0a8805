"""An engine of its own for each test that asks for one."""

import pytest

from search import vocabulary
from search.engines.embedded import EmbeddedEngine
from search.engines.selection import forget_engines, get_engine


@pytest.fixture
def engine(tmp_path):
    """Return an empty embedded engine."""
    return EmbeddedEngine(tmp_path / "search")


@pytest.fixture
def site_engine(settings, tmp_path):
    """Return the engine that the site uses during this test, with an empty index."""
    settings.VAR_DIR = tmp_path
    forget_engines()
    vocabulary.forget()
    engine = get_engine()
    with engine.writing():
        pass
    yield engine
    forget_engines()
    vocabulary.forget()
