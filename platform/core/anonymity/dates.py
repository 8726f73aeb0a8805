"""Dates and years of birth of persons; projects and laws are born on other days."""

import re
from collections.abc import Iterator
from functools import cache

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.name_words import Part, part_of
from core.anonymity.reading import Reading, Span

_AROUND = 90


@cache
def month_pattern() -> str:
    """Return the names of months in five languages, accented or not, as alternatives."""
    names = set(words.months()) | {
        "août",
        "février",
        "décembre",
        "märz",
        "jänner",
        "déc",
        "févr",
        "mär",
    }
    return (
        "(?:"
        + "|".join(
            sorted((re.escape(name) for name in names if len(name) > 2), key=len, reverse=True)
        )
        + ")"
    )


@cache
def full_date() -> re.Pattern[str]:
    """Return the pattern of a day with its month, with or without the year."""
    month = month_pattern()
    day = r"(?:(?:[0-3]?\d)(?:st|nd|rd|th|er|[.º°])?|primo|premier|primero|ersten?)"
    year = r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
    return re.compile(
        rf"(?:\b[0-3]?\d[ \t]?[./\-][ \t]?[01]?\d[ \t]?[./\-][ \t]?(?:(?:19|20)\d\d|\d\d)(?!\d)"
        rf"|\b(?:19|20)\d\d[./\-][01]?\d[./\-][0-3]?\d\b"
        rf"|\b(?:the[ \t])?{day}[ \t]+(?:of[ \t]+|de[ \t]+|di[ \t]+)?{month}\.?,?(?:[ \t]+(?:de[ \t]+|"
        rf"del[ \t]+)?{year})?(?!\w)"
        rf"|\b{month}\.?[ \t]+{day}(?:,?[ \t]+{year})?(?!\w)"
        rf"|\b{month}\.?[ \t]+(?:de[ \t]+|del[ \t]+|of[ \t]+)?(?:19|20)\d\d\b)",
        re.IGNORECASE,
    )


_YEAR = re.compile(r"(?:\b(?:19[2-9]\d|20[0-3]\d)\b|'\d\d\b)")
# Words of birth: those that only people's lives know, and those that a project may use too.
_LABELS = words.pattern("dates_labels", re.IGNORECASE)
_BORN = re.compile(
    r"(?<![\w-])(?:(?<!-)born|née?s?|nata|nato|naît|naissait|naquit|nacque|nasce|nasceva|nace(?= en| el)|"
    r"geboren(?:e[rns]?)?|geb\.|nacid[ao]|"
    r"nació|naci)(?!\w)|(?<!\w)né(?!\w)|(?<=\()\*|(?<=[ ,;(])\*[ ]?(?=\d{1,2}[./]|19|20)|"
    r"(?<=[(,])[ ]?b\.(?=[ ]?\d)|(?<= )b\.(?=[ ]?\d{1,2}[./]\d{1,2}[./])",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:after|before|between|since|nach|vor|zwischen|ab|après|avant|entre|depuis|dopo|prima|tra|fra|"
    r"después|antes|tras|or later|onwards|ou après)\b[ \t]*(?:dem|le|il|el|de|del|the|du)?[ \t]*\Z",
    re.IGNORECASE,
)
_CELEBRATES = re.compile(
    r"\b(?:birthday|anniversaire|compleanno|geburtstag|cumpleaños|cumple(?: años)?|turned \w+|"
    r"turns \w+)\b",
    re.IGNORECASE,
)
_REACH = 70


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield dates and years of birth."""
    people = [span for span in found if span.kind == FindingKind.PERSON_NAME]
    for match in _LABELS.finditer(reading.prose):
        span = _date_near(reading, match.start(), match.end())
        if span and not _is_of_a_thing(reading, match.start(), people, by_label=True):
            yield Span(FindingKind.BIRTH_DATE, *span)
    for match in _BORN.finditer(reading.prose):
        span = _date_near(reading, match.start(), match.end())
        if span and not _is_of_a_thing(reading, match.start(), people):
            yield Span(FindingKind.BIRTH_DATE, *span)
    yield from _born_after_the_date(reading)


def _date_near(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Return the date, or else the year, that follows a word of birth in its sentence."""
    limit = min(reading.sentence(end - 1)[1], end + _REACH)
    # The full stop of “geb.” or a line of a form must not end the search.
    limit = max(limit, min(end + 16, len(reading.prose)))
    date = full_date().search(reading.prose, end, limit)
    year = _YEAR.search(reading.prose, end, limit)
    first = date if date and (not year or date.start() <= year.start()) else year
    if first is None:
        return None
    between = reading.prose[end : first.start()]
    if _GROUP.search(between) or re.search(
        r"[;]|\b(?:project|projet|progetto|Projekt|proyecto|law|loi|legge|Gesetz|ley)\b", between
    ):
        return None
    return first.span()


def _is_of_a_thing(
    reading: Reading, position: int, people: list[Span], *, by_label: bool = False
) -> bool:
    """Say whether what was born is a project, an idea, a law or a group of people."""
    start = reading.sentence(position)[0]
    before = reading.words_between(max(start, position - _AROUND), position)
    for word in reversed(before):
        if any(span.start <= word.start < span.end for span in people):
            return False
        if word.key in words.section("people", "groups") and word.key not in words.section(
            "people", "persons"
        ):
            return True
        if word.key in words.section("people", "persons") or word.key in words.section(
            "people", "kin"
        ):
            return False
        if word.key in ("she", "he", "elle", "lei", "lui", "her", "his", "who", "ella"):
            return False
        if word.key in words.things():
            return True
        if (
            not by_label
            and word.text.isupper()
            and len(word.text) > 2
            and part_of(word.text) is not Part.FAMILY
        ):
            return True
    return False


def _born_after_the_date(reading: Reading) -> Iterator[Span]:
    """See “am 3. Mai 1998 in Lagos geboren”, where the verb ends the German clause."""
    for match in re.finditer(
        r"\b(?:geboren(?:e[rns]?)?|zur Welt (?:gekommen|kam))\b", reading.prose
    ):
        start = max(reading.sentence(match.start())[0], match.start() - _REACH)
        dates = list(full_date().finditer(reading.prose, start, match.start())) or list(
            _YEAR.finditer(reading.prose, start, match.start())
        )
        if not dates or _GROUP.search(reading.prose[start : dates[-1].start()]):
            continue
        if not _is_of_a_thing(reading, dates[-1].start(), []):
            yield Span(FindingKind.BIRTH_DATE, *dates[-1].span())
