"""Owns the search for records like another one in the embedded index."""

from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.engines.base import SimilarRequest
from search.engines.embedded_query import QueryBuilder
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


def likest(
    searcher: tantivy.Searcher, queries: QueryBuilder, request: SimilarRequest, traits: Traits
) -> Sequence[tuple[float, Any]]:
    """Return score and address of the records that are like the one with these traits, the likest first."""
    itself = Query.const_score_query(queries.key(request.key), 0.0)
    clauses = [(Occur.Should, one) for one in _shared_facets(queries.schema, traits)]
    alike = _like_text(searcher, queries.schema, traits)
    if own := _score(searcher, itself, alike):
        clauses.append((Occur.Should, Query.boost_query(alike, text_boost(own))))
    if not clauses:
        return []
    shared = Query.boolean_query(clauses, minimum_number_should_match=1)
    asked = [(Occur.Must, shared), (Occur.MustNot, itself)]
    if request.kinds:
        kinds = queries.any_value("kind", request.kinds)
        asked.append((Occur.Must, Query.const_score_query(kinds, 0.0)))
    found = searcher.search(Query.boolean_query(asked), max(request.limit, 1), count=False).hits
    return [(score, address) for score, address in found[: request.limit] if score >= FLOOR]


def _shared_facets(schema: tantivy.Schema, traits: Traits) -> list[Query]:
    return [
        Query.const_score_query(
            Query.term_query(schema, facet_field(facet), value, index_option="basic"), weight
        )
        for facet, value, weight in traits.facets
    ]


def _like_text(searcher: tantivy.Searcher, schema: tantivy.Schema, traits: Traits) -> Query:
    return Query.boolean_query(
        [
            (
                Occur.Should,
                Query.more_like_this_document_fields_query(
                    schema,
                    {field: [text]},
                    min_doc_frequency=LEAST_RECORDS,
                    # Records that were removed still count for their words, and not for the number of records:
                    # tantivy ends in a panic where a word seems to stand in more records than there are.
                    max_doc_frequency=searcher.num_docs,
                    min_term_frequency=1,
                    max_query_terms=TELLING_WORDS,
                    min_word_length=SHORTEST_WORD,
                    boost_factor=NAMES_WEIGHT if field == "names_x" else 1.0,
                    stop_words=untelling_words(),
                ),
            )
            for field, text in traits.texts.items()
        ]
    )


def _score(searcher: tantivy.Searcher, itself: Query, alike: Query) -> float:
    """Return what the record itself scores, the measure of all others: scores grow with the collection."""
    query = Query.boolean_query([(Occur.Must, itself), (Occur.Should, alike)])
    return next((float(score) for score, _ in searcher.search(query, 1).hits), 0.0)
