"""Owns the shape of the Elasticsearch index: its fields, spelled out, and nothing that it may add by itself.

Tokens are made here, by `search.analysis`, and travel as words between blanks; the analyser of the index does no
more than to split them. So both engines hold the same tokens, on every version of the server: the stemmers that
Elasticsearch brings cut "emergency" or "university" differently.
"""

import hashlib
import json
from importlib.metadata import version
from typing import Any

from elasticsearch.dsl import (
    Document,
    InnerDoc,
    Integer,
    Keyword,
    Long,
    MetaField,
    Nested,
    Object,
    Text,
    analyzer,
    token_filter,
    tokenizer,
)

from search.analysis import LANGUAGES
from search.engines.base import WINDOW
from search.engines.ranking import FOLDED_PARTS, STEMMED_PARTS
from search.engines.record_fields import facet_fields

VERSION = 2
"""Raise it when entries are written differently under an unchanged mapping: the index is then built anew."""

LONGEST_TOKEN = 8_000

_SPLITTING = analyzer(
    "rc_tokens",
    tokenizer=tokenizer("rc_blanks", type="whitespace", max_token_length=100_000),
    # A "word" longer than a term may be would refuse the whole record.
    filter=[token_filter("rc_length", type="length", max=LONGEST_TOKEN)],
)


def _tokens(**options: Any) -> Text:
    return Text(analyzer=_SPLITTING, **options)


def _value(**options: Any) -> Keyword:
    return Keyword(ignore_above=LONGEST_TOKEN, **options)


class PageEntry(InnerDoc):
    """A page of a document within the entry of its record, with which it comes, changes and goes."""

    number = Integer(index=False)
    url = Keyword(index=False, ignore_above=LONGEST_TOKEN)
    language = Keyword(index=False)
    text = Text(index=False, store=True, norms=False)
    all_x = _tokens(copy_to=["all_x"])


class RecordEntry(Document):
    """A record as it is indexed; fields of languages and facets are added by `index_body`."""

    key = _value()
    stamp = Keyword(index=False)
    newest = Long()
    fresh_day = Integer()
    confirmed_day = Integer()
    title_key = _value()
    confirmed_key = _value()
    year_from = Integer()
    year_to = Integer()
    title_x = _tokens(copy_to=["all_x"])
    names_x = _tokens(copy_to=["all_x"])
    all_x = _tokens()
    card = Object(enabled=False)
    text = Object(enabled=False)
    pages = Nested(PageEntry)

    class Meta:
        """Takes no field that is not spelled out, and keeps what is shown: tokens need not be kept twice."""

        dynamic = MetaField(False)
        source = MetaField(includes=["card", "text", "stamp"])


def index_body(*, shards: int, replicas: str) -> dict[str, Any]:
    """Return settings and mapping of an index: `RecordEntry`, its fields by language, and the facets of all apps."""
    body: dict[str, Any] = json.loads(json.dumps(RecordEntry._index.to_dict()))
    properties = body["mappings"]["properties"]
    pages = properties["pages"]["properties"]
    for language in LANGUAGES:
        everything = f"all_{language}"
        for part in STEMMED_PARTS:
            field = f"{part}_{language}"
            copied = {} if field == everything else {"copy_to": [everything]}
            properties[field] = _tokens(**copied).to_dict()
        pages[everything] = _tokens(copy_to=[everything]).to_dict()
    for field in facet_fields().values():
        properties[field] = _value(eager_global_ordinals=True).to_dict()
    copies = (
        {"auto_expand_replicas": replicas} if "-" in replicas else {"number_of_replicas": replicas}
    )
    body["settings"] = {
        **body["settings"],
        "number_of_shards": shards,
        **copies,
        "max_result_window": WINDOW,
        "mapping.nested_objects.limit": 1_000_000,
        # How long a removed record keeps its version: an update that was delayed meanwhile cannot bring it back.
        "gc_deletes": "24h",
    }
    body["mappings"]["_meta"] = {"hash": mapping_hash()}
    return body


def mapping_hash() -> str:
    """Return a name for the shape of the index and for the tokens in it, which the stemmers' release decides."""
    parts = [
        VERSION,
        version("tantivy"),
        RecordEntry._index.to_dict(),
        STEMMED_PARTS,
        FOLDED_PARTS,
        LANGUAGES,
        sorted(facet_fields().values()),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]
