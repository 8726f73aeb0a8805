"""Owns the look-up of terms and countries by how one of their names begins, or a word within it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import fold, words_of
from search.expansion import Concept

_LOOKED_AT = 500
"""Names that are compared for one beginning: two letters may begin hundreds."""


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A term or country, and which of its names begins like what was typed."""

    concept: Concept
    name: str


class NameStarts:
    """All names of all concepts, each from every one of its words on, sorted: a beginning is found by halving."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        rests: list[tuple[str, int, str, Concept]] = []
        for concept in concepts:
            for _language, name in concept.names:
                words = [fold(word) for word in words_of(name)]
                rests += [
                    (" ".join(words[start:]), start, name, concept) for start in range(len(words))
                ]
        self._rests = sorted(rests, key=lambda rest: rest[0])

    def find(self, typed: Sequence[str], limit: int) -> list[NamedConcept]:
        """Return the concepts with a name in which these words stand together, the last one as a beginning.

        Names that begin with them come first, then the shorter ones.
        """
        beginning = " ".join(fold(word) for word in typed)
        if not beginning:
            return []
        first = bisect_left(self._rests, beginning, key=lambda rest: rest[0])
        best: dict[Concept, tuple[bool, int, str]] = {}
        for rest, start, name, concept in self._rests[first : first + _LOOKED_AT]:
            if not rest.startswith(beginning):
                break
            rank = (start > 0, len(name), name)
            best[concept] = min(rank, best.get(concept, rank))
        ranked = sorted(best.items(), key=lambda found: found[1])
        return [NamedConcept(concept, rank[2]) for concept, rank in ranked[:limit]]
