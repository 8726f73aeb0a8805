"""Owns how the parsed words and filters of a request become one tantivy query; no syntax of tantivy is ever parsed."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from search.analysis import LANGUAGES, fold, query_stems, stem
from search.engines.base import EngineRequest
from search.engines.ranking import (
    COUNTING,
    NEARNESS_WEIGHT,
    PAGES,
    SYNONYM_WEIGHT,
    TERM_WEIGHT,
    TITLES,
    WEIGHTS,
    Asked,
    field_and_tokens,
    tokens_to_stand_together,
    without_contained,
)
from search.engines.record_fields import OPEN_END, facet_field, facet_fields
from search.words import (
    AllOf,
    AnyOf,
    Compound,
    Equivalent,
    Expanded,
    InTitle,
    Node,
    ParsedWords,
    Phrase,
    Prefix,
    Word,
)


class QueryBuilder:
    """Builds tantivy queries for one schema.

    Phrases are the dearest part. They are looked for only among the records `within` filters that come anyway.
    """

    def __init__(
        self, schema: tantivy.Schema, asked: Asked = COUNTING, *, within: Sequence[Query] = ()
    ) -> None:
        self.schema = schema
        self._within = within
        self._is_counting = asked is COUNTING
        self._facets = {} if asked is PAGES else facet_fields()
        self._folded_parts = asked.folded
        self._stemmed_parts = asked.stemmed
        self._near_parts = asked.near
        self._whole = asked.whole

    def words(self, words: ParsedWords) -> Query | None:
        """Return the query for the words, or nothing when there are none."""
        if words.is_empty:
            return None
        clauses = [(Occur.Must, self._node(node)) for node in words.required] or [
            (Occur.Must, Query.all_query())
        ]
        clauses += [(Occur.MustNot, self._node(node)) for node in words.excluded]
        clauses += [(Occur.Should, query) for query in self._nearness(words)]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def any_word(self, words: ParsedWords) -> Query:
        """Return the query for entries in which some of the required words stand."""
        return _any([self._node(node) for node in words.required])

    def filters(self, request: EngineRequest, *, without: str | None = None) -> list[Query]:
        """Return one query a filter of the request, leaving out the one of a facet that is being counted."""
        queries = [
            self.any_value(name, values)
            for name, values in request.filters.items()
            if name != without and values
        ]
        return queries + self._years(request.year_from, request.year_to)

    def combine(self, words: Query | None, filters: Iterable[Query]) -> Query:
        """Return words and filters as one query; filters do not touch the score."""
        clauses = [(Occur.Must, words)] if words is not None else []
        clauses += [(Occur.Must, Query.const_score_query(query, 0.0)) for query in filters]
        if not clauses:
            return Query.all_query()
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def key(self, key: str) -> Query:
        """Return the query for the record with a key."""
        return Query.term_query(self.schema, "key", key, index_option="basic")

    def any_value(self, facet: str, values: tuple[str, ...]) -> Query:
        """Return the query for records that carry any of the values of a facet."""
        field = facet_field(facet)
        if len(values) == 1:
            return Query.term_query(self.schema, field, values[0], index_option="basic")
        return Query.term_set_query(self.schema, field, list(values))

    def narrowing(self, request: EngineRequest) -> list[Query]:
        """Return those filters of the request that cost next to nothing: one value of a facet each."""
        return [
            self.any_value(name, values)
            for name, values in request.filters.items()
            if len(values) == 1
        ]

    def _years(self, first: int | None, last: int | None) -> list[Query]:
        """Return ranges that leave every record whose span of years meets the asked one."""
        queries = []
        if last is not None:
            queries.append(Query.range_query(self.schema, "year_from", FieldType.Unsigned, 0, last))
        if first is not None:
            # An open end reaches until today and no further, whenever the record was indexed.
            highest = OPEN_END if first <= date.today().year else OPEN_END - 1
            queries.append(
                Query.range_query(self.schema, "year_to", FieldType.Unsigned, first, highest)
            )
        return queries

    def _node(self, node: Node) -> Query:
        match node:
            case Word(text):
                return self._word(text)
            case Prefix(text):
                return self._prefix(text)
            case Phrase(words):
                return self._phrase(words)
            case Compound(words):
                return self._compound(words)
            case InTitle(part):
                return QueryBuilder(self.schema, TITLES, within=self._within)._node(part)
            case Expanded(typed, equivalents, terms):
                return self._expanded(typed, equivalents, terms)
            case AllOf(parts):
                return Query.boolean_query([(Occur.Must, self._node(part)) for part in parts])
            case AnyOf(parts):
                return _any([self._node(part) for part in parts])

    def _term(self, field: str, token: str, weight: float = 1.0) -> Query:
        query = Query.term_query(self.schema, field, token)
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _word(self, text: str) -> Query:
        folded = fold(text)
        if not folded:
            return Query.empty_query()
        queries = [self._term(f"{part}_x", folded, WEIGHTS[part]) for part in self._folded_parts]
        for language in LANGUAGES:
            for stemmed in query_stems(language, text):
                queries += [
                    self._term(f"{part}_{language}", stemmed, WEIGHTS[part])
                    for part in self._stemmed_parts
                ]
        return _any(queries)

    def _prefix(self, text: str) -> Query:
        folded = fold(text)
        if not folded:
            return Query.empty_query()
        pattern = re.escape(folded) + ".*"
        return _any(
            [
                Query.boost_query(
                    Query.regex_query(self.schema, f"{part}_x", pattern), WEIGHTS[part]
                )
                for part in self._folded_parts
            ]
        )

    def _sequence(self, field: str, tokens: list[str], weight: float = 1.0) -> Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0], weight)
        query = self.combine(Query.phrase_query(self.schema, field, list(tokens)), self._within)
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _phrase(self, words: tuple[str, ...]) -> Query:
        tokens = [fold(word) for word in words]
        return _any(
            [self._sequence(f"{part}_x", tokens, WEIGHTS[part]) for part in self._folded_parts]
        )

    def _compound(self, words: tuple[str, ...]) -> Query:
        tokens = [fold(word) for word in words]
        queries = [self._phrase(words), self._term(f"{self._whole}_x", "".join(tokens))]
        for language in LANGUAGES:
            queries.append(
                self._sequence(
                    f"{self._whole}_{language}", [stem(language, word) for word in words]
                )
            )
            queries += [
                self._term(f"{self._whole}_{language}", token)
                for token in query_stems(language, "".join(tokens))
            ]
        return _any(queries)

    def _expanded(
        self, typed: Node, equivalents: tuple[Equivalent, ...], terms: tuple[tuple[str, str], ...]
    ) -> Query:
        sequences = [field_and_tokens(one) for one in equivalents]
        if self._is_counting:
            sequences = without_contained(typed, sequences)
        queries = [self._node(typed)]
        queries += [
            Query.boost_query(self._sequence(field, list(tokens)), SYNONYM_WEIGHT)
            for field, tokens in sequences
        ]
        queries += [
            Query.const_score_query(
                Query.term_query(self.schema, facet_field(facet), value), TERM_WEIGHT
            )
            for facet, value in terms
            if facet in self._facets
        ]
        return _any(queries)

    def _nearness(self, words: ParsedWords) -> list[Query]:
        """Return queries that lift records in which the words stand together as typed."""
        if not self._near_parts:
            return []
        tokens = tokens_to_stand_together(words)
        if not tokens:
            return []
        return [
            self._sequence(f"{part}_x", tokens, NEARNESS_WEIGHT * WEIGHTS[part])
            for part in self._near_parts
        ]


def _any(queries: list[Query]) -> Query:
    return (
        queries[0]
        if len(queries) == 1
        else Query.boolean_query([(Occur.Should, query) for query in queries])
    )
