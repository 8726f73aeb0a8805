"""Owns how a document becomes an entry: its tokens by language and folded, its facets, and what is shown of it."""

import json
from typing import Any

from tantivy import TextAnalyzer

from search.analysis import ANALYSERS, FOLDING, clean_text
from search.documents import SearchDocument, stamp
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

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def entry(document: SearchDocument) -> dict[str, Any]:
    """Return the index entry of a document whose passages were read; each is stemmed in its own language."""
    title, summary = clean_text(document.title), clean_text(document.summary)
    names = [clean_text(name) for name in document.names]
    sections = [(section, clean_text(text)) for section, text in document.body if text]
    texts = [text for _, text in sections]
    values: dict[str, Any] = {
        "key": document.key,
        "stamp": stamp(document),
        "newest": newest_key(document),
        "fresh_day": fresh_day(document),
        "confirmed_day": day_of(document.confirmed_at),
        "title_key": title_key(document.title),
        "confirmed_key": confirmed_key(document),
        # What stands in a part of its own is copied to the part of everything by the mapping.
        "title_x": _tokens(FOLDING, title),
        "names_x": [_tokens(FOLDING, name) for name in names],
        "all_x": [_tokens(FOLDING, text) for text in (summary, *texts)],
        "text": {"names": names, "body": sections},
    }
    if analyser := ANALYSERS.get(document.language):
        language = document.language
        values[f"title_{language}"] = _tokens(analyser, title)
        values[f"summary_{language}"] = _tokens(analyser, summary)
        values[f"all_{language}"] = [_tokens(analyser, text) for text in (*names, *texts)]
    pages = _pages(document)
    if pages:
        values["pages"] = pages
    values["card"] = {**shown(document), "pages": len(pages)}
    if document.years is not None:
        values["year_from"] = document.years.first
        values["year_to"] = OPEN_END if document.years.last is None else document.years.last
    known = facet_fields()
    for name, chosen in document.facets.items():
        if chosen and name in known:
            values[known[name]] = list(chosen)
    return values


def _pages(document: SearchDocument) -> list[dict[str, Any]]:
    pages = []
    for passage in document.passages:
        text = clean_text(passage.text)
        page = {
            "number": passage.page,
            "url": passage.url,
            "language": passage.language,
            "text": text,
            "all_x": _tokens(FOLDING, text),
        }
        if analyser := ANALYSERS.get(passage.language):
            page[f"all_{passage.language}"] = _tokens(analyser, text)
        pages.append(page)
    return pages


def _tokens(analyser: TextAnalyzer, text: str) -> str:
    return " ".join(analyser.analyze(text))


def packed(value: Any) -> bytes:
    """Return one line of a bulk request; what cannot be written as UTF-8 is replaced."""
    return _JSON.encode(value).encode("utf-8", "replace")
