"""Rare combinations: one person's origin, a place and a time that together single somebody out."""

import re
from collections.abc import Iterator
from functools import cache

from core.anonymity import languages, words
from core.anonymity.dates import full_date, month_pattern
from core.anonymity.findings import FindingKind
from core.anonymity.name_words import Part, part_of
from core.anonymity.origins import (
    person_with_origin,
    told_by_a_pronoun,
    told_persons,
    told_with_origin,
)
from core.anonymity.reading import Reading, Span, Word

_IN = words.section("rules", "combinations_in")
_ARTICLES = words.section("rules", "combinations_articles")
_SEASON = words.pattern("combinations_season", re.IGNORECASE)
_INSTITUTIONAL = words.section("rules", "combinations_institutional")
_FURTHEST = 420
_IN_A_YEAR = re.compile(
    r"(?<!\w)(?:[Ii]n|[Ee]n|[Nn]el|[Ii]m Jahr|[Ss]ince|[Dd]epuis|[Dd]al|[Ss]eit|[Dd]esde|[Uu]ntil|"
    r"[Bb]is|[Jj]usqu'en|[Ff]ino al|[Hh]asta|[Ee]nde|[Aa]nfang|[Ff]in|[Dd]ébut|[Ee]arly|[Ll]ate|"
    r"[Mm]id-?)[ \t]+(?:19|20)\d\d\b"
)


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield stretches where a person's origin, a town and a date or age stand together."""
    ages = [span for span in found if span.kind in (FindingKind.EXACT_AGE, FindingKind.BIRTH_DATE)]
    reached = 0
    told = told_persons(found)
    pronouns = told_by_a_pronoun(reading)
    for number, word in enumerate(reading.words):
        if word.start < reached:
            continue
        person = person_with_origin(reading, number) or told_with_origin(reading, number, told)
        if person is None and word.start in pronouns:
            person = word.start, pronouns[word.start]
        if person is None:
            continue
        found_both = _place_and_time(reading, word.start, person, ages)
        if found_both is None:
            continue
        place, time = found_both
        first = min(person[0], place.start, time[0])
        last = max(person[1], place.end, time[1])
        reached = last
        yield Span(FindingKind.RARE_COMBINATION, first, last)


def _place_and_time(
    reading: Reading, position: int, person: tuple[int, int], ages: list[Span]
) -> tuple[Word, tuple[int, int]] | None:
    """Return a town and a time in the sentence of a person, the next one or the one before."""
    start, end = reading.sentence(position)
    if any(each.key in _INSTITUTIONAL for each in reading.words_between(start, end)):
        return None
    following = reading.sentence(min(end, len(reading.prose) - 1))[1]
    before = reading.sentence(start - 1)[0] if start else 0
    for first, last in ((start, max(end, following)), (before, end)):
        place = _town(reading, first, min(last, first + _FURTHEST), person)
        time = _time(reading, first, min(last, first + _FURTHEST), ages)
        if place is None or time is None:
            continue
        metropolis = place.key in words.section("places", "metropolises")
        if not (metropolis and _IN_A_YEAR.match(reading.prose, *time)):
            return place, time
    return None


def _town(reading: Reading, start: int, end: int, person: tuple[int, int]) -> Word | None:
    """Return a town, or another place that is no country or region, that a preposition leads to."""
    inside = reading.words_between(start, end)
    for position, word in enumerate(inside):
        if not word.is_capitalised or (
            person[0] <= word.start < person[1] and word.key in words.nationalities()
        ):
            continue
        if (
            word.key in words.countries()
            or word.key in words.section("places", "regions")
            or word.key in words.months()
            or word.key in words.weekdays()
            or word.key in words.section("nationalities", "en")
        ):
            continue
        if word.key in words.section("places", "cities") and not _heads_a_region(inside, position):
            if not position:
                if reading.prose[word.end : word.end + 1] == ",":
                    return word
                continue
            if (
                _led_by_preposition(inside, position)
                or inside[position - 1].key in _ARTICLES
                or _is_between_commas(reading, word)
            ):
                return word
            continue
        if (
            position
            and (_led_by_preposition(inside, position) or _is_between_commas(reading, word))
            and not word.text.isupper()
            and _may_be_a_town(reading, word)
        ):
            return word
    return None


def _is_between_commas(reading: Reading, word: Word) -> bool:
    """Say whether a word stands by itself in a row: Albanian mother, Whitstable, May 2015."""
    prose = reading.prose
    return (
        prose[max(0, word.start - 2) : word.start] == ", " and prose[word.end : word.end + 1] == ","
    )


def _may_be_a_town(reading: Reading, word: Word) -> bool:
    """Judge a capitalised word after a preposition that is no listed town."""
    part = part_of(word.text)
    if part is Part.NONE:
        return (
            (
                word.key.endswith(_TOWN_ENDINGS)
                or word.key.startswith(_SAINTS)
                or languages.around(reading, word.start) != "de"
            )
            and word.key not in words.other_meanings()
            and word.key not in words.everywhere("small_words")
        )
    return part in (Part.UNKNOWN, Part.MAYBE_GIVEN, Part.MAYBE_FAMILY, Part.FAMILY)


_SAINTS = ("saint-", "sainte-", "st-", "sankt-", "sant-", "bad-")
_TOWN_ENDINGS = (
    "ing",
    "ingen",
    "heim",
    "stadt",
    "burg",
    "berg",
    "dorf",
    "hausen",
    "plage",
    "ville",
)


def _heads_a_region(inside: list[Word], position: int) -> bool:
    following = inside[position + 1].key if position + 1 < len(inside) else ""
    return following in (
        "county",
        "region",
        "province",
        "convention",
        "protocol",
        "declaration",
        "treaty",
        "agreement",
    )


def _led_by_preposition(inside: list[Word], position: int) -> bool:
    """Say whether a preposition leads to a place, over an article or a word for a small town."""
    for before in reversed(inside[max(0, position - 3) : position]):
        if before.key in _IN:
            return True
        if before.key not in _ARTICLES and before.key not in words.section("places", "cities"):
            return False
    return False


@cache
def _month_alone() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Ii]n|[Ee]n|[Ii]m|[Nn]el|[Aa]|[Dd]e|[Aa]nfang|[Ee]nde|[Mm]itte|[Ll]ast|[Dd]ebut|[Ff]in|"
        rf"[Ss]eit|[Ss]ince|[Dd]epuis|[Dd]a)[ \t]+(?:mese di |mois de |mes de )?(?i:{month_pattern()})\b"
    )


def _time(reading: Reading, start: int, end: int, ages: list[Span]) -> tuple[int, int] | None:
    date = full_date().search(reading.prose, start, end)
    if date and not re.fullmatch(r"(?i)(?:may|mars|marzo|set|mar|sep|gen|mag)", date[0]):
        return date.span()
    for pattern in (_SEASON, _month_alone()):
        season = pattern.search(reading.prose, start, end)
        if season:
            return season.span()
    year = _IN_A_YEAR.search(reading.prose, start, end)
    if year:
        return year.span()
    for age in ages:
        if start <= age.start < end:
            return age.start, age.end
    return None
