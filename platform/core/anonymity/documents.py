"""Numbers of documents and case files, with their label or by the check digits of their state."""

import re
from collections.abc import Callable, Iterator

from stdnum import exceptions
from stdnum.bg import egn
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.ro import cnp

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span

_NUMBER_SIGN = (
    r"(?:numbers?|no\.?|nos?\.|nr\.?|num\.?|núm\.?|n\.?[ ]?[°ºo]\.?|n\.|numéro|numero|número|nummer|#|№|"
    r"id)"
)
_STRICT_SIGN = (
    r"(?:number|no\.|nr\.|num\.|núm\.|n\.?[ ]?[°ºo]\.?|n\.|numéro|numero|número|nummer|#|№)"
)
# What belongs to one person, in the words of the five languages.
_DOCUMENT = words.phrases("documents_document")
_FILE = words.phrases("documents_file")
_VALUE = r"(?=[A-Z0-9./\- ]{0,24}\d)[A-Z0-9](?:[A-Z0-9]|[ ./\-–](?=[A-Z0-9])){2,26}"
_LABELLED = re.compile(
    rf"(?<!\w)(?P<label>(?i:{_DOCUMENT}))(?![\w])(?P<sign>[ \t]*,?[ \t]*(?i:{_NUMBER_SIGN})?(?:[ \t]*[:=(][ "
    rf"\t]*|[ \t]+(?i:is|was|ist|lautet|è|est|es|con|mit der|mit|avec le|portant le|with|n\.|the|number|"
    rf"numéro|numero|número|nummer|nr\.?|no\.?|n[°º]|personale?|du|della|des|del|de|der|her|his|of|"
    rf"a nome|[ \t])+[ \t]*(?i:{_NUMBER_SIGN})?[ \t:]*|[ \t]+))(?P<value>{_VALUE})(?![\w@])"
)
_FILED = re.compile(
    rf"(?<!\w)(?P<label>(?i:{_FILE}))(?![\w])(?P<sign>[ \t]*,?[ \t]*(?:(?i:{_NUMBER_SIGN})[ \t:]*|"
    rf"(?:[ \t]+[\w'.]{{1,16}}){{1,3}}[ \t]+(?i:{_STRICT_SIGN})[ \t:]*|[:=][ \t]*|[ \t](?i:penale |"
    rf"judiciaire |d'asile |pénale |médical |de l'ofpra |de police |reference |der polizei |"
    rf"der staatsanwaltschaft |de la procédure |criminal |nummer |number )*(?i:{_NUMBER_SIGN})[ \t:]*|"
    rf"[ \t]+))(?P<value>{_VALUE}(?:[ \t]?(?:R\.?G\.?(?:N\.?R\.?)?|Js|Ds|Ls|Cs)[ \t]?[\d/]*)?)(?![\w@])"
)
_COURT_FILE = re.compile(
    r"\b\d{1,4}[ \t](?:Js|Ds|Ls|KLs|Ks|Cs|UJs|Gs|Qs|St|Hv|Ur|BS|F|XVII|"
    r"VRs)[ \t]\d{1,6}/\d{2,4}(?:[a-z])?\b|\b\d{2,6}/(?:19|20)?\d\d[ \t]?R\.?G\.?(?:N\.?R\.?|GIP)?\b"
)
_PUBLIC = words.pattern("documents_public", re.IGNORECASE)
_AGAINST = words.pattern("documents_against")
_STUDIES = re.compile(
    r"(?i)\b(?:case|fall|caso|cas|file|record|registration|reference|decision|client|protocollo|"
    r"verfahren|causa)\Z"
)

_CHECKED: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (
        re.compile(
            r"\b[A-Z]{6}[ ]?\d{2}[A-EHLMPR-T][ ]?\d{2}[ ]?[A-Z]\d{3}[ ]?[A-Z]\b", re.IGNORECASE
        ),
        codicefiscale.validate,
    ),
    (re.compile(r"\b[XYZ][- ]?\d{7}[- ]?[A-Z]\b"), nie.validate),
    (re.compile(r"(?<![\d.,\-/])\d{2}\.?\d{3}\.?\d{3}[- ]?[A-HJ-NP-TV-Z]\b"), dni.validate),
    (
        re.compile(
            r"(?<![\d.,\-/+])[12][ ]?\d\d[ ]?(?:0[1-9]|1[0-2]|[2-9]\d)[ ]?(?:\d\d|"
            r"2[AB])[ ]?\d{3}[ ]?\d{3}[ ]?\d\d(?!\d)"
        ),
        nir.validate,
    ),
    (re.compile(r"(?<![\d.,\-/+])[1-8]\d{12}(?![\d])"), cnp.validate),
)
_SHAPES_OF_PEOPLE = re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b")
_SHAPES_OF_NIE = re.compile(r"\b[XYZ]-?\d{7}-?[A-Z]\b")
_LABELLED_CHECKS = (pesel.validate, egn.validate)
_FEWEST_DIGITS = 3
_FEWEST_IN_FILE = 4


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the numbers that open somebody's file."""
    accounts = [span for span in found if span.kind == FindingKind.BANK_OR_PLATE]
    for start, end in reading.near_digits(90, 60):
        for span in _find_between(reading.prose, start, end):
            if not any(
                account.start < span.end and span.start < account.end for account in accounts
            ):
                yield span


def _find_between(prose: str, start: int, end: int) -> Iterator[Span]:
    for match in _LABELLED.finditer(prose, start, end):
        if _counts(prose, match, _FEWEST_DIGITS):
            yield Span(FindingKind.ID_NUMBER, *match.span("value"))
    for match in _FILED.finditer(prose, start, end):
        if _counts(prose, match, _FEWEST_IN_FILE) and not _is_published(
            prose, match.start(), match.end()
        ):
            yield Span(FindingKind.ID_NUMBER, *match.span("value"))
    for match in _COURT_FILE.finditer(prose, start, end):
        if not _is_published(prose, match.start(), match.end()):
            yield Span(FindingKind.ID_NUMBER, *match.span())
    for pattern, validate in _CHECKED:
        for match in pattern.finditer(prose, start, end):
            if (
                _is_valid(validate, match[0])
                or _SHAPES_OF_PEOPLE.match(match[0])
                or _SHAPES_OF_NIE.match(match[0])
            ):
                yield Span(FindingKind.ID_NUMBER, *match.span())


def _counts(prose: str, match: re.Match[str], fewest: int) -> bool:
    """Say whether what follows a label is a number of a document, not a year or an article."""
    value, label, sign = match["value"].strip(), match["label"].lower(), match["sign"]
    digits = sum(character.isdigit() for character in value)
    if digits < fewest or len(value) < fewest + 1:
        return False
    if (
        re.fullmatch(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?", value)
        or re.match(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b", value)
        or re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", value)
    ):
        return False
    if re.match(r"(?:19|20)\d\d\b", value) and not re.search(r"[A-Z/\-]", value):
        return False
    marked = bool(
        re.search(r"[:=#°º№]|(?i:\bn\.|\bno\b|\bnr\b|\bnum|n[uú]mer|nummer|numéro)", sign)
    ) or bool(re.search(r"(?:nr\.?|nummer|number|no|id|zeichen|az\.?|gz\.?)$", label))
    own = label in (
        "dni",
        "nie",
        "cnp",
        "pesel",
        "egn",
        "nir",
        "cf",
        "c.f.",
        "codice fiscale",
        "steuer-id",
        "bsn",
        "oib",
        "jmbg",
        "az",
        "az.",
        "gz",
        "aktenzeichen",
        "nino",
        "amka",
    )
    if (
        not marked
        and not own
        and (
            digits < len("12345")
            or (" " in value[:4] and not re.search(r"[A-Z]", value))
            or not re.search(r"[A-Z]|\d{5}|\d/\d", value)
        )
    ):
        return False
    return not _PUBLIC.search(prose[max(0, match.start() - 48) : match.start("label")])


def _is_published(prose: str, start: int, end: int) -> bool:
    """Say whether a number is that of a published judgment or of something public."""
    around = prose[max(0, start - 70) : end + 60]
    return bool(_AGAINST.search(around)) or bool(_PUBLIC.search(prose[max(0, start - 48) : start]))


def _is_valid(validate: Callable[[str], str], number: str) -> bool:
    try:
        validate(number)
    except exceptions.ValidationError:
        return False
    return True
