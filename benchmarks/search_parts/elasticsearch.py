"""The Elasticsearch engine beside its client: the same body sent raw, the same entries by the client's own helper."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.figures import Limit, Taken, time_of
from benchmarks.search_parts.memory import of_process
from benchmarks.search_parts.shelf import in_chunks
from search.engines.base import EngineRequest
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.entries import entry
from search.engines.elasticsearch.mapping import index_body
from search.engines.elasticsearch.question import Question

_MB = 1_000_000
_PREPARED = 5_000
_LONGEST_MERGE_SECONDS = 600


class RawClient:
    """Counts time: most of the work is the server's, which is the same for both."""

    to_bare = Limit(most=1.25)
    written_to_bare: Limit | None = Limit(least=0.7)

    def __init__(self, engine: ElasticsearchEngine) -> None:
        self._engine = engine
        self._client: Elasticsearch = engine.connection._writing_client
        self._wait_for_merges()

    def cost(self, taken: Taken) -> float:
        """Return what is compared."""
        return taken.seconds

    def call(self, request: EngineRequest) -> Callable[[], Any]:
        """Return the sending of the very body that the engine sends."""
        body = Question(request).body(offset=0, limit=request.limit)
        body["_source"] = ["card"]
        live = self._engine.indices.live
        return lambda: self._client.search(index=live, body=body)

    def index_bytes(self) -> int:
        """Return how much the index takes on disk, copies on other nodes aside."""
        stats = self._client.indices.stats(index=self._engine.indices.live, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def server(self) -> Mapping[str, float]:
        """Return what the first node tells of its memory; its process as well if it runs on this machine."""
        nodes = self._client.nodes.stats(metric="jvm")["nodes"]
        name, stats = next(iter(nodes.items()))
        heap = stats["jvm"]["mem"]
        told = {
            "heap_limit": heap["heap_max_in_bytes"] / _MB,
            "heap_kept": heap["pools"]["old"]["used_in_bytes"] / _MB,
            "beside_heap": heap["non_heap_used_in_bytes"] / _MB,
        }
        about = self._client.nodes.info(node_id=name, metric="process")["nodes"][name]
        process = None
        if about["ip"].startswith("127."):
            process = of_process(about["process"]["id"])
        return told if process is None else told | {"own": process.own, "files": process.files}

    def write(self, shelf: Path, number: int) -> Taken | None:
        """Write prepared entries with the client's own helper to an index of the same shape."""
        name = f"{self._engine.indices.live}-raw"
        body = index_body(shards=1, replicas="0-1")
        body["settings"]["refresh_interval"] = "-1"
        self._client.indices.create(index=name, **body)
        try:
            taken = Taken(0.0, 0.0)
            for chunk in in_chunks(shelf, number, _PREPARED):
                prepared = [entry(one) for one in chunk]
                taken = _sum(taken, time_of(lambda made=prepared: self._send(name, made)))
            return _sum(taken, time_of(lambda: self._client.indices.refresh(index=name)))
        finally:
            self._client.indices.delete(index=name)

    def _send(self, name: str, prepared: list[dict[str, Any]]) -> None:
        bulk(
            self._client, ({"_index": name, "_id": one["key"], "_source": one} for one in prepared)
        )

    def _wait_for_merges(self) -> None:
        """Let the server finish what it does behind a rebuild, so that searches have it for themselves."""
        until = time.monotonic() + _LONGEST_MERGE_SECONDS
        while time.monotonic() < until:
            stats = self._client.options(ignore_status=404).indices.stats(
                index=self._engine.indices.live, metric="merge"
            )
            if not stats.get("_all", {}).get("primaries", {}).get("merges", {}).get("current"):
                return
            time.sleep(1)


def _sum(one: Taken, other: Taken) -> Taken:
    return Taken(one.seconds + other.seconds, one.cpu_seconds + other.cpu_seconds)
