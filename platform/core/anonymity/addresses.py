"""Street addresses of persons and the places of shelters; addresses of offices may stand."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span
from core.anonymity.streets import Street, streets

_LIVES = words.pattern("addresses_lives", re.IGNORECASE)
_OFFICE = words.pattern("addresses_office", re.IGNORECASE)
_WEAK = re.compile(
    r"(?i:kontakt|contacts?|contatti|contacto|contactez|coordonnées|recapiti|tel|téléphone|telefon|"
    r"telefono|teléfono|phone|fax|web|www|website|site web|sito|seite|e-?mail)\.?\Z"
)
_LIVES_AT = re.compile(
    (
        r"\b(?:at|in|on|au|à|rue|dans|en|via|nella|nel|in der|im|am|auf|sulla|sul|la|le)?[ \t]*(?:the|la|le|"
        r"el|l'|der|dem)?[ \t]*\Z"
    ),
    re.IGNORECASE,
)

_SHELTER = words.phrases("addresses_shelter")
# What may be a home of anybody, but with a full address is a place where victims are lodged.
_LODGED = words.phrases("addresses_lodged")
_LODGES = re.compile(rf"(?<![\w-]){_LODGED}(?![\w-])", re.IGNORECASE)
_SHELTERS = re.compile(rf"(?<![\w-]){_SHELTER}(?![\w-])", re.IGNORECASE)
_LANDMARK = words.phrases("addresses_landmark")
_NEAR = words.phrases("addresses_near")
_BY_A_LANDMARK = re.compile(
    rf"(?i:(?<!\w){_NEAR}[^.;\n]{{0,50}}?(?<!\w)(?:[\w.\-]{{0,30}}-)?\w{{0,25}}?{_LANDMARK}(?!\w))"
    r"(?:[ \t]+(?:(?:of|in|de|di|du|des|del|della|von|la|le|St\.?|San|Santa|Saint|Sainte|"
    r"l')[ \t]*)*[^\W\d_a-z][\w'\-]+)*"
)
_QUARTER = words.pattern("addresses_quarter")
_COORDINATES = re.compile(
    r"\d{1,2}[.,]\d{3,8}°?[ \t]*[NS]?[,;/ \t]+-?\d{1,3}[.,]\d{3,8}°?[ \t]*[EWO]?\b|"
    r"\d{1,2}°[ \t]?\d{1,2}['′][^\n]{0,12}?[NS][^\n]{0,4}\d{1,3}°[ \t]?\d{1,2}['′]"
)
# Where shelters ought to stand says nothing about where one does.
_OUGHT = re.compile(
    r"\b(?:should|must|ought|needs? to|doit|doivent|devrait|devraient|deve|devono|dovrebbe|soll|sollte|"
    r"muss|debe|deben|debería|can be|may be|"
    r"if possible|ideally|idéalement|idealmente|idealerweise)\b",
    re.IGNORECASE,
)
_REACH = 170
_MOST_IN_A_SENTENCE = 3


@cache
def _one_person() -> frozenset[str]:
    return words.section("people", "persons") | words.section("people", "kin")


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the addresses of shelters and of persons."""
    shelters = [match.span() for match in _SHELTERS.finditer(reading.prose)]
    lodgings = shelters + [match.span() for match in _LODGES.finditer(reading.prose)]
    people = [span for span in found if span.kind == FindingKind.PERSON_NAME]
    taken: list[tuple[int, int]] = []
    for street in streets(reading):
        if any(start < street.end and street.start < end for start, end in taken):
            continue
        kind = _kind_of(reading, street, lodgings if street.has_number else shelters, people)
        if kind:
            taken.append((street.start, street.end))
            yield Span(kind, street.start, street.end)
    looked_at: Counter[int] = Counter()
    for start, end in lodgings:
        sentence = reading.sentence(start)[0]
        looked_at[sentence] += 1
        if looked_at[sentence] <= _MOST_IN_A_SENTENCE:
            yield from _places_of_a_shelter(reading, start, end)


def _kind_of(
    reading: Reading, street: Street, shelters: list[tuple[int, int]], people: list[Span]
) -> str:
    if _belongs_to_a_shelter(reading, street, shelters):
        return FindingKind.SHELTER_ADDRESS
    if not street.has_number:
        return FindingKind.STREET_ADDRESS if _is_lived_in(reading, street) else ""
    return "" if _is_an_office(reading, street, people) else FindingKind.STREET_ADDRESS


def _belongs_to_a_shelter(
    reading: Reading, street: Street, shelters: list[tuple[int, int]]
) -> bool:
    start, end = reading.sentence(street.start)
    for left, right in shelters:
        if left < street.start and street.end <= right:
            return True
        if right <= street.start and street.start - right <= _REACH:
            between = reading.prose[right : street.start]
            if left >= start or (between.count("\n") <= 2 and between.count(". ") <= 1):
                return street.has_number or (left >= start and not _names_an_office(between))
        if street.end <= left and left - street.end <= _REACH // 2 and left < end:
            return street.has_number or not _names_an_office(reading.prose[street.end : left])
    return False


def _names_an_office(text: str) -> bool:
    return any(not _WEAK.match(match[0]) for match in _OFFICE.finditer(text))


def _is_lived_in(reading: Reading, street: Street) -> bool:
    """Say whether somebody lives in a street that is named without a number."""
    start = reading.sentence(street.start)[0]
    before = reading.prose[max(start, street.start - 60) : street.start]
    lives = list(_LIVES.finditer(before))
    if not lives:
        return False
    rest = before[lives[-1].end() :]
    return len(rest) < 40 and not re.search(r"[.;:]", rest) and "\n" not in rest


def _is_an_office(reading: Reading, street: Street, people: list[Span]) -> bool:
    """Say whether an address stands in the contact block of an office or the like."""
    start, end = reading.sentence(street.start)
    sentence = reading.prose[start:end]
    if _LIVES.search(sentence):
        nearest_home = _nearest(_LIVES, reading.prose, start, street.start)
        nearest_office = _nearest(_OFFICE, reading.prose, start, street.start)
        if nearest_home >= nearest_office:
            return False
    block_start, block_end = _block(reading.prose, street)
    block_start = min(block_start, start)
    block_end = max(block_end, min(end, street.end + 200))
    block = reading.prose[block_start:block_end]
    strong = [match for match in _OFFICE.finditer(block) if not _WEAK.match(match[0])]
    weak = any(_WEAK.match(match[0]) for match in _OFFICE.finditer(block)) or "\ufffc" in block
    named = any(block_start <= span.start < block_end for span in people)
    if strong:
        return True
    return (
        weak
        and not named
        and not any(word.key in _one_person() for word in reading.words_between(start, end))
    )


def _nearest(pattern: re.Pattern[str], prose: str, start: int, end: int) -> int:
    position = -1
    for match in pattern.finditer(prose, start, end):
        if not _WEAK.match(match[0]):
            position = match.start()
    return position


def _block(prose: str, street: Street) -> tuple[int, int]:
    """Return the three lines before and after an address, but no further than an empty line."""
    start, end = street.start, street.end
    for _ in range(4):
        before = prose.rfind("\n", max(0, start - 160), start)
        if before < 0 or (not prose[before + 1 : start].strip() and start != street.start):
            break
        start = before
    for _ in range(4):
        after = prose.find("\n", end, end + 160)
        if after < 0 or (after > end and not prose[end:after].strip() and end != street.end):
            break
        end = after + 1
    return max(0, start), end


def _places_of_a_shelter(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """Find where a shelter stands when no street is named: by a landmark, a quarter, coordinates."""
    sentence_start, sentence_end = reading.sentence(start, around=0)
    following_end = min(reading.sentence(start, around=1)[1], end + _REACH)
    if reading.prose[start:end].lower().endswith("s") and not reading.prose[
        start:end
    ].lower().endswith(("ss", "us", "chrs", "frauenhauses")):
        return
    coordinates = _COORDINATES.search(reading.prose, sentence_start, following_end)
    if coordinates:
        yield Span(FindingKind.SHELTER_ADDRESS, *coordinates.span())
    limit = min(sentence_end, end + _REACH)
    for pattern in (_BY_A_LANDMARK, _QUARTER):
        match = pattern.search(reading.prose, end, limit) or pattern.search(
            reading.prose, max(sentence_start, start - 90), start
        )
        if match and _OUGHT.search(reading.prose, sentence_start, match.start()):
            return
        if match and (pattern is _QUARTER or _has_a_proper_name(reading, match.start(), limit)):
            yield Span(FindingKind.SHELTER_ADDRESS, *match.span())
            return


def _has_a_proper_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a landmark is one of a known town or has a name of its own."""
    from_town = words.section("places", "cities")
    for word in reading.words_between(start, end):
        if not word.is_capitalised:
            continue
        if word.key in from_town:
            return True
        before = reading.prose[max(0, word.start - 6) : word.start]
        if re.search(
            r"\b(?:in|of|à|a|de|di|en|von|St\.?|San|Saint)[ \t]\Z", before
        ) and word.key not in words.section("common", "words"):
            return True
        if (
            reading.language != "de"
            and word.key not in words.section("common", "words")
            and not word.text.isupper()
            and not re.fullmatch(_LANDMARK, word.text, re.IGNORECASE)
        ):
            return True
    return False
