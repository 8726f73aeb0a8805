"""Owns "did you mean": how far apart two words are, and which of the index's words a reader may have meant."""

from collections.abc import Iterable
from math import log2


def allowed_distance(word: str) -> int:
    """Return how many slips a word of this length may have: none in the shortest, two in long ones."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of letters added, left out, changed or swapped, or `limit + 1` when it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before_last, last = last, current
    return last[-1]


def likely_words(word: str, vocabulary: Iterable[tuple[str, int]], limit: int) -> list[str]:
    """Return the words that `word` may be a slip of, the nearest and most frequent first.

    `vocabulary` yields folded words with the number of records they stand in.
    """
    allowed = allowed_distance(word)
    if not allowed:
        return []
    letters = set(word)
    ranked: list[tuple[float, str]] = []
    for candidate, frequency in vocabulary:
        if abs(len(candidate) - len(word)) > allowed or candidate == word or candidate.isdigit():
            continue
        if len(letters.difference(candidate)) > allowed:  # cheap, and refuses nearly every word
            continue
        slips = distance(word, candidate, allowed)
        if slips <= allowed:
            penalty = slips + (0.5 if candidate[:1] != word[:1] else 0.0)
            ranked.append((penalty - log2(1 + frequency) / 20, candidate))
    return [candidate for _, candidate in sorted(ranked)[:limit]]
