"""One person and an origin: a Nigerian woman, eine Bulgarin, une fille du Togo, two Vietnamese brothers."""

import re
from bisect import bisect_left
from functools import cache

from core.anonymity import languages, words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span, Word, fold

_ORIGIN = words.pattern("combinations_origin", re.IGNORECASE)
_OF = re.compile(
    r"[ \t]+(?:de|del|du|des|d'|della|dello|dal|dalla|dell'|di|from|aus)[ \t']*"
    r"(?:la |el |los |las |le |les |der |dem |den |the )?\Z"
)
_PREDICATIVE = words.pattern("origins_predicative", re.IGNORECASE)
_FOLLOWED = words.pattern("origins_followed")
_CLOSE = 14
_FURTHER = 4 * _CLOSE
_GERMAN_MEN = words.section("rules", "origins_german_men")
_FAMILIES = words.section("rules", "origins_families")
_SINGULAR = words.section("rules", "origins_singular")
_ONE = words.section("rules", "origins_one")
_FEW = words.section("rules", "origins_few")
_DETERMINERS = words.section("rules", "origins_determiners")
_MANY = words.section("rules", "origins_many")
_AS = words.section("rules", "origins_as")
_NO_ORIGIN = frozenset(("european", "africaine", "west"))

Place = tuple[int, int]


def told_persons(found: list[Span]) -> list[Span]:
    """Return what other detectors found to be one person: names, and ages that are nouns."""
    kinds = (FindingKind.PERSON_NAME, FindingKind.EXACT_AGE)
    return sorted((span for span in found if span.kind in kinds), key=lambda span: span.start)


def told_with_origin(reading: Reading, number: int, told: list[Span]) -> Place | None:
    """Return a named or aged person beside the nationality that is word `number`, or nothing."""
    word = reading.words[number]
    if word.key not in words.nationalities() or not told:
        return None
    position = bisect_left(told, word.start, key=lambda span: span.start)
    for span in told[max(0, position - 1) : position + 1]:
        if 0 <= word.start - span.end <= _CLOSE or 0 <= span.start - word.end <= _CLOSE:
            following = reading.words[number + 1].key if number + 1 < len(reading.words) else ""
            if following in words.section("people", "groups") or following in words.things():
                return None
            return min(word.start, span.start), max(word.end, span.end)
    return None


def person_with_origin(reading: Reading, number: int) -> Place | None:
    """Return where the person that is word `number` and an origin stand together, or nothing."""
    word = reading.words[number]
    if word.key in _people_of_nations() and _stands_for_a_person(reading, number):
        return (word.start, word.end) if _is_single(reading, number) else None
    persons, groups = words.section("people", "persons"), words.section("people", "groups")
    before = [each.key for each in reading.words[max(0, number - 3) : number]]
    if word.key in groups and any(key in _FEW for key in before):
        return _beside_an_origin(reading, number)
    if word.key not in persons and word.key not in _FAMILIES:
        return None
    if word.key in groups and word.key not in _FAMILIES:
        # Only the article tells that one is meant: einen Jungen, una joven, der Jugendliche.
        single = any(key in _ONE for key in before) or _is_inflected_for_one(reading, number)
    else:
        single = _is_single(reading, number)
    return _beside_an_origin(reading, number) if single else None


def _is_inflected_for_one(reading: Reading, number: int) -> bool:
    """Say whether the adjective before tells one from many: die vietnamesische Jugendliche."""
    if not number:
        return False
    before, word = reading.words[number - 1].key, reading.words[number].key
    return (
        before.endswith(("ische", "ischer"))
        and word.endswith(("e", "er"))
        and before in (words.nationalities())
    )


def _beside_an_origin(reading: Reading, number: int) -> Place | None:
    word = reading.words[number]
    start, end = reading.sentence(word.start)
    near = [*reading.words[max(0, number - 3) : number], *reading.words[number + 1 : number + 6]]
    around = reading.words_between(max(start, word.start - 70), min(end, word.end + 50))
    for other in [*near, *(each for each in around if each.is_capitalised)]:
        if not start <= other.start < end or (
            other.key in ("roma", "rom") and other.start > word.start
        ):
            continue
        if _is_origin(reading, word, other):
            return min(word.start, other.start), max(word.end, other.end)
    return None


def _is_origin(reading: Reading, word: Word, other: Word) -> bool:
    """Say whether `other` names where the person `word` comes from."""
    if other.key in words.nationalities() and other.key not in _NO_ORIGIN:
        return abs(other.start - word.start) < _FURTHER
    if not other.is_capitalised:
        return False
    between = reading.prose[word.end : other.start]
    if other.key[-1:] == "s" and other.key[:-1] in words.countries():
        return between == " "
    if not _is_country(reading, other):
        return False
    return bool(
        _OF.match(between) or _ORIGIN.search(reading.prose[max(0, other.start - 34) : other.start])
    )


@cache
def _people_of_nations() -> frozenset[str]:
    """Return nouns for one person of a nation: a Moldovan, une Albanaise, eine Rumänin."""
    stems = {word[:4] for word in words.section("nationalities", "de")}
    romance = [words.section("nationalities", language) for language in ("fr", "it", "es")]
    english = {
        word for word in words.section("nationalities", "en") if word.endswith(("an", "ese", "i"))
    }
    persons = words.section("people", "persons")
    german = {word for word in persons if word.endswith("in") and word[:4] in stems}
    return frozenset().union(*romance, english, german, _german_nouns())


@cache
def _german_nouns() -> frozenset[str]:
    """Return the German nouns for one person of a nation: Kameruner, Laotin, Malierin."""
    stems = [word.removesuffix("isch") for word in words.section("nationalities", "de")]
    endings = ("e", "er", "in", "erin", "ier", "ierin")
    derived = {stem + ending for stem in stems for ending in endings}
    return _GERMAN_MEN | (derived - words.countries() - words.section("places", "cities"))


def told_by_a_pronoun(reading: Reading) -> dict[int, int]:
    """Return where it is said of one person whence he or she comes: she is from Togo, è eritrea."""
    found: dict[int, int] = {}
    for match in _PREDICATIVE.finditer(reading.prose):
        key = fold(match["origin"])
        if (match["from"] and key in words.countries() and match["origin"][0].isupper()) or (
            not match["from"] and key in words.nationalities() | _german_nouns()
        ):
            found[match.start()] = match.end()
    return found


def _stands_for_a_person(reading: Reading, number: int) -> bool:
    """Say whether a word of nationality is a noun here: a Moldovan, une Albanaise, die Bulgarin."""
    word = reading.words[number]
    if word.key in words.section("people", "persons") or (
        word.is_capitalised and word.key in _german_nouns()
    ):
        return word.is_capitalised
    if number and ":" in reading.gap(number - 1) and reading.gap(number).startswith(","):
        following = reading.words[number + 1].key if number + 1 < len(reading.words) else ""
        return following not in words.nationalities()
    if number == 0 or reading.words[number - 1].key not in _SINGULAR:
        return False
    if number + 1 >= len(reading.words) or reading.gap(number).strip():
        return True
    following = reading.words[number + 1].key
    if word.is_capitalised and word.key in words.section("nationalities", "fr"):
        # French writes the adjective small: une Brésilienne is a person.
        return languages.around(reading, word.start) == "fr"
    return (
        following in words.everywhere("small_words")
        or following in words.section("acts", "acts")
        or (
            not reading.words[number + 1].is_capitalised
            and following not in words.section("people", "groups")
            and following not in words.section("people", "persons")
            and following not in words.things()
            and bool(_FOLLOWED.match(reading.words[number + 1].text))
        )
    )


def _is_single(reading: Reading, number: int) -> bool:
    """Say whether an article or pronoun of the singular leads the person in, and no number."""
    word = reading.words[number]
    groups = words.section("people", "groups")
    if word.key in groups and word.key not in words.section("people", "persons"):
        return False
    for before in reversed(reading.words[max(0, number - 5) : number]):
        if before.key in _DETERMINERS:
            return True
        if before.key in _MANY:
            return False
    if number == 0:
        return True
    last = reading.words[number - 1]
    at_start = last.end < reading.sentence(word.start)[0] or not re.match(
        r"[ \t]\Z", reading.gap(number - 1)
    )
    return at_start or last.key in words.nationalities() or last.key in _AS


def _is_country(reading: Reading, word: Word) -> bool:
    return word.key in words.countries() or bool(
        words.long_countries().match(reading.prose, word.start)
    )
