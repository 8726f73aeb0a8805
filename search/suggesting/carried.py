"""Owns how many records carry each term and country, so that no suggestion is a dead end; a minute late at most."""

import time
from threading import Lock

from search.engines.base import Engine, EngineRequest, FacetCounts
from search.scope import PUBLIC
from search.vocabulary import Vocabulary

FRESH_SECONDS = 60.0


class Carried:
    """Counts of one engine, asked for once a minute: counting everything costs more than all else in a suggestion."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._engine: Engine | None = None
        self._counted_at = 0.0
        self._counts: FacetCounts = {}

    def counts(self, engine: Engine, known: Vocabulary) -> FacetCounts:
        """Return the counts by facet and value; raises EngineUnavailable."""
        with self._lock:
            now = time.monotonic()
            if engine is not self._engine or now - self._counted_at > FRESH_SECONDS:
                named = {facet for facet, _value in known.entries}
                facets = {one.name: one.size for one in PUBLIC.facets if one.name in named}
                self._counts = engine.search(EngineRequest(limit=0, facets=facets)).facets
                self._engine, self._counted_at = engine, now
            return self._counts
