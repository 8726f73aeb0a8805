"""Numbers that may be ages, in digits and in the words of five languages."""

import re
from collections.abc import Iterator
from functools import cache

from core.anonymity import words
from core.anonymity.reading import Reading, fold

_DIGITS = re.compile(r"\d+")
_IN_DIGITS = re.compile(
    r"\b\d{1,2}(?:-?enne|-?[Jj]ährig(?:e[rnsm]?)?|[ -]?(?:y/?o|yrs? old))(?!\w)"
)
_ONES = 9


def _listed(name: str) -> list[str]:
    return words.in_order("rules", name)


@cache
def _in_words() -> str:
    """Return the ages in words, as alternatives, longest first."""
    en, fr, it, de, es = (_listed(f"ages_{language}") for language in words.LANGUAGES)
    found = [*en, *fr, *it, *de, *es]
    for ten in _listed("ages_en_tens"):
        found += [ten, *(ten + joint + one for joint in "- " for one in en[:_ONES])]
    for ten in _listed("ages_fr_tens"):
        found += [
            ten,
            f"{ten} et un",
            f"{ten}-et-un",
            *(f"{ten}-{one}" for one in ["deux", *fr[:7]]),
        ]
    for ten in _listed("ages_it_tens"):
        found += [
            ten,
            *(ten[:-1] + one for one in ("uno", "otto")),
            *(ten + one for one in ["tré", *it[:8]]),
        ]
    found += [*_german_tens(), *(ten[:-1] for ten in _listed("ages_it_tens"))]
    for ten in _listed("ages_es_tens"):
        found += [ten, *(f"{ten} y {one}" for one in ["uno", "un", *es[:8]])]
    return words.choice(set(found))


def _german_tens() -> list[str]:
    ones = ["ein", *_listed("ages_de")[:8]]
    tens = _listed("ages_de_tens")
    return [*tens, *(one + "und" + ten for ten in tens for one in ones)]


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,/\-–'])(?:\d{{1,3}}(?![\d/]|[.,]\d)|(?:{_in_words()})\b)", re.IGNORECASE
    )


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which an age in words begins."""
    names = [f"ages_{language}{part}" for language in words.LANGUAGES for part in ("", "_tens")]
    plain = {fold(word).split("-")[0] for name in names for word in _listed(name)}
    plain |= {ten[:-1] for ten in _listed("ages_it_tens")}
    joined = {fold(word) for word in re.findall(r"[^\W\d_]{6,}", _in_words())}
    return frozenset(plain | joined)


def numbers(reading: Reading) -> Iterator[re.Match[str]]:
    """Yield the numbers that may be ages."""
    for digits in _DIGITS.finditer(reading.prose):
        match = _number().match(reading.prose, digits.start())
        if match:
            yield match
    for word in reading.words:
        if word.key.split("-")[0] in _first_words():
            match = _number().match(reading.prose, word.start)
            if match:
                yield match


@cache
def _single_word() -> re.Pattern[str]:
    stems = [*_listed("ages_it_stems")]
    for ten in ("vent", "trent", "quarant"):
        vowel = "i" if ten == "vent" else "a"
        ends = ("du", "tre", "quattr", "cinqu", "se", "sett", "nov")
        stems += [ten + "un", ten + "ott", *(ten + vowel + end for end in ends)]
    german = words.choice({*_listed("ages_de"), *_german_tens()})
    return re.compile(
        rf"(?:(?:{words.choice(set(stems))})enn[ei]|quinceañer[ao]|veinteañer[ao]|(?:{german})-?jährig(?:e[rnsm]?)?)(?!\w)",
        re.IGNORECASE,
    )


def single_words(reading: Reading) -> Iterator[re.Match[str]]:
    """Yield the words that say an age by themselves: 17-jährige, sedicenne, quinceañera."""
    yield from _IN_DIGITS.finditer(reading.prose)
    for word in reading.words:
        if word.key.endswith(("enne", "enni", "anera", "anero")) or "jahrig" in word.key:
            match = _single_word().match(reading.prose, word.start)
            if match:
                yield match
