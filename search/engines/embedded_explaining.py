"""Owns what an administrator may read of a search of the embedded engine: the query as text, and a score in its parts.

tantivy's own texts name fields by numbers and phrases not at all. So the builder of queries makes a `SpelledQuery`
wherever it would make a query: the same, and what was asked for in words.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import tantivy
from tantivy import Occur, Query

from search.engines.base import EngineRequest, Explanation
from search.engines.embedded_query import whole_query
from search.engines.ranking import Asked

_INDENT = "  "
_CLAUSES = ((Occur.Must, "must"), (Occur.Should, "may"), (Occur.MustNot, "must not"))


@dataclass(frozen=True, slots=True)
class SpelledQuery:
    """A query with its words, made by the names under which tantivy makes queries."""

    query: Query
    text: str
    clauses: "tuple[tuple[Occur, SpelledQuery], ...]" = ()
    factor: float = 1.0
    constant: float | None = None

    @classmethod
    def all_query(cls) -> "SpelledQuery":
        """Return the query for everything."""
        return cls(Query.all_query(), "everything")

    @classmethod
    def empty_query(cls) -> "SpelledQuery":
        """Return the query for nothing."""
        return cls(Query.empty_query(), "nothing")

    @classmethod
    def term_query(
        cls, schema: tantivy.Schema, field: str, value: str, **options: Any
    ) -> "SpelledQuery":
        """Return the query for a word in a field."""
        return cls(Query.term_query(schema, field, value, **options), f'{field}:"{value}"')

    @classmethod
    def term_set_query(
        cls, schema: tantivy.Schema, field: str, values: Sequence[str]
    ) -> "SpelledQuery":
        """Return the query for any of the words in a field."""
        text = f"{field}:({' OR '.join(json.dumps(one, ensure_ascii=False) for one in values)})"
        return cls(Query.term_set_query(schema, field, list(values)), text)

    @classmethod
    def regex_query(cls, schema: tantivy.Schema, field: str, pattern: str) -> "SpelledQuery":
        """Return the query for words of a form."""
        return cls(Query.regex_query(schema, field, pattern), f"{field}:/{pattern}/")

    @classmethod
    def phrase_query(
        cls, schema: tantivy.Schema, field: str, words: Sequence[Any]
    ) -> "SpelledQuery":
        """Return the query for words that stand together."""
        return cls(Query.phrase_query(schema, field, list(words)), f'{field}:"{" ".join(words)}"')

    @classmethod
    def range_query(
        cls, schema: tantivy.Schema, field: str, kind: tantivy.FieldType, low: int, high: int
    ) -> "SpelledQuery":
        """Return the query for numbers from one to another."""
        return cls(Query.range_query(schema, field, kind, low, high), f"{field}:[{low} TO {high}]")

    @classmethod
    def boost_query(cls, inner: "SpelledQuery", factor: float) -> "SpelledQuery":
        """Return a query whose matches are worth so many times more."""
        boosted = Query.boost_query(inner.query, factor)
        return replace(inner, query=boosted, factor=inner.factor * factor)

    @classmethod
    def const_score_query(cls, inner: "SpelledQuery", score: float) -> "SpelledQuery":
        """Return a query whose matches are all worth the same."""
        constant = Query.const_score_query(inner.query, score)
        return replace(inner, query=constant, factor=1.0, constant=score)

    @classmethod
    def boolean_query(cls, clauses: "Sequence[tuple[Occur, SpelledQuery]]") -> "SpelledQuery":
        """Return what all, any or none of the queries find."""
        query = Query.boolean_query([(occur, one.query) for occur, one in clauses])
        is_any = all(occur == Occur.Should for occur, _ in clauses)
        return cls(query, "any of" if is_any else "all of", tuple(clauses))

    def lines(self, *, before: str = "", depth: int = 0) -> Iterator[str]:
        """Yield the query as indented lines."""
        yield f"{_INDENT * depth}{before}{self.text}{self._worth()}"
        for occur, name in _CLAUSES:
            for own, clause in self.clauses:
                if own == occur:
                    told = "" if self.text == "any of" else f"{name}: "
                    yield from clause.lines(before=told, depth=depth + 1)

    def _worth(self) -> str:
        if self.constant is not None:
            constant = self.constant * self.factor
            return f" = {constant:g}" if constant else " (filter)"
        return f" × {self.factor:g}" if self.factor != 1 else ""

    def explained(self, searcher: tantivy.Searcher, address: Any) -> Explanation | None:
        """Return what a record scores and why, or nothing when it does not match."""
        if not self.clauses:
            return self._leaf(searcher, address)
        found = []
        for occur, clause in self.clauses:
            part = clause.explained(searcher, address)
            if (part is None and occur == Occur.Must) or (
                part is not None and occur == Occur.MustNot
            ):
                return None
            if part is not None:
                found.append(part)
        if not found and all(occur == Occur.Should for occur, _ in self.clauses):
            return None
        if self.constant is not None:
            return Explanation(self.constant * self.factor, f"{self.text}{self._worth()}")
        parts = sorted((one for one in found if one.value), key=lambda one: -one.value)
        if len(parts) == 1 and self.factor == 1:
            return parts[0]
        value = self.factor * sum(one.value for one in parts)
        return Explanation(value, f"sum{self._worth()}", tuple(parts))

    def _leaf(self, searcher: tantivy.Searcher, address: Any) -> Explanation | None:
        try:
            told = json.loads(self.query.explain(searcher, address).to_json())
        except ValueError:
            return None
        text = f"{self.text}{self._worth()}"
        return Explanation(told["value"], text, tuple(_details(told)))


def spelled(schema: tantivy.Schema, request: EngineRequest, asked: Asked) -> SpelledQuery:
    """Return the query for words and filters of a request, with its words."""
    query: Any = whole_query(schema, request, asked, cast("type[Query]", SpelledQuery))
    return cast(SpelledQuery, query)


def _details(told: Mapping[str, Any]) -> Iterator[Explanation]:
    """Yield what tantivy multiplied: how rare a word is, how often it stands in the record."""
    for one in told.get("details", ()):
        if "details" in one and not one["description"].startswith(("idf", "freq")):
            yield from _details(one)
        else:
            yield Explanation(one["value"], one["description"], tuple(_details(one)))
