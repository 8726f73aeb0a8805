"""Mobile numbers, by the numbering plans of the world and by the words beside them."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType

from core.anonymity import languages, words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span

_NUMBER = re.compile(
    r"(?<![\w.,/\-+])(?<!\d[ \t])(?:\+|00[ \t.\-]?|\(\+|\+[ \t]|"
    r"\(00)?\(?\d(?:[ \t.\-/–()]{0,3}\d){6,40}(?![\w]|[.,/\-]\d)"
)
_PARTING = re.compile(r"[ \t]*/[ \t]*|[ \t]+[–-][ \t]+|[ \t]+(?=\+|\(?0\d|[367]\d\d)")
_FEWEST_BESIDE = 8
_LONGEST = 15
_SHORTEST = 7
_AROUND = 60

_MOBILE_WORDS = words.pattern("telephones_mobile_words", re.IGNORECASE)
_FIXED_WORDS = words.pattern("telephones_fixed_words", re.IGNORECASE)
_CALL_WORDS = words.pattern("telephones_call_words", re.IGNORECASE)
_NO_TELEPHONE = re.compile(
    r"^[ \t]*(?:€|euros?\b|eur\b|\$|%|£|chf|people|persons|personen|personnes|persone|personas|million|"
    r"millions|inhabitants|habitants|abitanti|einwohner|habitantes|km|kg|m²)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:€|\$|£|EUR|CHF|ISBN|ISSN|ISBN-1[03]|no\.|n\.|art\.|§)[ \t:]*\Z", re.IGNORECASE
)
_DATE_LIKE = re.compile(
    r"(?:\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)\d\d\b|(?:19|20)\d\d[./\- ]\d{1,2}[./\- ]\d{1,2}\b|(?:19|"
    r"20)\d\d ?[-–/ ] ?(?:19|20)\d\d|\d{1,3}(?:[. ]000)+\Z)"
)

# Where a national number may come from: first the countries of the language, then the others.
_HOME = {
    "en": ("GB", "IE"),
    "fr": ("FR", "BE", "CH", "LU"),
    "it": ("IT", "CH"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES",),
}
_ABROAD = (
    "FR",
    "IT",
    "ES",
    "GB",
    "DE",
    "AT",
    "CH",
    "BE",
    "NL",
    "RO",
    "BG",
    "PL",
    "HU",
    "GR",
    "PT",
    "AL",
    "UA",
    "NG",
    "TR",
    "MD",
    "RS",
    "SE",
    "IE",
    "SK",
    "CZ",
    "MA",
    "TN",
)
# Shapes that only mobile numbers of one country have; numbers of other countries look different.
_PLAIN_SHAPES = words.pattern("telephones_plain_shapes")
# Of each country code the first digits of its mobile numbers, for numbers that no plan knows.
_MOBILE_PREFIXES = dict(
    entry.split("=") for entry in words.in_order("rules", "telephones_mobile_prefixes")
)


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the mobile numbers of a text."""
    taken = [
        span for span in found if span.kind in (FindingKind.ID_NUMBER, FindingKind.BANK_OR_PLATE)
    ]
    for start, end in _numbers(reading.prose):
        written = reading.prose[start:end]
        labelled = _last(_MOBILE_WORDS, _label(reading, start)) >= 0
        if not labelled and _is_no_telephone(reading.prose, start, end, written):
            continue
        if sum(character.isdigit() for character in written) < _SHORTEST:
            continue
        if any(span.start < end and start < span.end for span in taken):
            continue
        if _is_mobile(reading, start, end, written):
            yield Span(FindingKind.MOBILE_NUMBER, start, end)


def _numbers(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand; two that only a blank or a stroke parts are two."""
    for match in _NUMBER.finditer(prose):
        start, end = _without_brackets(match)
        if sum(character.isdigit() for character in match[0]) > _LONGEST or " / " in match[0]:
            for parting in _PARTING.finditer(prose, start + _SHORTEST, end):
                if (
                    _digits(prose[start : parting.start()])
                    >= _FEWEST_BESIDE
                    <= _digits(prose[parting.end() : end])
                ):
                    yield start, parting.start()
                    start = parting.end()
        yield start, end


def _digits(written: str) -> int:
    return sum(character.isdigit() for character in written)


def _without_brackets(match: re.Match[str]) -> tuple[int, int]:
    """Leave out a bracket that is opened around the number and not closed in it."""
    start = match.start()
    if match[0].startswith("(") and ")" not in match[0]:
        start += 1
    return start, match.end()


def _is_no_telephone(prose: str, start: int, end: int, written: str) -> bool:
    digits = sum(character.isdigit() for character in written)
    if not _SHORTEST <= digits <= _LONGEST + 2:
        return True
    if _NO_TELEPHONE.match(prose, end) or _NO_TELEPHONE.match(prose[end : end + 20]):
        return True
    if _MONEY_BEFORE.search(prose[max(0, start - 12) : start]):
        return True
    return not written.startswith(("+", "00")) and bool(_DATE_LIKE.match(written))


def _label(reading: Reading, start: int) -> str:
    """Return the words before a number that may say what it is, back to the number before."""
    before = reading.prose[max(0, start - _AROUND) : start]
    line = before.rsplit("\n", 1)[-1] if before.rstrip(" \t").endswith("\n") is False else before
    return re.split(r"\d{4,}|[;|•]", line)[-1]


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position


def _is_mobile(reading: Reading, start: int, end: int, written: str) -> bool:
    label = _label(reading, start)
    mobile, fixed = _last(_MOBILE_WORDS, label), _last(_FIXED_WORDS, label)
    following = reading.prose[end : end + 24]
    if mobile > fixed or re.match(
        (
            r"[ \t]*[(,–\-]?[ \t]*(?:mobile|mobil|cell|portable|cellulare|handy|móvil|whatsapp|viber|telegram|"
            r"signal|gsm|WA)\b"
        ),
        following,
        re.I,
    ):
        return True
    compact = re.sub(r"[^\d+]", "", written)
    if compact.startswith(("+", "00")):
        return _is_mobile_abroad(
            "+" + compact.lstrip("+").removeprefix("00") if compact.startswith("00") else compact,
            label,
        )
    if fixed >= 0 and fixed > mobile:
        return False
    return _is_mobile_at_home(reading, start, written, compact, label)


def _is_mobile_abroad(compact: str, label: str) -> bool:
    """Judge a number with its country code; one that no plan knows is judged by its first digits."""
    compact = re.sub(
        r"^(\+(?:49|43|41|44|33|32|31|40|46|47|45|48|34|353|355|359|38\d|36|30|90|234))0(?=\d{8})",
        r"\1",
        compact,
    )
    try:
        number = phonenumbers.parse(compact, None)
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.number_type(number)
    if kind is PhoneNumberType.MOBILE or kind == PhoneNumberType.MOBILE:
        return True
    if kind == PhoneNumberType.FIXED_LINE_OR_MOBILE:
        return not re.search(r"(?i)\b(?:tel|phone|office|fax|büro|bureau|ufficio|oficina)\b", label)
    if kind != PhoneNumberType.UNKNOWN:
        return False
    national = str(number.national_number)
    first = _MOBILE_PREFIXES.get(str(number.country_code), "")
    return bool(first) and national[0] in first and _SHORTEST < len(national) <= len("12345678901")


def _is_mobile_at_home(
    reading: Reading, start: int, written: str, compact: str, label: str
) -> bool:
    """Judge a number without country code by its shape and by the language around it."""
    if compact.startswith(
        (
            "0800",
            "0808",
            "0900",
            "0180",
            "116",
            "800",
            "900",
            "901",
            "902",
            "848",
            "0810",
            "0820",
            "0805",
        )
    ):
        return False
    language = languages.around(reading, start)
    home = _HOME.get(language, ())
    plain = bool(_PLAIN_SHAPES.match(written.strip("()")) or _PLAIN_SHAPES.match(written))
    kinds = {region: _kind(compact, region) for region in home}
    if any(kind == PhoneNumberType.MOBILE for kind in kinds.values()):
        fixed_at_home = next(iter(kinds.values())) == PhoneNumberType.FIXED_LINE
        return plain or (
            not fixed_at_home
            and (compact.startswith("0") or " " not in written or bool(_CALL_WORDS.search(label)))
        )
    if any(kind == PhoneNumberType.FIXED_LINE for kind in kinds.values()):
        return plain and language not in ("de", "it")
    called = bool(_CALL_WORDS.search(label))
    if not (plain or called) or (not compact.startswith("0") and not plain):
        return False
    return any(_kind(compact, region) == PhoneNumberType.MOBILE for region in _ABROAD) or (
        plain and (called or compact.startswith("0"))
    )


def _kind(compact: str, region: str) -> int:
    try:
        number = phonenumbers.parse(compact, region)
    except phonenumbers.NumberParseException:
        return int(PhoneNumberType.UNKNOWN)
    return int(phonenumbers.number_type(number))
