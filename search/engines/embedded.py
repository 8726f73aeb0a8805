"""Owns the embedded engine: tantivy in this process, one index on this machine, nothing to install or start."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from search.analysis import fold
from search.documents import SearchDocument
from search.engines.base import EngineAnswer, EngineRequest, EngineUnavailable, Highlight, Hit
from search.engines.embedded_query import QueryBuilder
from search.engines.embedded_schema import FACET_FIELDS, build_schema, entry
from search.engines.embedded_storage import IndexFolder
from search.highlighting import Highlighter
from search.spelling import likely_words

BATCH_MEMORY = 30_000_000
REBUILD_MEMORY = 256_000_000
REBUILD_LOCK_SECONDS = 60.0
_ALL_TERMS = (
    100_000  # of one segment: with fewer the counts of a facet with many values would be estimates
)


class EmbeddedEngine:
    """Search inside the process. Any number of readers, one writer at a time under a file lock."""

    name = "embedded"

    def __init__(self, root: Path, *, lock_seconds: float = 1.0) -> None:
        self.folder = IndexFolder(Path(root), lock_seconds=lock_seconds)
        self._opening = Lock()
        self._index: tantivy.Index | None = None
        self._opened: object = None
        self._meta: Path | None = None
        self._meta_time = 0
        self._queries = QueryBuilder(build_schema())
        self._ranking = QueryBuilder(self._queries.schema, is_ranking=True)

    # Reading

    def is_built(self) -> bool:
        """Tell whether there is an index that fits the present schema."""
        return self.folder.live() is not None

    def _searcher(self) -> tantivy.Searcher:
        """Return a searcher that sees the last commit of the live build."""
        version = self.folder.version()
        if version is None:
            raise EngineUnavailable(
                "The search index has not been built yet: run `manage.py rebuild_search`."
            )
        with self._opening:
            try:
                if self._index is None or self._opened != version:
                    self._open(version)
                assert self._index is not None and self._meta is not None
                changed = self._meta.stat().st_mtime_ns
                if changed != self._meta_time:
                    self._index.reload()
                    self._meta_time = changed
                return self._index.searcher()
            except (ValueError, OSError) as error:
                self._index = None
                raise EngineUnavailable(
                    f"The search index cannot be read ({error}); run `manage.py rebuild_search`."
                ) from error

    def _open(self, version: object) -> None:
        folder = self.folder.live()
        if folder is None:
            raise EngineUnavailable("The search index is gone: run `manage.py rebuild_search`.")
        index = self.folder.open(folder)
        index.config_reader(reload_policy="manual")
        self._index, self._opened, self._meta, self._meta_time = (
            index,
            version,
            folder / "meta.json",
            0,
        )

    def search(self, request: EngineRequest) -> EngineAnswer:
        """Answer a request: one pass for the hits, one for the facets, one more for each facet that is narrowed."""
        searcher = self._searcher()
        filters = self._queries.filters(request)
        matching = self._queries.combine(self._queries.words(request.words), filters)
        try:
            hits, count = self._hits(searcher, request, filters, matching)
            facets = self._count_facets(searcher, request, matching)
        except ValueError as error:
            raise EngineUnavailable(f"The search index could not answer: {error}") from error
        return EngineAnswer(count=count, hits=hits, facets=facets)

    def _hits(
        self,
        searcher: tantivy.Searcher,
        request: EngineRequest,
        filters: Sequence[Query],
        matching: Query,
    ) -> tuple[list[Hit], int]:
        if request.limit <= 0:
            return [], _total(searcher, matching)
        order: dict[str, Any] = {}
        query = matching
        if request.sort == "newest":
            order = {"order_by_field": "newest"}
        elif request.sort == "title":
            order = {"order_by_field": "title_key", "order": Order.Asc}
        else:
            query = self._ranking.combine(self._ranking.words(request.words), filters)
        found = searcher.search(query, request.limit, offset=request.offset, **order)
        scored = not order
        marks = cache(partial(Highlighter, request.words))
        hits = [
            self._hit(searcher.doc(address), marks, score if scored else None)
            for score, address in found.hits
        ]
        return hits, found.count  # type: ignore[attr-defined]

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
            highlighter=partial(_highlights, stored, fields, marks),
            score=score,
        )

    def _count_facets(
        self, searcher: tantivy.Searcher, request: EngineRequest, matching: Query
    ) -> Mapping[str, Mapping[str, int]]:
        narrowed = [name for name in request.facets if request.filters.get(name)]
        counts: dict[str, Mapping[str, int]] = {}
        free = [name for name in request.facets if name not in narrowed]
        counts |= _aggregate(searcher, matching, {name: request.facets[name] for name in free})
        words = self._queries.words(request.words)
        for name in narrowed:
            query = self._queries.combine(words, self._queries.filters(request, without=name))
            found = dict(_aggregate(searcher, query, {name: request.facets[name]})[name])
            for value in request.filters[name]:
                if value not in found:
                    found[value] = self._count_value(searcher, query, name, value)
            counts[name] = found
        return {name: counts[name] for name in request.facets}

    def _count_value(self, searcher: tantivy.Searcher, query: Query, facet: str, value: str) -> int:
        """Return the count of a chosen value that is not among the most frequent ones."""
        term = Query.term_query(self._queries.schema, FACET_FIELDS[facet], value)
        return _total(searcher, Query.boolean_query([(Occur.Must, query), (Occur.Must, term)]))

    def similar_words(self, word: str, limit: int = 8) -> list[str]:
        """Return words of the index that a reader may have meant, the likeliest first."""
        folded = fold(word)
        searcher = self._searcher()
        found = likely_words(folded, searcher.terms_with_prefix("all_x", folded[:1]), limit)
        return found or likely_words(
            folded, searcher.terms_with_prefix("all_x", "", limit=50_000), limit
        )

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
    def writing(self) -> Iterator["_Writer"]:
        """Open a batch on the live index, creating an empty one first when there is none."""
        with self.folder.lock():
            live = self.folder.live()
            folder = live or self.folder.create()
            with self._batch(folder, memory=BATCH_MEMORY, threads=1) as writer:
                yield writer
            if live is None:
                self.folder.make_live(folder)

    @contextmanager
    def rebuilding(self) -> Iterator["_Writer"]:
        """Open a fresh index beside the live one; it takes its place when all went well."""
        with self.folder.lock(REBUILD_LOCK_SECONDS):
            folder = self.folder.create()
            with self._batch(folder, memory=REBUILD_MEMORY, threads=2, is_fresh=True) as writer:
                yield writer
            self.folder.make_live(folder)

    @contextmanager
    def _batch(
        self, folder: Path, *, memory: int, threads: int, is_fresh: bool = False
    ) -> Iterator["_Writer"]:
        try:
            index = self.folder.open(folder)
            tantivy_writer = index.writer(memory, threads)
        except (ValueError, OSError) as error:
            raise EngineUnavailable(f"The search index cannot be written: {error}") from error
        try:
            yield _Writer(tantivy_writer, index.schema, is_fresh)
        except BaseException:
            tantivy_writer.rollback()
            tantivy_writer.wait_merging_threads()  # lets go of tantivy's own lock at once
            raise
        try:
            tantivy_writer.commit()
            tantivy_writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise EngineUnavailable(f"The search index could not be written: {error}") from error

    def clear(self) -> None:
        """Remove the index altogether."""
        with self.folder.lock(), self._opening:
            self._index = None
            self.folder.clear()


class _Writer:
    """One batch; keys that were put twice keep the last document."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema, is_fresh: bool) -> None:
        self._writer = writer
        self._schema = schema
        self._is_fresh = is_fresh
        self._keys: set[str] = set()

    def put(self, document: SearchDocument) -> None:
        """Add a document, or replace the one with its key."""
        if not self._is_fresh or document.key in self._keys:
            self.delete(document.key)
        self._keys.add(document.key)
        self._writer.add_document(entry(document, self._schema))

    def delete(self, key: str) -> None:
        """Remove the document with this key, if there is one."""
        self._writer.delete_documents_by_term("key", key)


def _total(searcher: tantivy.Searcher, query: Query) -> int:
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]


def _unpacked(stored: tantivy.Document, field: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(bytes(stored.get_first(field) or b"{}"))
    return value


def _aggregate(
    searcher: tantivy.Searcher, query: Query, sizes: Mapping[str, int]
) -> dict[str, Mapping[str, int]]:
    if not sizes:
        return {}
    request = {
        name: {"terms": {"field": FACET_FIELDS[name], "size": size, "segment_size": _ALL_TERMS}}
        for name, size in sizes.items()
    }
    answer = searcher.aggregate(query, request)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in sizes
    }


def _highlights(
    stored: tantivy.Document, fields: Mapping[str, Any], marks_in: Callable[[str], Highlighter]
) -> Sequence[Highlight]:
    """Return where the words stand: title and summary whole, of every section the best part."""
    marks = marks_in(fields["language"])
    if marks.is_idle:
        return ()
    found = []
    for section in ("title", "summary"):
        marked = marks.mark(fields[section])
        if marked:
            found.append(Highlight(section, marked))
    texts = _unpacked(stored, "text")
    for section, text in [("names", ", ".join(texts["names"])), *texts["body"]]:
        snippet = marks.snippet(text) if text else None
        if snippet:
            found.append(Highlight(section, snippet))
    return found
