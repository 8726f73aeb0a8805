"""Owns how the parsed words and filters of a request become one tantivy query; no syntax of tantivy is ever parsed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from search.analysis import LANGUAGES, fold, query_stems, stem
from search.engines.base import EngineRequest
from search.engines.embedded_schema import FACET_FIELDS, FOLDED_PARTS, OPEN_END, STEMMED_PARTS
from search.words import (
    AllOf,
    AnyOf,
    Compound,
    Equivalent,
    Expanded,
    Node,
    ParsedWords,
    Phrase,
    Prefix,
    Word,
    plain_words,
)

# What a match is worth: title over organisation over summary over body, an exact form over a stem, and the words
# typed over what the vocabularies add to them.
WEIGHTS: Mapping[str, float] = {"title": 4.0, "names": 3.0, "summary": 2.0, "all": 1.0}
SYNONYM_WEIGHT = 0.4
TERM_WEIGHT = 0.5
NEARNESS_WEIGHT = 1.5
NEARNESS_WORDS = 6


class QueryBuilder:
    """Builds tantivy queries for one schema.

    A ranking query asks title, names and summary as well, which only moves records up: the field of everything
    holds their text too. Counting asks that field alone, with the same matches for less work.
    """

    def __init__(self, schema: tantivy.Schema, *, is_ranking: bool = False) -> None:
        self.schema = schema
        self.is_ranking = is_ranking
        self._folded_parts = FOLDED_PARTS if is_ranking else ("all",)
        self._stemmed_parts = STEMMED_PARTS if is_ranking else ("all",)

    def words(self, words: ParsedWords) -> Query | None:
        """Return the query for the words, or nothing when there are none."""
        if words.is_empty:
            return None
        clauses = [(Occur.Must, self._node(node)) for node in words.required] or [
            (Occur.Must, Query.all_query())
        ]
        clauses += [(Occur.MustNot, self._node(node)) for node in words.excluded]
        if self.is_ranking:
            clauses += [(Occur.Should, query) for query in self._nearness(words)]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def filters(self, request: EngineRequest, *, without: str | None = None) -> list[Query]:
        """Return one query a filter of the request, leaving out the one of a facet that is being counted."""
        queries = [
            self._any_term(FACET_FIELDS[name], values)
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

    def _any_term(self, field: str, values: tuple[str, ...]) -> Query:
        if len(values) == 1:
            return Query.term_query(self.schema, field, values[0], index_option="basic")
        return Query.term_set_query(self.schema, field, list(values))

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
        query = Query.phrase_query(self.schema, field, list(tokens))
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _phrase(self, words: tuple[str, ...]) -> Query:
        tokens = [fold(word) for word in words]
        return _any(
            [self._sequence(f"{part}_x", tokens, WEIGHTS[part]) for part in self._folded_parts]
        )

    def _compound(self, words: tuple[str, ...]) -> Query:
        tokens = [fold(word) for word in words]
        queries = [self._phrase(words), self._term("all_x", "".join(tokens))]
        for language in LANGUAGES:
            queries.append(
                self._sequence(f"all_{language}", [stem(language, word) for word in words])
            )
            queries += [
                self._term(f"all_{language}", token)
                for token in query_stems(language, "".join(tokens))
            ]
        return _any(queries)

    def _expanded(
        self, typed: Node, equivalents: tuple[Equivalent, ...], terms: tuple[tuple[str, str], ...]
    ) -> Query:
        queries = [self._node(typed)]
        queries += [Query.boost_query(self._equivalent(one), SYNONYM_WEIGHT) for one in equivalents]
        queries += [
            Query.const_score_query(
                Query.term_query(self.schema, FACET_FIELDS[facet], value), TERM_WEIGHT
            )
            for facet, value in terms
            if facet in FACET_FIELDS
        ]
        return _any(queries)

    def _equivalent(self, equivalent: Equivalent) -> Query:
        language, words = equivalent.language, equivalent.words
        if language not in LANGUAGES:
            return self._sequence("all_x", [fold(word) for word in words])
        return self._sequence(f"all_{language}", [stem(language, word) for word in words])

    def _nearness(self, words: ParsedWords) -> list[Query]:
        """Return queries that lift records in which the words stand together as typed."""
        typed = [
            word
            for node in words.required
            if not isinstance(node, AnyOf)
            for word in plain_words(node)
        ]
        if not 2 <= len(typed) <= NEARNESS_WORDS or all(
            isinstance(node, Phrase) for node in words.required
        ):
            return []
        tokens = [fold(word) for word in typed]
        return [
            self._sequence(f"{part}_x", tokens, NEARNESS_WEIGHT * WEIGHTS[part])
            for part in ("title", "all")
        ]


def _any(queries: list[Query]) -> Query:
    return (
        queries[0]
        if len(queries) == 1
        else Query.boolean_query([(Occur.Should, query) for query in queries])
    )
