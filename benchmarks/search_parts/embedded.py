"""The embedded engine beside bare tantivy: the same work without ours."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import Limit, Taken
from benchmarks.search_parts.searches import SIZES
from search.engines.base import EngineRequest
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_query import QueryBuilder
from search.engines.ranking import RANKING
from search.engines.record_fields import facet_field


class BareTantivy:
    """Counts work and not time: threads side by side make the one or the other look better than it is."""

    to_bare = Limit(most=1.5)
    written_to_bare: Limit | None = None

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def cost(self, taken: Taken) -> float:
        """Return what is compared."""
        return taken.cpu_seconds

    def call(self, request: EngineRequest) -> Callable[[], Any]:
        """Return the same work in bare tantivy: queries made beforehand, hits read, facets counted."""
        builder, searcher = self._engine._queries, self._engine._searcher()
        ranking = QueryBuilder(builder.schema, RANKING)
        words, filters = builder.words(request.words), builder.filters(request)
        matching = builder.combine(words, filters)
        ranked = ranking.combine(ranking.words(request.words), filters)
        others = builder.combine(words, builder.filters(request, without="country"))

        def terms(name: str) -> Mapping[str, Any]:
            return {
                "terms": {"field": facet_field(name), "size": SIZES[name], "segment_size": 100_000}
            }

        free = {name: terms(name) for name in SIZES if name != "country"}

        def call() -> None:
            if request.sort == "newest":
                found = searcher.search(matching, request.limit, order_by_field="newest")
            else:
                found = searcher.search(ranked, request.limit)
            for _, address in found.hits:
                json.loads(bytes(searcher.doc(address).get_first("card")))
            searcher.aggregate(matching, free)
            searcher.aggregate(others, {"country": terms("country")})

        return call

    def index_bytes(self) -> int:
        """Return how much the index takes on disk."""
        files = self._engine.folder.root.rglob("*")
        return sum(path.stat().st_size for path in files if path.is_file())

    def server(self) -> Mapping[str, float]:
        """Return nothing: there is no server."""
        return {}

    def write(self, shelf: Path, number: int) -> Taken | None:
        """Return nothing: tantivy has no helper that ours could be measured against."""
        return None
