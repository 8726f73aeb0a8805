"""Bank accounts, cards and transfers, and the number plates of vehicles."""

import re
from collections.abc import Iterator

from stdnum import exceptions, iban, luhn

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]){11,30}\b")
_IBAN_LABEL = re.compile(r"\bIBAN\b[^\n]{0,24}\Z", re.IGNORECASE)
_DONATIONS = words.pattern("accounts_plates_donations", re.IGNORECASE)
_PRIVATE = words.pattern("accounts_plates_private", re.IGNORECASE)
_ACCOUNT = words.pattern("accounts_plates_account")
# Years and thousands follow words that mean both an account and a count.
_COUNTED = re.compile(
    r"(?:(?:19|20)\d\d[ \-](?:19|20)\d\d|\d{1,3}(?:[ ]\d{3})+|(?:19|20)\d\d[ \-]\d\d)\Z"
)
_BARE_CARD = re.compile(
    r"(?<![\d.,\-+/])[3-6]\d{3}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{3,4}(?![\d.,]\d|\d)"
)

_VEHICLE = words.pattern("accounts_plates_vehicle", re.IGNORECASE)
_PLATE = words.pattern("accounts_plates_plate")
_NO_PLATE = re.compile(
    r"(?:ISO|EU|UN|EC|EN|DIN|COVID|HIV|ILO|CETS|ETS|ISBN|CO|PM|KM|CV|TV|ID|NR|NO|ART|EUR|USD|CHF|GBP|A|"
    r"B|C|D|E|F|Q)[ \-]?\d+\Z"
)
_LABELS = re.compile(
    r"(?i)plate|targ|kennzeichen|immatricul|matr[ií]cul|registration|reg\.?\Z|nummernschild|registered"
)
_REACH = 46


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield bank accounts and number plates."""
    del found
    yield from _accounts(reading)
    yield from _plates(reading)


def _accounts(reading: Reading) -> Iterator[Span]:
    prose = reading.prose
    for match in _IBAN.finditer(prose):
        end = _iban_end(match[0])
        labelled = _IBAN_LABEL.search(prose[max(0, match.start() - 40) : match.start()])
        if (end or labelled) and not _is_for_donations(reading, match.start()):
            yield Span(
                FindingKind.BANK_OR_PLATE, match.start(), match.start() + (end or len(match[0]))
            )
    for match in _ACCOUNT.finditer(prose):
        if not _is_for_donations(reading, match.start()) and not _COUNTED.match(match["value"]):
            yield Span(FindingKind.BANK_OR_PLATE, *match.span("value"))
    for match in _BARE_CARD.finditer(prose):
        if luhn.is_valid(re.sub(r"\D", "", match[0])):
            yield Span(FindingKind.BANK_OR_PLATE, *match.span())


def _iban_end(written: str) -> int:
    """Return how many characters are a valid IBAN: the words behind it may look like more of it."""
    for end in range(len(written), len("NO93 8601 111794") - 2, -1):
        try:
            iban.validate(written[:end], check_country=False)
        except exceptions.ValidationError:
            continue
        return end
    return 0


def _is_for_donations(reading: Reading, position: int) -> bool:
    """Say whether an account is the one to which an organisation asks people to give."""
    start, end = reading.sentence(position, around=1)
    near = reading.prose[max(start, position - 160) : min(end, position + 80)]
    return bool(_DONATIONS.search(near)) and not _PRIVATE.search(
        reading.prose[max(start, position - 60) : position]
    )


def _plates(reading: Reading) -> Iterator[Span]:
    prose = reading.prose
    reached = 0
    for vehicle in _VEHICLE.finditer(prose):
        limit = min(vehicle.end() + _REACH, reading.sentence(vehicle.start())[1])
        begin = max(vehicle.end(), reached)
        labelled = bool(_LABELS.search(vehicle[0]))
        for match in _PLATE.finditer(prose, begin, limit):
            if _NO_PLATE.match(match[0]) and not labelled:
                continue
            if not re.search(r"\d", match[0]) or not re.search(r"[A-ZÄÖÜ]", match[0]):
                continue
            reached = match.end()
            yield Span(FindingKind.BANK_OR_PLATE, *match.span())
            break
