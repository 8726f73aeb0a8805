"""Owns the first hits of a search with their scores, each score taken apart as far as a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.cards import Card, card_of
from search.engines.base import Engine, EngineRequest, Explanation
from search.services import SearchResults

MOST_HITS = 10
MOST_PARTS = 300
"""So many parts of a score are shown: a widened word asks for dozens of names in several fields."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A sum or product and what went into it."""

    value: float
    description: str
    parts: "Sequence[ScorePart]" = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A record that was found, and what its score is made of."""

    card: Card
    key: str
    score: ScorePart | None


def explained_hits(
    results: SearchResults, engine: Engine, request: EngineRequest
) -> list[ExplainedHit]:
    """Return the first hits, explained. Raises EngineUnavailable."""
    return [
        ExplainedHit(
            card_of(hit, results.known), hit.key, taken_apart(engine.explain(request, hit.key))
        )
        for hit in results.hits[:MOST_HITS]
    ]


def taken_apart(explanation: Explanation | None) -> ScorePart | None:
    """Return an explanation that fits a page: the parts of the largest parts first, until there are too many."""
    return _shown(explanation, [MOST_PARTS]) if explanation else None


def _shown(explanation: Explanation, room: list[int]) -> ScorePart:
    """Take a part and those below it; `room` holds the number of those that may still be shown."""
    room[0] -= 1
    parts: list[ScorePart] = []
    for below in explanation.details:
        if room[0] <= 0:
            break
        parts.append(_shown(below, room))
    left_out = len(explanation.details) - len(parts)
    return ScorePart(explanation.value, explanation.description, parts, left_out)
