"""What one word may be in a person's name: given name, family name, initial, title, or no part."""

from enum import Enum
from functools import cache, lru_cache

from core.anonymity import words
from core.anonymity.reading import fold


class Part(Enum):
    """The part that a capitalised word may play in a name."""

    GIVEN = "given name"
    MAYBE_GIVEN = "given name or another word"
    FAMILY = "family name"
    MAYBE_FAMILY = "family name or another word"
    INITIAL = "initial"
    UNKNOWN = "no listed word"
    NONE = "a word that is part of no name"


PARTICLES = words.section("rules", "name_words_particles")
_FAMILY_ENDING = words.pattern("name_words_family_ending")
_NOT_BY_ENDING = words.section("rules", "name_words_not_by_ending")
# Endings of nouns in German and of everyday words elsewhere: what ends so is hardly a name.
_NOUN_ENDING = words.pattern("name_words_noun_ending")


# Italian verbs and nouns end so (Sarà, Sanità), and Spanish verbs; of names only those that are listed with the accent.
_LAST_ACCENTS = frozenset("àìòùáíóú")
_SAINTS = words.section("rules", "name_words_saints")


@cache
def _no_names() -> frozenset[str]:
    """Words that stand capitalised beside names, or in headings, without being part of one."""
    lists = [
        words.other_meanings(),
        words.everywhere("small_words"),
        words.section("entities", "heads"),
        words.section("acts", "naming"),
        words.section("mailbox_words", "offices"),
    ]
    return frozenset().union(*lists)


def ends_like_a_family_name(key: str) -> bool:
    """Say whether a folded word ends as family names of the East and South-East do."""
    if "-" in key:
        return all(
            ends_like_a_family_name(part) or part in words.family_names() for part in key.split("-")
        )
    return bool(_FAMILY_ENDING.search(key)) and key not in _NOT_BY_ENDING and key not in _no_names()


@lru_cache(maxsize=200_000)
def part_of(text: str) -> Part:
    """Return what the capitalised word `text` may be in a name."""
    key = fold(text)
    if len(text) == 1:
        return Part.INITIAL
    if "-" in key:
        return _part_of_joined(key, text)
    if key in _SAINTS or (
        text[-1] in _LAST_ACCENTS and text.casefold() not in words.accented_names()
    ):
        return Part.NONE
    if key in words.given_names():
        return Part.GIVEN
    if key in words.ambiguous_given_names():
        return Part.MAYBE_GIVEN
    if key in words.family_names():
        return Part.FAMILY
    if key in words.ambiguous_family_names():
        return Part.MAYBE_FAMILY
    if key in _no_names() or key.removesuffix("s") in _no_names():
        return Part.NONE
    if ends_like_a_family_name(key):
        return Part.FAMILY
    if _NOUN_ENDING.search(key):
        return Part.NONE
    return Part.UNKNOWN


def _part_of_joined(key: str, text: str) -> Part:
    """Judge Anna-Lena and Meier-Huber, and let Friedrich-Ebert-Stiftung be."""
    if key in words.given_names():
        return Part.GIVEN
    if key in _no_names():
        return Part.NONE
    pieces = text.split("-")
    if not all(piece[:1].isupper() for piece in pieces if fold(piece) not in ("al", "el")):
        return Part.NONE
    kinds = [part_of(piece.capitalize()) for piece in pieces]
    if Part.NONE in kinds[:-1] and kinds[0] is not Part.INITIAL:
        return Part.NONE
    if kinds[-1] is Part.NONE:
        return Part.NONE
    if all(kind in (Part.GIVEN, Part.MAYBE_GIVEN) for kind in kinds):
        return Part.GIVEN if Part.GIVEN in kinds else Part.MAYBE_GIVEN
    if kinds[0] is Part.GIVEN:
        return Part.UNKNOWN
    if any(kind is Part.FAMILY for kind in kinds):
        return Part.FAMILY
    return Part.UNKNOWN
