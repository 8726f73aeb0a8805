"""Owns the Elasticsearch engine: what the one interface of engines asks, answered by a cluster."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from elasticsearch import NotFoundError
from elasticsearch.helpers import scan

from search.analysis import fold
from search.engines.base import (
    WINDOW,
    EngineAnswer,
    EngineRequest,
    EngineUnavailable,
    Explanation,
    Hit,
    SimilarAnswer,
    SimilarRequest,
    Writer,
)
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.explaining import explaining_body, told
from search.engines.elasticsearch.hits import Texts, hit_of
from search.engines.elasticsearch.indices import Indices
from search.engines.elasticsearch.mapping import mapping_hash
from search.engines.elasticsearch.passages import passages_body, passages_of
from search.engines.elasticsearch.query import Body, any_value, unless
from search.engines.elasticsearch.question import Question
from search.engines.elasticsearch.similar import itself, own_score_body, similar_body
from search.engines.elasticsearch.writing import (
    BuildingWriter,
    Bulk,
    LiveWriter,
    Tickets,
    agree_on_numbers,
    tell_refused,
)
from search.engines.likeness import traits
from search.highlighting import Highlighter
from search.spelling import likely_words
from search.words import ParsedWords

_CANDIDATES = 100
_SCANNED_AT_ONCE = 2_000


class ElasticsearchEngine:
    """Search in a cluster: any number of hosts read and write."""

    name = "elasticsearch"

    def __init__(self, connection: Connection, tickets: Tickets) -> None:
        self.connection = connection
        self.indices = Indices(connection)
        self._tickets = tickets

    # Reading

    def is_built(self) -> bool:
        """Tell whether there is an index that fits the present mapping."""
        return self.indices.live_hash() == mapping_hash()

    def search(self, request: EngineRequest) -> EngineAnswer:
        """Answer a request: one search, a second one for what sinks, one more for the pages of documents."""
        question = Question(request)
        sources = ["card", "text"] if request.pages and request.words.required else ["card"]
        found, count, aggregations = self._ordered(question, sources)
        marks = cache(partial(Highlighter, request.words))
        texts = Texts(self.texts, [hit["_id"] for hit in found])
        hits = [hit_of(one, texts, marks, is_ranked=question.is_ranked) for one in found]
        if request.pages:
            self._add_passages(hits, request, marks)
        return EngineAnswer(count=count, hits=hits, facets=question.counts(aggregations))

    def _ask(self, body: Body, *, briefly: bool = False) -> Mapping[str, Any]:
        """Ask the live index; once more when it was replaced just then."""
        try:
            return self._asked(body, briefly)
        except EngineUnavailable as error:
            if not isinstance(error.__cause__, NotFoundError):
                raise
            return self._asked(body, briefly)

    def _asked(self, body: Body, briefly: bool) -> Mapping[str, Any]:
        with self.connection.asking(briefly=briefly) as client:
            answer: Mapping[str, Any] = client.search(
                index=self.indices.live, body=body, allow_partial_search_results=False
            ).body
        return answer

    def _ordered(
        self, question: Question, sources: Sequence[str] | bool
    ) -> tuple[list[Mapping[str, Any]], int, Mapping[str, Any]]:
        """Return the hits, the number of all, and the counts; what sinks is asked for behind the rest."""
        request = question.request
        offset, limit, sinking = request.offset, max(request.limit, 0), request.sinking
        sunk = any_value(sinking.facet, sinking.values) if sinking and limit else None
        also = [unless(sunk)] if sunk else []
        body = question.body(offset=offset, limit=limit, also=also)
        answer = self._ask({**body, "_source": sources})
        hits, aggregations = answer["hits"]["hits"], answer.get("aggregations", {})
        count = swimming = answer["hits"]["total"]["value"]
        if sunk:
            count = aggregations["matching"]["doc_count"]
            if len(hits) < limit and count > swimming:
                body = question.body(
                    offset=max(0, offset - swimming),
                    limit=limit - len(hits),
                    also=[sunk],
                    counted=False,
                )
                hits += self._ask({**body, "_source": sources})["hits"]["hits"]
        return hits, count, aggregations

    def _add_passages(
        self, hits: Sequence[Hit], request: EngineRequest, marks: Callable[[str], Highlighter]
    ) -> None:
        """Give each hit that has documents the best of their pages."""
        keys = [hit.key for hit in hits if hit.fields["pages"]]
        body = passages_body(request.words, keys, request.pages)
        if body is None:
            return
        found = passages_of(self._ask(body)["hits"]["hits"], marks)
        for hit in hits:
            hit.passages = found.get(hit.key, ())

    def keys(self, request: EngineRequest) -> list[str]:
        """Return the keys alone of what matches, in the order of the request, up to its limit."""
        question = Question(request)
        if request.offset + request.limit <= WINDOW:
            return [hit["_id"] for hit in self._ordered(question, False)[0]]
        wanted = request.offset + request.limit
        found: list[str] = []
        for also in _parts(request):
            found += self._all_in_order(question, also, wanted - len(found))
        return found[request.offset :]

    def _all_in_order(self, question: Question, also: list[Body], wanted: int) -> list[str]:
        """Return keys beyond the window, each search beginning behind the last hit of the one before."""
        found: list[str] = []
        body = question.body(offset=0, limit=WINDOW, also=also, counted=False)
        while len(found) < wanted:
            hits = self._ask({**body, "_source": False})["hits"]["hits"]
            found += [hit["_id"] for hit in hits]
            if len(hits) < WINDOW:
                break
            body["search_after"] = hits[-1]["sort"]
        return found[:wanted]

    def texts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return names and sections of records, for their highlights."""
        ids = {"query": {"ids": {"values": list(keys)}}, "size": len(keys), "_source": ["text"]}
        return {hit["_id"]: hit["_source"]["text"] for hit in self._ask(ids)["hits"]["hits"]}

    def similar_words(self, word: str, limit: int = 8) -> list[str]:
        """Return words of the index that a reader may have meant, the likeliest first."""
        folded = fold(word)
        if not folded:
            return []
        term = {
            "field": "all_x",
            "suggest_mode": "always",
            "size": _CANDIDATES,
            "shard_size": _CANDIDATES,
            "max_edits": 2,
            "prefix_length": 0,
            "max_inspections": 20,
            "max_term_freq": 1_000_000_000,
            "accuracy": 0.3,
            "string_distance": "damerau_levenshtein",
        }
        body = {"size": 0, "suggest": {"similar": {"text": folded, "term": term}}}
        suggested = self._ask(body)["suggest"]["similar"]  # none for what is too long to be a word
        known = [(one["text"], one["freq"]) for word in suggested for one in word["options"]]
        near = [pair for pair in known if pair[0].startswith(folded[0])]
        return likely_words(folded, near, limit) or likely_words(folded, known, limit)

    def similar(self, request: SimilarRequest) -> SimilarAnswer:
        """Return a record and those most like it: three searches, the first two tiny."""
        ask = partial(self._ask, briefly=True)
        stored = ask({**itself(request.key), "_source": ["card", "text"]})["hits"]["hits"]
        if not stored:
            return SimilarAnswer()
        own = traits(stored[0]["_source"]["card"], stored[0]["_source"]["text"])
        scored = ask(own_score_body(request.key, own))["hits"]["hits"]
        body = similar_body(request, own, next((hit["_score"] for hit in scored), 0.0))
        found = ask(body)["hits"]["hits"] if body else []
        texts = Texts(self.texts, [hit["_id"] for hit in found])
        marks = cache(partial(Highlighter, ParsedWords()))
        record, *hits = (hit_of(one, texts, marks, is_ranked=True) for one in [*stored, *found])
        return SimilarAnswer(record, hits)

    def explain(self, request: EngineRequest, key: str) -> Explanation | None:
        """Return why the record with a key ranks where it does by relevance; None when it does not match."""
        hits = self._ask(explaining_body(request, key))["hits"]["hits"]
        return told(hits[0]["_explanation"]) if hits else None

    def spelled_out(self, request: EngineRequest) -> str:
        """Return the body of the search as JSON; what sinks is asked for by a second one."""
        also = _parts(request)[0]
        body = Question(request).body(offset=request.offset, limit=max(request.limit, 0), also=also)
        return json.dumps(body, ensure_ascii=False, indent=2)

    def count(self) -> int:
        """Return the number of documents."""
        with self.connection.asking() as client:
            return int(client.count(index=self.indices.live)["count"])

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Yield key and stamp of every document."""
        self.indices.refresh()
        yield from self._stamps(self.indices.live)

    def _stamps(self, index: str) -> Iterator[tuple[str, str]]:
        with self.connection.changing() as client:
            for hit in scan(
                client,
                index=index,
                query={"query": {"match_all": {}}, "_source": ["stamp"]},
                size=_SCANNED_AT_ONCE,
            ):
                yield hit["_id"], hit["_source"]["stamp"]

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open a batch on the live index, and on the one that is being built, if any."""
        targets = self.indices.targets()
        version = self._tickets.take()  # before anything of the batch is read
        writer = LiveWriter()
        try:
            yield writer
            bulk = Bulk(self.connection, targets, version)
            try:
                writer.send(bulk)
                bulk.finish()
            except BaseException:
                bulk.abandon()
                raise
            self.indices.refresh()
            agree_on_numbers(bulk, self._tickets)
            tell_refused(bulk)
        finally:
            writer.close()

    @contextmanager
    def rebuilding(self) -> Iterator[Writer]:
        """Open a fresh index beside the live one, or go on with one that was interrupted; then let it take its place.

        Changes made meanwhile are written to both. A cluster that fails, or a process that is killed, leaves what is
        written for the next attempt; any other error throws it away.
        """
        name, is_begun = self.indices.begin()
        version = self._tickets.take()
        written: Mapping[str, str] = {}
        if is_begun:
            with self.connection.changing() as client:
                client.indices.refresh(index=name)
            written = dict(self._stamps(name))
        bulk = Bulk(self.connection, [self.indices.building], version)
        try:
            writer = BuildingWriter(bulk, written)
            yield writer
            writer.finish()
            agree_on_numbers(bulk, self._tickets)
        except BaseException as error:
            bulk.abandon()
            if isinstance(error, Exception) and not isinstance(error, EngineUnavailable):
                self.indices.remove(name)
            raise
        self.indices.make_live(name)
        tell_refused(bulk)

    def clear(self) -> None:
        """Remove the index altogether."""
        self.indices.clear()


def _parts(request: EngineRequest) -> list[list[Body]]:
    """Return the filters of what swims and of what sinks, or no filter when nothing sinks."""
    if request.sinking is None:
        return [[]]
    sunk = any_value(request.sinking.facet, request.sinking.values)
    return [[unless(sunk)], [sunk]]
