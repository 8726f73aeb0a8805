"""Owns which words of a search that found nothing may be counted: single ones that lead to no person."""

from collections.abc import Collection, Iterable

from core.anonymity.name_words import Part, part_of
from search.analysis import fold
from search.engines.base import EngineRequest
from search.engines.selection import get_engine
from search.vocabulary import Vocabulary
from search.words import Word, parse_words

MOST_WORDS = 6
"""Whoever types more describes a case; none of its words is looked at."""
SHORTEST, LONGEST = 3, 30

_NAMES = frozenset({Part.GIVEN, Part.FAMILY})
_PERHAPS_NAMES = frozenset({Part.MAYBE_GIVEN, Part.MAYBE_FAMILY})


def words_to_look_at(q: str) -> frozenset[str]:
    """Return the single words of a query, folded; none where it has numbers, an address, a phrase or many words.

    Numbers are dates, ages, telephones; phrases and addresses lead to one person or paper.
    """
    if "@" in q or any(letter.isdigit() for letter in q):
        return frozenset()
    required = parse_words(q).required
    if len(required) > MOST_WORDS or not all(isinstance(node, Word) for node in required):
        return frozenset()
    folded = (fold(node.text) for node in required if isinstance(node, Word))
    return frozenset(word for word in folded if SHORTEST <= len(word) <= LONGEST and word.isalpha())


def tellable_words(queries: Iterable[Collection[str]], known: Vocabulary) -> set[str]:
    """Return the words that are at fault and name nobody. Raises EngineUnavailable.

    A query that holds a name is left out as a whole: beside a given name stands a family name that no list knows.
    """
    found: set[str] = set()
    for words in queries:
        parts = {
            word: Part.NONE if known.thesaurus.find([word]) else part_of(word.capitalize())
            for word in words
        }
        if _NAMES.isdisjoint(parts.values()):
            found.update(word for word, part in parts.items() if part not in _PERHAPS_NAMES)
    return {word for word in found if not _finds_something(word, known)}


def _finds_something(word: str, known: Vocabulary) -> bool:
    words, _told = known.thesaurus.expand(parse_words(word), ())
    return get_engine().search(EngineRequest(words=words, limit=0)).count > 0
