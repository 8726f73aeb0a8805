"""Owns the bodies of the searches that find records like another one in Elasticsearch."""

from typing import Any

from search.analysis import ANALYSERS, FOLDING
from search.engines.base import SimilarRequest
from search.engines.elasticsearch.query import Body, any_value, key_is
from search.engines.likeness import (
    FLOOR,
    LEAST_RECORDS,
    NAMES_WEIGHT,
    SHORTEST_WORD,
    TELLING_WORDS,
    Traits,
    text_boost,
    untelling_words,
)
from search.engines.record_fields import facet_field


def itself(key: str) -> Body:
    """Return the search for the record with a key."""
    return {"query": key_is(key), "size": 1, "track_total_hits": False}


def own_score_body(key: str, traits: Traits) -> Body:
    """Return the search that tells what the record itself scores, the measure of all others."""
    query = {"bool": {"filter": key_is(key), "should": _like_text(traits)}}
    return {**itself(key), "query": query, "_source": False}


def similar_body(request: SimilarRequest, traits: Traits, own_score: float) -> Body | None:
    """Return the search for the likest records, or nothing when the record has nothing to be like in."""
    shared: list[Any] = [
        {"constant_score": {"filter": {"term": {facet_field(facet): value}}, "boost": weight}}
        for facet, value, weight in traits.facets
    ]
    if own_score > 0:
        shared.append({"bool": {"should": _like_text(traits), "boost": text_boost(own_score)}})
    if not shared:
        return None
    asked: Body = {"should": shared, "minimum_should_match": 1, "must_not": key_is(request.key)}
    if request.kinds:
        asked["filter"] = any_value("kind", request.kinds)
    return {
        "query": {"bool": asked},
        "min_score": FLOOR,
        "size": request.limit,
        "sort": ["_score", {"key": "asc"}],
        "track_total_hits": False,
        "_source": ["card"],
    }


def _like_text(traits: Traits) -> list[Body]:
    """Return one query a field. The texts are given as tokens: entries keep none, and no analyser may differ."""
    return [
        {
            "more_like_this": {
                "fields": [field],
                "like": _tokens(field, text),
                "min_doc_freq": LEAST_RECORDS,
                "min_term_freq": 1,
                "max_query_terms": TELLING_WORDS,
                "min_word_length": SHORTEST_WORD,
                "minimum_should_match": 1,
                "boost": NAMES_WEIGHT if field == "names_x" else 1.0,
                "stop_words": untelling_words(),
            }
        }
        for field, text in traits.texts.items()
    ]


def _tokens(field: str, text: str) -> str:
    analyser = ANALYSERS.get(field.removeprefix("all_"), FOLDING)
    return " ".join(analyser.analyze(text))
