"""Owns a batch of the embedded index: records and their pages written together, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.documents import SearchDocument
from search.engines.base import EngineUnavailable
from search.engines.embedded_passages import PassageWriter
from search.engines.embedded_schema import entry
from search.engines.embedded_storage import IndexFolder


class EmbeddedWriter:
    """One batch; keys that were put twice keep the last document."""

    def __init__(
        self,
        writer: tantivy.IndexWriter,
        passages: PassageWriter,
        schema: tantivy.Schema,
        is_fresh: bool,
    ) -> None:
        self._writer = writer
        self._passages = passages
        self._schema = schema
        self._is_fresh = is_fresh
        self._keys: set[str] = set()

    def put(self, document: SearchDocument) -> None:
        """Add a document with its passages, or replace the one with its key."""
        document = document.with_passages_read()
        if not self._is_fresh or document.key in self._keys:
            self._writer.delete_documents_by_term("key", document.key)
        self._keys.add(document.key)
        self._writer.add_document(entry(document, self._schema))
        self._passages.put(document)

    def delete(self, key: str) -> None:
        """Remove the document with this key, if there is one."""
        self._writer.delete_documents_by_term("key", key)
        self._passages.delete(key)


@contextmanager
def batch(
    folder: IndexFolder, build: Path, *, memory: int, threads: int, is_fresh: bool = False
) -> Iterator[EmbeddedWriter]:
    """Open a batch on a build; what was written is visible when the context ends without an exception."""
    try:
        index = folder.open(build)
        passages = PassageWriter(folder.open_passages(build))
        writer = index.writer(memory, threads)
    except (ValueError, OSError) as error:
        raise EngineUnavailable(f"The search index cannot be written: {error}") from error
    try:
        yield EmbeddedWriter(writer, passages, index.schema, is_fresh)
    except BaseException:
        passages.rollback()
        writer.rollback()
        writer.wait_merging_threads()  # lets go of tantivy's own lock at once
        raise
    try:
        # Pages first: one that nobody may read any more is gone before its record is written anew.
        passages.commit()
        writer.commit()
        writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        raise EngineUnavailable(f"The search index could not be written: {error}") from error
