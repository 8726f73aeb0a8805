"""The word lists of the detectors, read from the folder `words/` when first asked for."""

import re
from functools import cache
from pathlib import Path

from babel import Locale

from core.anonymity.reading import fold

LANGUAGES = ("en", "fr", "it", "de", "es")
_FOLDER = Path(__file__).parent / "words"
_SHORTEST_SURNAME = 3


@cache
def section(file: str, name: str = "") -> frozenset[str]:
    """Return the words of `[name]` in `words/<file>.txt`, folded; words joined by _ are phrases."""
    found: set[str] = set()
    current = ""
    for line in (_FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            current = line.strip("[] ")
        elif current == name:
            found.update(fold(word).replace("_", " ") for word in line.split())
    return frozenset(found)


@cache
def in_order(file: str, name: str) -> list[str]:
    """Return the words of a section as they are listed, with their accents."""
    lines = (_FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines()
    start = lines.index(f"[{name}]") + 1
    found: list[str] = []
    for line in lines[start:]:
        if line.startswith("["):
            break
        found.extend(line.split())
    return found


@cache
def everywhere(file: str) -> frozenset[str]:
    """Return the words of all five languages' sections of a file."""
    return frozenset().union(*(section(file, language) for language in LANGUAGES))


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are nothing else but given names."""
    return _all_given_names() - ambiguous_given_names() - everywhere("small_words")


@cache
def ambiguous_given_names() -> frozenset[str]:
    """Return the given names that are also words or places."""
    return section("given_names_ambiguous") | (_all_given_names() & other_meanings())


@cache
def _all_given_names() -> frozenset[str]:
    listed = section("given_names")
    return listed | {name.split("-")[0] for name in listed if "-" in name}


@cache
def accented_names() -> frozenset[str]:
    """Return the given names as they are listed, with their accents."""
    text = (_FOLDER / "given_names.txt").read_text(encoding="utf-8")
    return frozenset(word.casefold() for word in text.split())


@cache
def family_names() -> frozenset[str]:
    """Return the family names that are plainly family names."""
    listed = section("surnames") | section("surnames_first")
    long_enough = {name for name in listed if len(name) >= _SHORTEST_SURNAME}
    return frozenset(long_enough - ambiguous_family_names() - everywhere("small_words"))


@cache
def ambiguous_family_names() -> frozenset[str]:
    """Return the family names that are also words or places."""
    return section("surnames_ambiguous") | (section("surnames") & other_meanings())


@cache
def other_meanings() -> frozenset[str]:
    """Return words that are often capitalised for another reason than being a name."""
    return frozenset().union(
        section("common", "words"),
        section("things", "things"),
        section("people", "persons"),
        section("people", "groups"),
        section("people", "kin"),
        section("people", "roles"),
        section("places", "cities"),
        section("places", "regions"),
        section("entities", "tails"),
        countries(),
        nationalities(),
        months(),
        weekdays(),
    )


@cache
def things() -> frozenset[str]:
    """Return what is no person; a word that is a small word elsewhere (war, car) is left out."""
    return section("things", "things") - everywhere("small_words")


@cache
def countries() -> frozenset[str]:
    """Return the names of countries in all five languages, and the single words of long ones."""
    names: set[str] = {
        "kosovo",
        "uk",
        "usa",
        "uae",
        "czechia",
        "tchequie",
        "holland",
        "england",
        "scotland",
        "wales",
    }
    names |= {
        "slowakei",
        "elfenbeinkuste",
        "moldau",
        "moldawien",
        "moldova",
        "burma",
        "ivory coast",
        "gran bretagna",
    }
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        names.update(fold(name) for code, name in territories.items() if len(code) == len("FR"))
    return frozenset(names)


@cache
def long_countries() -> re.Pattern[str]:
    """Return the pattern of countries whose names are of several words, and of places like them."""
    names = {
        "Benin City",
        "Port Harcourt",
        "Sierra Leone",
        "Santo Domingo",
        "Costa Rica",
        "Puerto Rico",
        "Buenos Aires",
        "San José",
    }
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        names |= {
            name
            for code, name in territories.items()
            if len(code) == len("FR") and re.search(r"[ ']", name)
        }
    names |= {name.replace("’", "'") for name in names}
    return re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b"
    )


@cache
def nationalities() -> frozenset[str]:
    """Return words for a nationality in all five languages, in every form."""
    forms = set(everywhere("nationalities"))
    forms.update(word + "s" for word in set(forms))
    forms.update(
        stem + ending
        for stem in section("nationalities", "de")
        for ending in ("e", "en", "er", "es", "em")
    )
    forms.update(_italian_plurals())
    return frozenset(forms)


def _italian_plurals() -> set[str]:
    plurals = set()
    for word in section("nationalities", "it"):
        if word.endswith("ca"):
            plurals.add(word[:-1] + "he")
        plurals.add(word[:-1] + "i")
        plurals.add(word[:-1] + "e")
    return plurals


@cache
def months() -> dict[str, int]:
    """Return the names of months in all five languages, with their number."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                found[fold(name).rstrip(".")] = number
    found.update(
        {
            "sept": 9,
            "set": 9,
            "gen": 1,
            "mag": 5,
            "janner": 1,
            "feber": 2,
            "setiembre": 9,
            "marz": 3,
        }
    )
    return found


@cache
def weekdays() -> frozenset[str]:
    """Return the names of weekdays in all five languages."""
    found: set[str] = set()
    for language in LANGUAGES:
        found.update(fold(name) for name in Locale.parse(language).days["format"]["wide"].values())
    return frozenset(found)


def choice(words: frozenset[str] | set[str]) -> str:
    """Return the words as alternatives of a regular expression, longest first."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"[ \-]") for word in sorted(words, key=len, reverse=True)
    )


@cache
def phrases(name: str) -> str:
    """Return the part `name` of the phrases: a regular expression, its lines joined."""
    found: list[str] = []
    current = ""
    for line in (_FOLDER / "phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            current = line.removeprefix("== ")
        elif current == name:
            found.append(line)
    if not found:
        msg = f"There is no part “{name}” in words/phrases.txt: add it there."
        raise LookupError(msg)
    return "".join(found)


def pattern(name: str, flags: int = 0) -> re.Pattern[str]:
    """Return the part `name` of the phrases, compiled."""
    return re.compile(phrases(name), flags)
