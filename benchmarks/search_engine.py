"""Measures the embedded engine through its interface against the bare tantivy calls that do the same work."""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from benchmarks.figures import Limit, median_of, report, report_ms, report_rate, time_of  # noqa: E402
from benchmarks.search_synthetic import documents  # noqa: E402
from search.engines.base import EngineRequest  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.engines.embedded_query import QueryBuilder  # noqa: E402
from search.engines.ranking import RANKING  # noqa: E402
from search.engines.record_fields import facet_field  # noqa: E402
from search.facets import FACETS  # noqa: E402
from search.words import parse_words  # noqa: E402

DOCUMENTS = 100_000
ROUNDS = 40
SEARCHES = {
    "two_words": "shelter return",
    "either_word": "shelter OR return",
    "phrase": '"shelter return"',
    "no_words": "",
}
SIZES = {facet.name: facet.size for facet in FACETS}


def bare_call(engine: EmbeddedEngine, request: EngineRequest) -> Callable[[], Any]:
    """Return the same work in bare tantivy: queries made beforehand, hits read, facets counted."""
    builder, searcher = engine._queries, engine._searcher()
    ranking = QueryBuilder(builder.schema, RANKING)
    words, filters = builder.words(request.words), builder.filters(request)
    matching = builder.combine(words, filters)
    ranked = ranking.combine(ranking.words(request.words), filters)
    others = builder.combine(words, builder.filters(request, without="country"))

    def terms(name: str) -> Mapping[str, Any]:
        return {"terms": {"field": facet_field(name), "size": SIZES[name], "segment_size": 100_000}}

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


def compare(engine: EmbeddedEngine, name: str, request: EngineRequest) -> None:
    """Ask tantivy and the engine in turn; the engine counts side by side, so that work is compared and not time."""
    bare = bare_call(engine, request)
    bare(), engine.search(request)
    pairs = [(time_of(bare), time_of(lambda: engine.search(request))) for _ in range(ROUNDS)]
    ratio = median(ours.cpu_seconds for _, ours in pairs) / median(
        plain.cpu_seconds for plain, _ in pairs
    )
    report(f"search_engine.to_bare.{name}", ratio, "ratio", Limit(most=1.5))
    report_ms(f"search_engine.{name}", median_of(lambda: engine.search(request)))
    marked = median_of(lambda: [hit.highlights for hit in engine.search(request).hits], rounds=10)
    report_ms(f"search_engine.with_highlights.{name}", marked)


def main(number: int) -> None:
    """Build an index of `number` documents and measure."""
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder))
        made = list(documents(number))

        def build() -> None:
            with engine.rebuilding() as writer:
                for one in made:
                    writer.put(one)

        report_rate("search_engine.index_rate", number, time_of(build))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        report("search_engine.index_size", size / number, "bytes/document")
        for name, words in SEARCHES.items():
            request = EngineRequest(
                words=parse_words(words),
                filters={"country": ("RO",)},
                sort="relevance" if words else "newest",
                facets=SIZES,
            )
            compare(engine, name, request)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    main(parser.parse_args().documents)
