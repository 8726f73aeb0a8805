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
    LIFTS,
    NEARNESS_WEIGHT,
    PAGES,
    RANKING,
    SYNONYM_WEIGHT,
    TERM_WEIGHT,
    TITLES,
    WEIGHTS,
    Asked,
    field_and_tokens,
    tokens_to_stand_together,
    without_contained,
)
from search.engines.record_fields import LAST_DAY, OPEN_END, facet_field, facet_fields
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
    `make` is what makes the single queries: tantivy, or what spells them out besides.
    """

    def __init__(
        self,
        schema: tantivy.Schema,
        asked: Asked = COUNTING,
        *,
        within: Sequence[Query] = (),
        make: type[Query] = Query,
    ) -> None:
        self.schema = schema
        self._make = make
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
            (Occur.Must, self._make.all_query())
        ]
        clauses += [(Occur.MustNot, self._node(node)) for node in words.excluded]
        clauses += [(Occur.Should, query) for query in self._nearness(words)]
        return clauses[0][1] if len(clauses) == 1 else self._make.boolean_query(clauses)

    def any_word(self, words: ParsedWords) -> Query:
        """Return the query for entries in which some of the required words stand."""
        return self._any([self._node(node) for node in words.required])

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
        clauses += [(Occur.Must, self._make.const_score_query(query, 0.0)) for query in filters]
        if not clauses:
            return self._make.all_query()
        return clauses[0][1] if len(clauses) == 1 else self._make.boolean_query(clauses)

    def lifts(self) -> list[Query]:
        """Return what lifts records that are fresh or were confirmed, a little, beside words that are ranked."""
        return [
            self._make.const_score_query(
                self._make.range_query(
                    self.schema, one.field, FieldType.Unsigned, one.first_day, LAST_DAY
                ),
                one.gain,
            )
            for one in LIFTS
        ]

    def key(self, key: str) -> Query:
        """Return the query for the record with a key."""
        return self._make.term_query(self.schema, "key", key, index_option="basic")

    def any_value(self, facet: str, values: tuple[str, ...]) -> Query:
        """Return the query for records that carry any of the values of a facet."""
        field = facet_field(facet)
        if len(values) == 1:
            return self._make.term_query(self.schema, field, values[0], index_option="basic")
        return self._make.term_set_query(self.schema, field, list(values))

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
            queries.append(
                self._make.range_query(self.schema, "year_from", FieldType.Unsigned, 0, last)
            )
        if first is not None:
            # An open end reaches until today and no further, whenever the record was indexed.
            highest = OPEN_END if first <= date.today().year else OPEN_END - 1
            queries.append(
                self._make.range_query(self.schema, "year_to", FieldType.Unsigned, first, highest)
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
                titles = QueryBuilder(self.schema, TITLES, within=self._within, make=self._make)
                return titles._node(part)
            case Expanded(typed, equivalents, terms):
                return self._expanded(typed, equivalents, terms)
            case AllOf(parts):
                return self._make.boolean_query([(Occur.Must, self._node(part)) for part in parts])
            case AnyOf(parts):
                return self._any([self._node(part) for part in parts])

    def _term(self, field: str, token: str, weight: float = 1.0) -> Query:
        query = self._make.term_query(self.schema, field, token)
        return query if weight == 1.0 else self._make.boost_query(query, weight)

    def _word(self, text: str) -> Query:
        folded = fold(text)
        if not folded:
            return self._make.empty_query()
        queries = [self._term(f"{part}_x", folded, WEIGHTS[part]) for part in self._folded_parts]
        for language in LANGUAGES:
            for stemmed in query_stems(language, text):
                queries += [
                    self._term(f"{part}_{language}", stemmed, WEIGHTS[part])
                    for part in self._stemmed_parts
                ]
        return self._any(queries)

    def _prefix(self, text: str) -> Query:
        folded = fold(text)
        if not folded:
            return self._make.empty_query()
        pattern = re.escape(folded) + ".*"
        return self._any(
            [
                self._make.boost_query(
                    self._make.regex_query(self.schema, f"{part}_x", pattern), WEIGHTS[part]
                )
                for part in self._folded_parts
            ]
        )

    def _sequence(self, field: str, tokens: list[str], weight: float = 1.0) -> Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0], weight)
        query = self.combine(
            self._make.phrase_query(self.schema, field, list(tokens)), self._within
        )
        return query if weight == 1.0 else self._make.boost_query(query, weight)

    def _phrase(self, words: tuple[str, ...]) -> Query:
        tokens = [fold(word) for word in words]
        return self._any(
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
        return self._any(queries)

    def _expanded(
        self, typed: Node, equivalents: tuple[Equivalent, ...], terms: tuple[tuple[str, str], ...]
    ) -> Query:
        sequences = [field_and_tokens(one) for one in equivalents]
        if self._is_counting:
            sequences = without_contained(typed, sequences)
        queries = [self._node(typed)]
        queries += [
            self._make.boost_query(self._sequence(field, list(tokens)), SYNONYM_WEIGHT)
            for field, tokens in sequences
        ]
        queries += [
            self._make.const_score_query(
                self._make.term_query(self.schema, facet_field(facet), value), TERM_WEIGHT
            )
            for facet, value in terms
            if facet in self._facets
        ]
        return self._any(queries)

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

    def _any(self, queries: list[Query]) -> Query:
        if len(queries) == 1:
            return queries[0]
        return self._make.boolean_query([(Occur.Should, query) for query in queries])


def whole_query(
    schema: tantivy.Schema, request: EngineRequest, asked: Asked, make: type[Query] = Query
) -> Query:
    """Return the one query for words and filters of a request."""
    plain = QueryBuilder(schema, make=make)
    queries = QueryBuilder(schema, asked, within=plain.narrowing(request), make=make)
    words = queries.words(request.words)
    whole = queries.combine(words, plain.filters(request))
    if words is None or asked is not RANKING:
        return whole
    lifts = [(Occur.Should, one) for one in queries.lifts()]
    return make.boolean_query([(Occur.Must, whole), *lifts])
