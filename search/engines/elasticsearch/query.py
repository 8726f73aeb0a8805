"""Owns how parsed words and filters become the body of a search: terms and phrases, never Lucene's query syntax.

Whatever a reader types has become tokens before it comes here, and a token is only ever the value of a `term`,
`terms`, `prefix` or `match_phrase`: it can name no field, no script, no pattern. Bodies are plain dictionaries,
since making the same from the objects of `elasticsearch.dsl` takes longer than some searches.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from search.analysis import LANGUAGES, fold, query_stems, stem
from search.engines.base import EngineRequest
from search.engines.elasticsearch.mapping import LONGEST_TOKEN
from search.engines.ranking import (
    COUNTING,
    LIFTS,
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

Body = dict[str, Any]
EVERYTHING: Body = {"match_all": {}}
_NOTHING: Body = {"match_none": {}}


class QueryBuilder:
    """Builds the query for words, in the parts of an entry that are asked, all below `path` if there is one."""

    def __init__(self, asked: Asked = COUNTING, *, path: str = "") -> None:
        self._is_counting = asked is COUNTING
        self._facets = {} if asked is PAGES else facet_fields()
        self._asked = asked
        self._path = path

    def words(self, words: ParsedWords) -> Body | None:
        """Return the query for the words, or nothing when there are none."""
        if words.is_empty:
            return None
        query: Body = {"must": [self._node(node) for node in words.required] or [EVERYTHING]}
        if words.excluded:
            query["must_not"] = [self._node(node) for node in words.excluded]
        if nearness := self._nearness(words):
            query["should"] = nearness
        return query["must"][0] if len(query) == len(query["must"]) == 1 else {"bool": query}

    def any_word(self, words: ParsedWords) -> Body:
        """Return the query for entries in which some of the required words stand."""
        return any_of([self._node(node) for node in words.required])

    def _node(self, node: Node) -> Body:
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
                return QueryBuilder(TITLES, path=self._path)._node(part)
            case Expanded(typed, equivalents, terms):
                return self._expanded(typed, equivalents, terms)
            case AllOf(parts):
                return {"bool": {"must": [self._node(part) for part in parts]}}
            case AnyOf(parts):
                return any_of([self._node(part) for part in parts])

    def _terms(self, field: str, tokens: Iterable[str], weight: float = 1.0) -> list[Body]:
        """Return what finds any of the tokens in a field; where nothing is ranked they are one clause."""
        name, tokens = f"{self._path}{field}", _indexed(tokens)
        if self._is_counting:
            return [{"terms": {name: tokens}}]
        return [{"term": {name: {"value": token, "boost": weight}}} for token in tokens]

    def _word(self, text: str) -> Body:
        folded = fold(text)
        if not folded:
            return _NOTHING
        queries = []
        for part in self._asked.folded:
            queries += self._terms(f"{part}_x", [folded], WEIGHTS[part])
        for language in LANGUAGES:
            stems = query_stems(language, text)
            for part in self._asked.stemmed:
                queries += self._terms(f"{part}_{language}", stems, WEIGHTS[part])
        return any_of(queries)

    def _prefix(self, text: str) -> Body:
        folded = fold(text)
        if not folded:
            return _NOTHING
        return any_of(
            [
                {"prefix": {f"{self._path}{part}_x": {"value": folded, "boost": WEIGHTS[part]}}}
                for part in self._asked.folded
            ]
        )

    def _sequence(self, field: str, tokens: Sequence[str], weight: float = 1.0) -> Body:
        if len(tokens) == 1:
            return any_of(self._terms(field, tokens, weight))
        phrase = {"query": " ".join(tokens), "boost": weight}
        return {"match_phrase": {f"{self._path}{field}": phrase}}

    def _phrase(self, words: tuple[str, ...], weight: float = 1.0) -> Body:
        tokens = [fold(word) for word in words]
        return any_of(
            [
                self._sequence(f"{part}_x", tokens, weight * WEIGHTS[part])
                for part in self._asked.folded
            ]
        )

    def _compound(self, words: tuple[str, ...]) -> Body:
        joined = "".join(fold(word) for word in words)
        queries = [self._phrase(words), *self._terms(f"{self._asked.whole}_x", [joined])]
        for language in LANGUAGES:
            field = f"{self._asked.whole}_{language}"
            queries.append(self._sequence(field, [stem(language, word) for word in words]))
            queries += self._terms(field, query_stems(language, joined))
        return any_of(queries)

    def _expanded(
        self, typed: Node, equivalents: tuple[Equivalent, ...], terms: tuple[tuple[str, str], ...]
    ) -> Body:
        sequences = [field_and_tokens(one) for one in equivalents]
        if self._is_counting:
            sequences = without_contained(typed, sequences)
        queries = [self._node(typed)]
        queries += [self._sequence(field, tokens, SYNONYM_WEIGHT) for field, tokens in sequences]
        queries += [
            {
                "constant_score": {
                    "filter": {"term": {facet_field(facet): value}},
                    "boost": TERM_WEIGHT,
                }
            }
            for facet, value in terms
            if facet in self._facets
        ]
        return any_of(queries)

    def _nearness(self, words: ParsedWords) -> list[Body]:
        """Return queries that lift records in which the words stand together as typed."""
        tokens = tokens_to_stand_together(words) if self._asked.near else []
        return [
            self._sequence(f"{part}_x", tokens, NEARNESS_WEIGHT * WEIGHTS[part])
            for part in self._asked.near
            if tokens
        ]


def any_of(queries: list[Body]) -> Body:
    """Return the query for entries that any of the queries finds."""
    if not queries:
        return _NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries}}


def any_value(facet: str, values: Sequence[str]) -> Body:
    """Return the query for records that carry any of the values of a facet."""
    return {"terms": {facet_field(facet): _indexed(values)}}


def key_is(key: str) -> Body:
    """Return the query for the record with a key."""
    return {"terms": {"key": _indexed([key])}}


def _indexed(values: Iterable[str]) -> list[str]:
    """Return the values that an index may hold; to ask for a longer one is an error."""
    return [value for value in values if len(value) <= LONGEST_TOKEN]


def unless(query: Body) -> Body:
    """Return the query for what another one does not find."""
    return {"bool": {"must_not": [query]}}


def facet_filters(request: EngineRequest) -> Mapping[str, Body]:
    """Return one query a facet that the request narrows."""
    return {name: any_value(name, values) for name, values in request.filters.items() if values}


def lifts() -> list[Body]:
    """Return what lifts records that are fresh or were confirmed, a little, beside words that are ranked."""
    return [
        {
            "constant_score": {
                "filter": {"range": {one.field: {"gte": one.first_day}}},
                "boost": one.gain,
            }
        }
        for one in LIFTS
    ]


def year_filters(first: int | None, last: int | None) -> list[Body]:
    """Return ranges that leave every record whose span of years meets the asked one."""
    queries: list[Body] = []
    if last is not None:
        queries.append({"range": {"year_from": {"gte": 0, "lte": last}}})
    if first is not None:
        # An open end reaches until today and no further, whenever the record was indexed.
        highest = OPEN_END if first <= date.today().year else OPEN_END - 1
        queries.append({"range": {"year_to": {"gte": first, "lte": highest}}})
    return queries
