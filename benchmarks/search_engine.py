"""Measures the embedded engine through its interface against the bare tantivy calls that do the same work.

Run as: python benchmarks/search_engine.py [number of documents]. Prints one JSON line a figure.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402

django.setup()

from benchmarks.search_synthetic import documents  # noqa: E402
from search.engines.base import EngineRequest  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.engines.embedded_schema import FACET_FIELDS  # noqa: E402
from search.facets import FACETS  # noqa: E402
from search.words import parse_words  # noqa: E402

SEARCHES = {
    "two words": "shelter return",
    "either word": "shelter OR return",
    "phrase": '"shelter return"',
    "no words": "",
}
SIZES = {facet.name: facet.size for facet in FACETS}
ROUNDS = 40


def report(figure: str, value: float, unit: str, **more: Any) -> None:
    """Print one figure."""
    print(
        json.dumps({"figure": figure, "value": round(value, 3), "unit": unit, **more}), flush=True
    )


def milliseconds(call: Callable[[], Any]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def bare_call(engine: EmbeddedEngine, request: EngineRequest) -> Callable[[], Any]:
    """Return the same work in bare tantivy: queries made beforehand, hits read, facets counted."""
    builder, ranking, searcher = engine._queries, engine._ranking, engine._searcher()
    filters = builder.filters(request)
    matching = builder.combine(builder.words(request.words), filters)
    ranked = ranking.combine(ranking.words(request.words), filters)
    others = builder.combine(
        builder.words(request.words), builder.filters(request, without="country")
    )

    def terms(name: str) -> dict[str, Any]:
        return {
            "terms": {"field": FACET_FIELDS[name], "size": SIZES[name], "segment_size": 100_000}
        }

    free = {name: terms(name) for name in SIZES if name != "country"}

    def call() -> None:
        if request.sort == "newest":
            found = searcher.search(matching, request.limit, order_by_field="newest")
        else:
            found = searcher.search(ranked, request.limit)
        for _, address in found.hits:
            json.loads(searcher.doc(address).get_first("card"))
        searcher.aggregate(matching, free)
        searcher.aggregate(others, {"country": terms("country")})

    return call


def main(number: int) -> None:
    """Build an index and measure."""
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder))
        made = list(documents(number))
        started = time.perf_counter()
        with engine.rebuilding() as writer:
            for one in made:
                writer.put(one)
        report(
            "search.index_rate",
            number / (time.perf_counter() - started),
            "documents/s",
            documents=number,
        )
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        report(
            "search.index_size",
            size / number,
            "bytes/document",
            segments=engine._searcher().num_segments,
        )
        for name, words in SEARCHES.items():
            request = EngineRequest(
                words=parse_words(words),
                filters={"country": ("RO",)},
                sort="relevance" if words else "newest",
                facets=SIZES,
            )
            bare = bare_call(engine, request)
            pairs = [
                (milliseconds(bare), milliseconds(lambda r=request: engine.search(r)))
                for _ in range(ROUNDS)
            ]
            plain, ours = median(one for one, _ in pairs), median(other for _, other in pairs)
            report(
                "search.engine", ours, "ms", search=name, bare_ms=round(plain, 3), documents=number
            )
            report(
                "search.engine_to_bare",
                ours / plain,
                "ratio",
                search=name,
                limit=1.5,
                documents=number,
            )
            marked = median(
                milliseconds(lambda r=request: [hit.highlights for hit in engine.search(r).hits])
                for _ in range(10)
            )
            report("search.engine_with_highlights", marked, "ms", search=name, documents=number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
