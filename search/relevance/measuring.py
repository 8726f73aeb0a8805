"""Owns the measures of quality: judged queries are asked as a reader asks them, and their answers compared.

`judged.json` holds queries, the need behind each, and the records that answer it: 3 is what was looked for, 2 is
useful, 1 touches it. Records that are not named answer nothing. The judgements were made by reading the records.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Any

from django.http import QueryDict

from search.engines.base import Hit
from search.query import SearchQuery
from search.services import every_hit, search

JUDGED = Path(__file__).with_name("judged.json")
FLOOR = 0.85
"""What the mean nDCG@10 must reach on every engine."""

FIRST, FIRST_PAGE = 10, 20


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, the need behind it, and the grades of the records that answer it, by kind and slug."""

    q: str
    need: str
    relevant: Mapping[str, int]
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def query(self) -> SearchQuery:
        """Return it as the search reads it from an address."""
        params = QueryDict(mutable=True)
        params["q"] = self.q
        for name, values in self.chosen.items():
            params.setlist(name, list(values))
        return SearchQuery.from_params(params)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a query found first, and how good that is."""

    judged: JudgedQuery
    found: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """Return the discounted gain of the first ten records, as a share of the best possible order."""
        best = sorted(self.judged.relevant.values(), reverse=True)
        gains = [self.judged.relevant.get(key, 0) for key in self.found]
        return _gain(gains[:FIRST]) / _gain(best[:FIRST])

    @property
    def recall(self) -> float:
        """Return the share of the relevant records that are on the first page, or of those that fit there."""
        there = set(self.found[:FIRST_PAGE]) & set(self.judged.relevant)
        return len(there) / min(FIRST_PAGE, len(self.judged.relevant))


@dataclass(frozen=True)
class Quality:
    """The answers of one engine to all judged queries."""

    answers: Sequence[Answered]

    @cached_property
    def ndcg(self) -> float:
        """Return the mean nDCG@10."""
        return fmean(one.ndcg for one in self.answers)

    @cached_property
    def recall(self) -> float:
        """Return the mean recall@20."""
        return fmean(one.recall for one in self.answers)

    @property
    def weakest(self) -> list[Answered]:
        """Return the answers, the worst first."""
        return sorted(self.answers, key=lambda one: one.ndcg)


def judged_queries(path: Path = JUDGED) -> list[JudgedQuery]:
    """Read the judged queries."""
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [JudgedQuery(**one) for one in read]


def measure() -> Quality:
    """Ask the engine in use every judged query."""
    return Quality([Answered(one, _found(one)) for one in judged_queries()])


def _found(judged: JudgedQuery) -> tuple[str, ...]:
    """Return the first page; where nothing is found, that of the words the reader is offered instead."""
    results = search(judged.query)
    hits: Sequence[Hit] = results.hits
    if not hits and results.suggestion:
        hits = list(every_hit(judged.query.with_words(results.suggestion), FIRST_PAGE))
    return tuple(_key(hit) for hit in hits)


def _key(hit: Hit) -> str:
    return f"{hit.fields['kind']}/{str(hit.fields['url']).rstrip('/').rpartition('/')[2]}"


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
