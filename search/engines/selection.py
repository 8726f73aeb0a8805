"""Owns the choice of the engine: one setting decides, and each engine's client is imported only when chosen."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines.base import Engine

BUILDERS: dict[str, str] = {
    "embedded": "search.engines.selection.build_embedded",
    "elasticsearch": "search.engines.selection.build_elasticsearch",
}
"""Engines by name, each with the dotted path of the function that makes it from the settings."""


def build_embedded() -> Engine:
    """Return the engine that keeps its index under VAR_DIR."""
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(settings.VAR_DIR) / "search")


def build_elasticsearch() -> Engine:
    """Return the engine of the cluster that ELASTICSEARCH_URL names; raise ValueError where it names none."""
    from search.engines.elasticsearch.address import read_address
    from search.engines.elasticsearch.connection import Connection
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.tickets import DatabaseTickets

    return ElasticsearchEngine(
        Connection(read_address(settings.ELASTICSEARCH_URL)), DatabaseTickets()
    )


def engine_name() -> str:
    """Return the name of the engine in use: Elasticsearch where its address is set."""
    return "elasticsearch" if settings.ELASTICSEARCH_URL else "embedded"


@lru_cache(maxsize=4)
def _engine(name: str) -> Engine:
    if name not in BUILDERS:
        raise ValueError(
            f"There is no search engine “{name}”; choose one of: {', '.join(sorted(BUILDERS))}."
        )
    engine: Engine = import_string(BUILDERS[name])()
    return engine


def get_engine(name: str | None = None) -> Engine:
    """Return the engine in use, or the one of that name; raise ValueError for a name nobody knows."""
    return _engine(name or engine_name())


def forget_engines() -> None:
    """Make engines anew at the next use, after a change of settings."""
    _engine.cache_clear()
