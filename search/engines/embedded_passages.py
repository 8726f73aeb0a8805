"""Owns the pages of documents in the embedded index: an index of its own beside the records, one entry a page.

Records are counted, narrowed and sorted without ever meeting a page. Only when the hits of one page of results
are known are they asked, record by record, for their best pages: a look-up within the pages of one record.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.analysis import ANALYSERS, LANGUAGES, clean_text
from search.documents import SearchDocument
from search.engines.base import PassageHit
from search.engines.embedded_query import QueryBuilder
from search.engines.ranking import PAGES
from search.highlighting import Highlighter
from search.words import ParsedWords

MEMORY = 30_000_000
_AT_ONCE = 500
"""Pages that are looked at for all records together; a record that these left too few has a look-up of its own."""


def passages_folder(folder: Path) -> Path:
    """Return the folder of the pages that belong to a build of records."""
    return folder / "passages"


def build_passage_schema() -> tantivy.Schema:
    """Return the schema of pages: the record's key, the text by language and folded, and what is shown."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("parent", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("parent_number", fast=True)
    for language in LANGUAGES:
        builder.add_text_field(f"all_{language}", tokenizer_name=f"rc_{language}")
    builder.add_text_field("all_x", tokenizer_name="rc_folded")
    builder.add_unsigned_field("page", stored=True)
    for name in ("language", "url", "text"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


class PassageFinder:
    """Finds pages for the words of one request."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        schema: tantivy.Schema,
        words: ParsedWords,
        marks_in: Callable[[str], Highlighter],
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._words = words.of_texts()
        self._marks_in = marks_in

    def best(self, keys: Sequence[str], limit: int) -> Mapping[str, Sequence[PassageHit]]:
        """Return of each record the pages that have all the words, the best first, else those that have some."""
        required = self._words.required
        if not (keys and required):
            return {}
        builder = QueryBuilder(self._schema, PAGES)
        every = builder.words(ParsedWords(required=required))
        assert every is not None
        found = self._best(every, keys, limit)
        others = [key for key in keys if key not in found]
        if others and len(required) > 1:
            found |= self._best(builder.any_word(self._words), others, limit)
        return {key: self._hits(addresses) for key, addresses in found.items()}

    def _best(self, words: Query, keys: Sequence[str], limit: int) -> dict[str, list[Any]]:
        """Return the addresses of the best pages by record: of all at once, then of those that were crowded out."""
        found = self._search(words, keys, _AT_ONCE)
        by_number: dict[object, str] = {_number(key): key for key in keys}
        best: dict[str, list[Any]] = {}
        for number, address in zip(
            self._searcher.fast_field_values("parent_number", found), found, strict=True
        ):
            of_record = best.setdefault(by_number[number], [])
            if len(of_record) < limit:
                of_record.append(address)
        if len(found) == _AT_ONCE:
            for key in keys:
                if len(best.get(key, ())) < limit and (own := self._search(words, [key], limit)):
                    best[key] = own
        return best

    def _search(self, words: Query, keys: Sequence[str], limit: int) -> list[Any]:
        parents = Query.const_score_query(
            Query.term_set_query(self._schema, "parent", list(keys)), 0.0
        )
        query = Query.boolean_query([(Occur.Must, parents), (Occur.Must, words)])
        return [address for _, address in self._searcher.search(query, limit, count=False).hits]

    def _hits(self, addresses: Iterable[Any]) -> Sequence[PassageHit]:
        hits = (self._hit(self._searcher.doc(address)) for address in addresses)
        return [hit for hit in hits if hit is not None]

    def _hit(self, stored: tantivy.Document) -> PassageHit | None:
        language = _text(stored, "language")
        snippet = self._marks_in(language).snippet(_text(stored, "text"))
        if snippet is None:
            return None
        return PassageHit(
            page=int(stored.get_first("page") or 0),
            snippet=snippet,
            url=_text(stored, "url"),
            language=language,
        )


class PassageWriter:
    """Writes pages beside the records; its own writer begins with the first page there is to write or to remove."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def put(self, document: SearchDocument) -> None:
        """Replace the pages of a record whose passages were read."""
        self.delete(document.key)
        for passage in document.passages:
            text = clean_text(passage.text)
            values = {
                "parent": document.key,
                "parent_number": _number(document.key),
                "page": passage.page,
                "all_x": text,
                "language": passage.language.encode(),
                "url": passage.url.encode(),
                "text": text.encode(),
            }
            if passage.language in ANALYSERS:
                values[f"all_{passage.language}"] = text
            self._begun().add_document(tantivy.Document.from_dict(values, self._index.schema))

    def delete(self, key: str) -> None:
        """Remove the pages of a record."""
        if self._writer is not None or self._has_pages(key):
            self._begun().delete_documents_by_term("parent", key)

    def _has_pages(self, key: str) -> bool:
        return self._searcher.doc_freq("parent", key) > 0

    def _begun(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(MEMORY, 1)
        return self._writer

    def commit(self) -> None:
        """Make what was written visible."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()

    def rollback(self) -> None:
        """Forget what was written."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer.wait_merging_threads()


def _number(key: str) -> int:
    """Return a number for a key: what can be read of many entries at once is numbers alone."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


def _text(stored: tantivy.Document, field: str) -> str:
    return bytes(stored.get_first(field) or b"").decode()
