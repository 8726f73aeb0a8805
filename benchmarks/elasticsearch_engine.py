"""Measures the Elasticsearch engine through its interface against the same requests sent raw with the client.

Needs a server: ELASTICSEARCH_TEST_URL=http://127.0.0.1:9200. Without it nothing is measured.
"""

import argparse
import itertools
import os
import uuid
from collections.abc import Iterator
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from elasticsearch.helpers import bulk  # noqa: E402

from benchmarks.figures import Limit, median_of, report, report_ms, report_rate, time_of  # noqa: E402
from benchmarks.search_synthetic import documents  # noqa: E402
from search.documents import SearchDocument  # noqa: E402
from search.engines.base import EngineRequest  # noqa: E402
from search.engines.elasticsearch.address import read_address  # noqa: E402
from search.engines.elasticsearch.connection import Connection  # noqa: E402
from search.engines.elasticsearch.engine import ElasticsearchEngine  # noqa: E402
from search.engines.elasticsearch.entries import entry  # noqa: E402
from search.engines.elasticsearch.mapping import index_body  # noqa: E402
from search.engines.elasticsearch.question import Question  # noqa: E402
from search.facets import FACETS  # noqa: E402
from search.words import parse_words  # noqa: E402

DOCUMENTS = 10_000
ROUNDS = 100
SEARCHES = {
    "two_words": "shelter return",
    "either_word": "shelter OR return",
    "phrase": '"shelter return"',
    "no_words": "",
}
SIZES = {facet.name: facet.size for facet in FACETS}


class Tickets:
    """Numbers for one process."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def take(self) -> int:
        """Return the next number."""
        return next(self._numbers)

    def skip_to(self, number: int) -> None:
        """Go on behind a number."""
        self._numbers = itertools.count(number + 1)


def raw_rate(engine: ElasticsearchEngine, made: list[SearchDocument]) -> float:
    """Return how many prepared entries a second the client's own helper writes to an index of the same shape."""
    prepared = [entry(one) for one in made]
    name = f"{engine.indices.live}-raw"
    body = index_body(shards=1, replicas="0-1")
    body["settings"]["refresh_interval"] = "-1"
    with engine.connection.changing() as client:
        client.indices.create(index=name, **body)
        actions: Iterator[dict[str, Any]] = (
            {"_index": name, "_id": one["key"], "_source": one} for one in prepared
        )

        def write() -> None:
            bulk(client, actions)
            client.indices.refresh(index=name)

        taken = time_of(write)
        client.indices.delete(index=name)
    return len(made) / taken.seconds


def build_rate(engine: ElasticsearchEngine, made: list[SearchDocument]) -> float:
    """Return how many documents a second a rebuild writes, tokens and all."""

    def build() -> None:
        with engine.rebuilding() as writer:
            for one in made:
                writer.put(one)

    taken = time_of(build)
    report_rate("elasticsearch_engine.index_rate", len(made), taken)
    return len(made) / taken.seconds


def compare(engine: ElasticsearchEngine, name: str, request: EngineRequest) -> None:
    """Send the same body raw and through the engine in turn."""
    body = Question(request).body(offset=0, limit=request.limit)
    body["_source"] = ["card"]
    client = engine.connection._client

    def raw() -> None:
        client.search(index=engine.indices.live, body=body)

    def ours() -> None:
        engine.search(request)

    median_of(raw), median_of(ours)
    bare, own = [], []
    for number in range(ROUNDS):
        # Each comes first every other time: on a busy machine the second one finds it warm.
        turns = [(raw, bare), (ours, own)]
        for call, taken in turns if number % 2 else reversed(turns):
            taken.append(time_of(call))
    ratio = median(one.seconds for one in own) / median(one.seconds for one in bare)
    report(f"elasticsearch_engine.to_raw.{name}", ratio, "ratio", Limit(most=1.25))
    report_ms(f"elasticsearch_engine.{name}", median_of(ours))


def main(number: int) -> None:
    """Build an index of `number` documents and measure."""
    url = os.environ.get("ELASTICSEARCH_TEST_URL")
    if not url:
        print("elasticsearch_engine: set ELASTICSEARCH_TEST_URL to the address of a server")
        return
    address = read_address(f"{url.rstrip('/')}/?prefix=bench-{uuid.uuid4().hex[:12]}")
    engine = ElasticsearchEngine(Connection(address), Tickets())
    made = list(documents(number))
    try:
        pairs = [(raw_rate(engine, made), build_rate(engine, made)) for _ in range(3)][1:]
        ratio = median(own for _, own in pairs) / median(bare for bare, _ in pairs)
        report("elasticsearch_engine.bulk_to_raw", ratio, "ratio", Limit(least=0.7))
        with engine.connection.changing() as client:
            size = client.indices.stats(index=engine.indices.live, metric="store")
        stored = size["_all"]["primaries"]["store"]["size_in_bytes"]
        report("elasticsearch_engine.index_size", stored / number, "bytes/document")
        for name, words in SEARCHES.items():
            request = EngineRequest(
                words=parse_words(words),
                filters={"country": ("RO",)},
                sort="relevance" if words else "newest",
                facets=SIZES,
            )
            compare(engine, name, request)
    finally:
        engine.clear()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    main(parser.parse_args().documents)
