"""Owns the embedded engine: tantivy in this process, one index on this machine, nothing to install or start."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

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
from search.engines.embedded_counting import FacetCounting, total
from search.engines.embedded_explaining import spelled
from search.engines.embedded_passages import PassageFinder, passages_folder
from search.engines.embedded_query import QueryBuilder, whole_query
from search.engines.embedded_schema import build_schema
from search.engines.embedded_similar import likest
from search.engines.embedded_storage import IndexFolder, OpenIndex
from search.engines.embedded_writing import batch
from search.engines.likeness import traits
from search.engines.marking import highlights
from search.engines.ranking import COUNTING, RANKING
from search.highlighting import Highlighter
from search.spelling import likely_words
from search.words import ParsedWords

BATCH_MEMORY = 30_000_000
REBUILD_MEMORY = 256_000_000
REBUILD_LOCK_SECONDS = 60.0

# How tantivy is told an order; by relevance it is asked without one.
_ORDERS: Mapping[str, Mapping[str, Any]] = {
    "newest": {"order_by_field": "newest"},
    "title": {"order_by_field": "title_key", "order": Order.Asc},
    "confirmed": {"order_by_field": "confirmed_key", "order": Order.Asc},
}


class EmbeddedEngine:
    """Search inside the process. Any number of readers, one writer at a time under a file lock."""

    name = "embedded"

    def __init__(self, root: Path, *, lock_seconds: float = 1.0) -> None:
        self.folder = IndexFolder(Path(root), lock_seconds=lock_seconds)
        self._opening = Lock()
        self._records: OpenIndex | None = None
        self._passages: OpenIndex | None = None
        self._opened: object = None
        self._queries = QueryBuilder(build_schema())

    # Reading

    def is_built(self) -> bool:
        """Tell whether there is an index that fits the present schema."""
        return self.folder.live() is not None

    def _searcher(self) -> tantivy.Searcher:
        """Return a searcher of the records that sees the last commit of the live build."""
        return self._live(lambda: self._records)[0]

    def _passage_searcher(self) -> tuple[tantivy.Searcher, tantivy.Schema]:
        """Return a searcher of the pages that belong to the live build, and their schema."""
        return self._live(lambda: self._passages)

    def _live(
        self, which: Callable[[], OpenIndex | None]
    ) -> tuple[tantivy.Searcher, tantivy.Schema]:
        version = self.folder.version()
        if version is None:
            raise EngineUnavailable(
                "The search index has not been built yet: run `manage.py rebuild_search`."
            )
        with self._opening:
            try:
                if self._records is None or self._opened != version:
                    self._open(version)
                opened = which()
                assert opened is not None
                return opened.searcher(), opened.schema
            except (ValueError, OSError) as error:
                self._records = None
                raise EngineUnavailable(
                    f"The search index cannot be read ({error}); run `manage.py rebuild_search`."
                ) from error

    def _open(self, version: object) -> None:
        folder = self.folder.live()
        if folder is None:
            raise EngineUnavailable("The search index is gone: run `manage.py rebuild_search`.")
        self._records = OpenIndex(self.folder.open(folder), folder)
        self._passages = OpenIndex(self.folder.open_passages(folder), passages_folder(folder))
        self._opened = version

    def search(self, request: EngineRequest) -> EngineAnswer:
        """Answer a request: the hits here, the facets side by side with them."""
        searcher = self._searcher()
        matching = whole_query(self._queries.schema, request, COUNTING)
        try:
            counting = FacetCounting(searcher, self._queries, request, matching)
            hits, count = self._hits(searcher, request, matching)
            facets = counting.counts()
        except ValueError as error:
            raise EngineUnavailable(f"The search index could not answer: {error}") from error
        return EngineAnswer(count=count, hits=hits, facets=facets)

    def _hits(
        self, searcher: tantivy.Searcher, request: EngineRequest, matching: Query
    ) -> tuple[list[Hit], int]:
        if request.limit <= 0 or request.offset >= WINDOW:
            return [], total(searcher, matching)
        request = replace(request, limit=min(request.limit, WINDOW - request.offset))
        scored = request.sort not in _ORDERS
        marks = cache(partial(Highlighter, request.words))
        addresses, count = self._addresses(searcher, request, matching)
        hits = [
            self._hit(searcher.doc(address), marks, score if scored else None)
            for score, address in addresses
        ]
        if request.pages:
            self._add_passages(hits, request, marks)
        return hits, count

    def _add_passages(
        self, hits: Iterable[Hit], request: EngineRequest, marks: Callable[[str], Highlighter]
    ) -> None:
        """Give each hit that has documents the best of their pages."""
        with_pages = [hit for hit in hits if hit.fields["pages"]]
        if with_pages and request.words.required:
            finder = PassageFinder(*self._passage_searcher(), request.words, marks)
            found = finder.best([hit.key for hit in with_pages], request.pages)
            for hit in with_pages:
                hit.passages = found.get(hit.key, ())

    def _addresses(
        self, searcher: tantivy.Searcher, request: EngineRequest, matching: Query
    ) -> tuple[list[tuple[Any, Any]], int]:
        """Return score and address of the hits, and the number of all; what sinks is asked for behind the rest."""
        query = matching
        if request.sort not in _ORDERS:
            query = whole_query(self._queries.schema, request, RANKING)
        parts = [query]
        if request.sinking is not None:
            sunk = self._queries.any_value(request.sinking.facet, request.sinking.values)
            sunk = Query.const_score_query(sunk, 0.0)
            parts = [
                Query.boolean_query([(Occur.Must, query), (Occur.MustNot, sunk)]),
                Query.boolean_query([(Occur.Must, query), (Occur.Must, sunk)]),
            ]
        found: list[tuple[Any, Any]] = []
        offset, count = request.offset, 0
        for part in parts:
            wanted = request.limit - len(found)
            answer = searcher.search(
                part, max(wanted, 1), offset=max(offset, 0), **_ORDERS.get(request.sort, {})
            )
            found += answer.hits[:wanted]
            offset -= answer.count  # type: ignore[attr-defined]
            count += answer.count  # type: ignore[attr-defined]
        return found, count

    def keys(self, request: EngineRequest) -> list[str]:
        """Return the keys alone of what matches, in the order of the request, up to its limit."""
        searcher = self._searcher()
        if request.offset >= searcher.num_docs:
            return []
        request = replace(request, limit=min(request.limit, searcher.num_docs))
        matching = whole_query(self._queries.schema, request, COUNTING)
        try:
            addresses, _ = self._addresses(searcher, request, matching)
        except ValueError as error:
            raise EngineUnavailable(f"The search index could not answer: {error}") from error
        return [str(searcher.doc(address).get_first("key")) for _, address in addresses]

    def _hit(
        self,
        stored: tantivy.Document,
        marks: Callable[[str], Highlighter],
        score: float | None,
    ) -> Hit:
        fields = _unpacked(stored, "card")
        return Hit(
            key=str(stored.get_first("key")),
            fields=fields,
            highlighter=partial(highlights, fields, partial(_unpacked, stored, "text"), marks),
            score=score,
        )

    def similar_words(self, word: str, limit: int = 8) -> list[str]:
        """Return words of the index that a reader may have meant, the likeliest first."""
        folded = fold(word)
        searcher = self._searcher()
        found = likely_words(folded, searcher.terms_with_prefix("all_x", folded[:1]), limit)
        return found or likely_words(
            folded, searcher.terms_with_prefix("all_x", "", limit=50_000), limit
        )

    def similar(self, request: SimilarRequest) -> SimilarAnswer:
        """Return a record and those most like it, by words and by facets."""
        searcher = self._searcher()
        try:
            stored = self._stored(searcher, request.key)
            if stored is None:
                return SimilarAnswer()
            own = traits(_unpacked(stored, "card"), _unpacked(stored, "text"))
            found = likest(searcher, self._queries, request, own)
        except ValueError as error:
            raise EngineUnavailable(f"The search index could not answer: {error}") from error
        marks = cache(partial(Highlighter, ParsedWords()))
        return SimilarAnswer(
            self._hit(stored, marks, None),
            [self._hit(searcher.doc(address), marks, score) for score, address in found],
        )

    def _stored(self, searcher: tantivy.Searcher, key: str) -> tantivy.Document | None:
        address = self._address(searcher, key)
        return None if address is None else searcher.doc(address)

    def _address(self, searcher: tantivy.Searcher, key: str) -> Any:
        hits = searcher.search(self._queries.key(key), 1, count=False).hits
        return hits[0][1] if hits else None

    def explain(self, request: EngineRequest, key: str) -> Explanation | None:
        """Return why the record with a key ranks where it does by relevance; None when it does not match."""
        searcher = self._searcher()
        try:
            address = self._address(searcher, key)
            query = spelled(self._queries.schema, request, RANKING)
            return None if address is None else query.explained(searcher, address)
        except ValueError as error:
            raise EngineUnavailable(f"The search index could not answer: {error}") from error

    def spelled_out(self, request: EngineRequest) -> str:
        """Return order and query as indented lines."""
        asked = COUNTING if request.sort in _ORDERS else RANKING
        query = spelled(self._queries.schema, request, asked)
        sinking = request.sinking
        sunk = [f"sinks: {sinking.facet}:{', '.join(sinking.values)}"] if sinking else []
        return "\n".join([f"order: {request.sort}", *sunk, *query.lines()])

    def count(self) -> int:
        """Return the number of documents."""
        return self._searcher().num_docs

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Yield key and stamp of every document."""
        searcher = self._searcher()
        total = searcher.num_docs
        if not total:
            return
        for _, address in searcher.search(Query.all_query(), total, order_by_field="newest").hits:
            stored = searcher.doc(address)
            yield str(stored.get_first("key")), str(stored.get_first("stamp"))

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open a batch on the live index, creating an empty one first when there is none."""
        with self.folder.lock():
            live = self.folder.live()
            folder = live or self.folder.create()
            with batch(self.folder, folder, memory=BATCH_MEMORY, threads=1) as writer:
                yield writer
            if live is None:
                self.folder.make_live(folder)

    @contextmanager
    def rebuilding(self) -> Iterator[Writer]:
        """Open a fresh index beside the live one; it takes its place when all went well."""
        with self.folder.lock(REBUILD_LOCK_SECONDS):
            folder = self.folder.create()
            with batch(
                self.folder, folder, memory=REBUILD_MEMORY, threads=2, is_fresh=True
            ) as writer:
                yield writer
            self.folder.make_live(folder)

    def clear(self) -> None:
        """Remove the index altogether."""
        with self.folder.lock(), self._opening:
            self._records = self._passages = None
            self.folder.clear()


def _unpacked(stored: tantivy.Document, field: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(bytes(stored.get_first(field) or b"{}"))
    return value
