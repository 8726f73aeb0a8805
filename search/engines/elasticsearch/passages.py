"""Owns the pages of documents: of the hits shown, the best pages of each, by one search within these records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from search.engines.base import PassageHit
from search.engines.elasticsearch.query import Body, QueryBuilder
from search.engines.ranking import PAGES
from search.highlighting import Highlighter
from search.words import ParsedWords

_EVERY, _SOME = "every", "some"


def passages_body(words: ParsedWords, keys: Sequence[str], limit: int) -> Body | None:
    """Return the search that names the pages of each record with all the words, and those with some of them."""
    words = words.of_texts()
    if not (words.required and keys):
        return None
    builder = QueryBuilder(PAGES, path="pages.")
    every = builder.words(ParsedWords(required=words.required))
    assert every is not None
    wanted = [_nested(_EVERY, every, limit)]
    if len(words.required) > 1:
        wanted.append(_nested(_SOME, builder.any_word(words), limit))
    return {
        "query": {"bool": {"filter": {"ids": {"values": list(keys)}}, "should": wanted}},
        "size": len(keys),
        "_source": False,
        "track_total_hits": False,
    }


def _nested(name: str, words: Body, limit: int) -> Body:
    inner = {
        "name": name,
        "size": limit,
        "_source": False,
        "stored_fields": ["pages.text"],
        "docvalue_fields": ["pages.number", "pages.url", "pages.language"],
    }
    return {"nested": {"path": "pages", "query": words, "inner_hits": inner}}


def passages_of(
    hits: Iterable[Mapping[str, Any]], marks_in: Callable[[str], Highlighter]
) -> Mapping[str, Sequence[PassageHit]]:
    """Return the pages by record."""
    found = {}
    for hit in hits:
        inner = hit["inner_hits"]
        pages = inner[_EVERY]["hits"]["hits"] or inner.get(_SOME, inner[_EVERY])["hits"]["hits"]
        shown = (_passage(page["fields"], marks_in) for page in pages)
        found[hit["_id"]] = [one for one in shown if one is not None]
    return found


def _passage(
    fields: Mapping[str, list[Any]], marks_in: Callable[[str], Highlighter]
) -> PassageHit | None:
    language = str(_first(fields, "language"))
    snippet = marks_in(language).snippet(str(_first(fields, "text")))
    if snippet is None:
        return None
    return PassageHit(
        page=int(_first(fields, "number") or 0),
        snippet=snippet,
        url=str(_first(fields, "url")),
        language=language,
    )


def _first(fields: Mapping[str, list[Any]], name: str) -> Any:
    return (fields.get(f"pages.{name}") or [""])[0]
