"""Owns the fields of the embedded index, and how a document becomes one of its entries."""

import hashlib
import json
from typing import Any

import tantivy

from search.analysis import ANALYSERS, FOLDING, LANGUAGES, clean_text
from search.documents import SearchDocument, stamp
from search.engines.ranking import FOLDED_PARTS, STEMMED_PARTS
from search.engines.record_fields import (
    OPEN_END,
    confirmed_key,
    day_of,
    facet_fields,
    fresh_day,
    newest_key,
    shown,
    title_key,
)

VERSION = 6
"""Raise it when entries are written differently under an unchanged schema: the index is then built anew."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def build_schema() -> tantivy.Schema:
    """Return the schema: a raw key, stemmed fields by language, folded fields for all, fast fields for facets."""
    builder = tantivy.SchemaBuilder()
    # The key is text on purpose: deleting by a number deletes nothing.
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for part in STEMMED_PARTS:
        for language in LANGUAGES:
            builder.add_text_field(f"{part}_{language}", tokenizer_name=f"rc_{language}")
    for part in FOLDED_PARTS:
        builder.add_text_field(f"{part}_x", tokenizer_name="rc_folded")
    for name in facet_fields().values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("year_from", indexed=True, fast=True)
    builder.add_unsigned_field("year_to", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_unsigned_field("fresh_day", indexed=True, fast=True)
    builder.add_unsigned_field("confirmed_day", indexed=True, fast=True)
    builder.add_text_field("confirmed_key", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_key", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stamp", stored=True, tokenizer_name="raw", index_option="basic")
    # Bytes are kept and not indexed; a text field would index the whole text as one term.
    builder.add_bytes_field("card", stored=True)
    builder.add_bytes_field("text", stored=True)
    return builder.build()


def schema_hash() -> str:
    """Return a name for the schema, so that code never opens an index of another shape."""
    parts = [VERSION, STEMMED_PARTS, FOLDED_PARTS, LANGUAGES, sorted(facet_fields().values())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def register_tokenizers(index: tantivy.Index) -> None:
    """Give an index its tokenizers; an index forgets them whenever it is opened."""
    for language, analyser in ANALYSERS.items():
        index.register_tokenizer(f"rc_{language}", analyser)
    index.register_tokenizer("rc_folded", FOLDING)


def _packed(value: Any) -> bytes:
    return _JSON.encode(value).encode()


def entry(document: SearchDocument, schema: tantivy.Schema) -> tantivy.Document:
    """Return the index entry of a document whose passages were read; each is stemmed in its own language."""
    title, summary = clean_text(document.title), clean_text(document.summary)
    names = [clean_text(name) for name in document.names]
    sections = [(section, clean_text(text)) for section, text in document.body if text]
    everything = [title, summary, *names, *(text for _, text in sections)]
    pages = [(one.language, clean_text(one.text)) for one in document.passages]
    values: dict[str, Any] = {
        "key": document.key,
        "title_x": title,
        "names_x": names,
        "all_x": [*everything, *(text for _, text in pages)],
        "newest": newest_key(document),
        "fresh_day": fresh_day(document),
        "confirmed_day": day_of(document.confirmed_at),
        "title_key": title_key(document.title),
        "confirmed_key": confirmed_key(document),
        "stamp": stamp(document),
        "card": _packed({**shown(document), "pages": len(pages)}),
        "text": _packed({"names": names, "body": sections}),
    }
    if document.language in ANALYSERS:
        language = document.language
        values |= {
            f"title_{language}": title,
            f"summary_{language}": summary,
            f"all_{language}": list(everything),
        }
    for language, text in pages:
        if language in ANALYSERS:
            values.setdefault(f"all_{language}", []).append(text)
    if document.years is not None:
        values["year_from"] = document.years.first
        values["year_to"] = OPEN_END if document.years.last is None else document.years.last
    known = facet_fields()
    for name, chosen in document.facets.items():
        if chosen and name in known:
            values[known[name]] = list(chosen)
    return tantivy.Document.from_dict(values, schema)
