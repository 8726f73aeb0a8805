"""Names inside other names: streets, prizes, foundations, laws and cases that are called after people."""

import re
from functools import cache

from core.anonymity import languages, words
from core.anonymity.name_words import Part, part_of
from core.anonymity.reading import Reading, Word

_PLAIN = re.compile(r"[ \t_]{0,3}[\"“„«'‹(]?[ \t]?\Z")
_AFTER = re.compile(r"[ \t]{0,3}[\"”“»'›]?[ \t]{0,2}-?\Z")
_CONNECTORS = words.section("rules", "named_after_connectors")
_LINKS_OF_PEOPLE = words.section("rules", "named_after_links_of_people")
_FURTHEST = 4
# In English these stand behind the name: the Helen Bamber Foundation.
_ONLY_ENGLISH = words.section("rules", "named_after_only_english")
# Small words in English that say: this is the thing, the word before is its name.
_SMALL_TAILS = words.section("rules", "named_after_small_tails")
_JOINED = words.pattern("named_after_joined")
# With “of” these are somebody's own: la casa di Elena, le projet de Fatou.
_POSSESSED = words.section("rules", "named_after_possessed")
# And of these the person is the subject: in the case of Elena.
_CASES = words.section("rules", "named_after_cases")
_CHURCHES = words.section("rules", "named_after_churches")


@cache
def _heads() -> frozenset[str]:
    more = {
        "pope",
        "papst",
        "king",
        "queen",
        "emperor",
        "konig",
        "konigin",
        "kaiser",
        "reine",
        "roi",
        "regina",
        "reina",
    }
    return (words.section("entities", "heads") | more | _CHURCHES) - _ONLY_ENGLISH


def is_joined_to_a_thing(key: str) -> bool:
    """Say whether a hyphenated word ends in a thing: Friedrich-Ebert-Stiftung."""
    return bool(_JOINED.search(key))


def is_named_after(reading: Reading, first: int, last: int) -> bool:
    """Say whether the words `first` to `last` are part of the name of a thing."""
    return _follows_a_thing(reading, first) or _precedes_a_thing(reading, last)


def _follows_a_thing(reading: Reading, first: int) -> bool:
    """Look back over connecting words and capitalised ones for Fondation, Via, Premio, Saint."""
    number = first - 1
    linked = False
    while number >= 0 and first - number <= _FURTHEST:
        gap = reading.gap(number)
        word = reading.words[number]
        if not (
            _PLAIN.match(gap)
            or (gap in (". ", ".") and (len(word.text) <= 4))
            or gap in ("'", ". '")
        ):
            return False
        if word.key in _heads():
            if word.key in _CHURCHES:
                return word.is_capitalised or word.key in ("san", "santa", "saint", "sainte")
            if (
                word.key == "via"
                and not word.is_capitalised
                and languages.around(reading, word.start) in ("en", "de")
            ):
                return False
            if linked and word.key in _CASES:
                return False
            return word.is_capitalised or not linked or word.key not in _POSSESSED
        if word.key in _CONNECTORS and not (word.key in _LINKS_OF_PEOPLE and number == first - 1):
            linked = True
        elif not word.is_capitalised:
            return False
        number -= 1
    return False


def _precedes_a_thing(reading: Reading, last: int) -> bool:
    """Look ahead over capitalised words for Foundation, Prize, Street, Stiftung."""
    number = last
    while number + 1 < len(reading.words) and number - last < _FURTHEST:
        gap = reading.gap(number)
        word = reading.words[number + 1]
        if gap in ("'s ", "' ") and _is_tail(word):
            return word.is_capitalised
        if not _AFTER.match(gap) or (gap.strip() and number > last and "-" not in gap):
            return False
        if (
            number == last
            and word.key in _FAMILIES
            and word.is_capitalised
            and _is_led_in_freely(reading, last)
        ):
            return False
        if _is_tail(word) or is_joined_to_a_thing("-" + word.key):
            return not _is_role(reading, number + 2)
        if not word.is_capitalised and word.key not in ("and", "of", "for", "de", "di"):
            return False
        if not word.is_capitalised and number == last:
            return False
        number += 1
    return False


# Family names that are tails too: Emily Lane is a person where no preposition makes her a street.
_FAMILIES = words.section("rules", "named_after_families")


def _is_led_in_freely(reading: Reading, last: int) -> bool:
    first = last
    while (
        first > 0
        and reading.words[first - 1].is_capitalised
        and re.match(r"[ \t]\Z", reading.gap(first - 1))
    ):
        first -= 1
    if part_of(reading.words[first].text) is not Part.GIVEN:
        return False
    if first == 0:
        return True
    before = reading.words[first - 1].key
    return (
        before not in ("the", "in", "at", "on", "to", "near", "from", "of", "a", "this")
        and not reading.prose[: reading.words[first].start].rstrip()[-1:].isdigit()
    )


def _is_tail(word: Word) -> bool:
    if word.is_capitalised:
        return word.key in words.section("entities", "tails")
    return word.key in _SMALL_TAILS


def _is_role(reading: Reading, number: int) -> bool:
    if number >= len(reading.words) or not re.match(r"[ \t]+\Z", reading.gap(number - 1)):
        return False
    return reading.words[number].key in words.section("people", "roles")
