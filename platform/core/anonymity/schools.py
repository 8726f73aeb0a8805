"""The school of a child: one that is named, where one child goes."""

import re
from collections.abc import Iterator

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.reading import Reading, Span

_CAP = r"[^\W\d_a-zà-öø-ÿ][\w'.\-]{1,40}"
_LINK = (
    r"(?:de|del|della|dello|delle|dei|degli|di|du|des|d'|da|la|le|les|las|los|el|l'|of|the|in|im|am|"
    r"an der|an|zu|à|en|der|von|San|Santa|Saint|Sainte|St\.?|Sankt|Don|n\.|nº|Nr\.|No\.?|\d{1,3})"
)
_KIND_EN = words.phrases("schools_kind_en")
_SCHOOL = re.compile(
    rf"(?:\b(?:{_CAP}[ \t]+(?:(?:of|the|and|de|on)[ \t]+)?){{1,5}}{_KIND_EN}\b(?:[ \t]+(?:in|of|at|"
    rf"on)[ \t]+{_CAP})?"
    rf"|\bSt\.? {_CAP}(?:'s|s')(?![ \t]+(?:Hospital|Church|Street|Road|Day|House|Square|Cathedral|"
    rf"Centre|Park|Hall))(?:[ \t]+in[ \t]+{_CAP})?"
    rf"|\b(?:primary |elementary |secondary |high |middle |grammar |village |local |nursery |"
    rf"boarding )*(?:school|kindergarten|nursery|college)[ \t]+(?:called[ \t]+|"
    rf"named[ \t]+)?[\"“«]?(?:(?:of|the|in|at|on)[ \t]+){{0,3}}{_CAP}(?:[ \t]+{_CAP}){{0,4}}"
    rf"|\b(?:[ÉéEe]cole|[Cc]ollège|[Ll]ycée|[Mm]aternelle|[Cc]rèche|[Jj]ardin d'enfants|[Ii]nternat|"
    rf"[Gg]roupe scolaire|[Cc]ité scolaire|[Hh]alte-garderie|[Mm]icro-crèche|[Mm]ulti-accueil|[Gg]arderie|"
    rf"[Jj]ardin d'éveil|[Pp]ériscolaire|[Cc]entre de loisirs|[Cc]entre aéré|IME|CFA|MFR)"
    rf"(?:[ \t]+(?:primaire|maternelle|élémentaire|publique|privée|"
    rf"professionnel|communale|municipale?|du village|technique|hôtelier|"
    rf"secondaire))*[ \t]+[\"“«]?[ \t]?(?:{_LINK}[ \t']+|[dl]'){{0,3}}{_CAP}(?:[ \t]+(?:{_LINK}[ \t]+|"
    rf"[dl]')?{_CAP}){{0,4}}"
    rf"|\b(?:[Ss]cuola|[Aa]silo(?: nido)?|[Ll]iceo|[Ii]stituto(?: tecnico| professionale| comprensivo|"
    rf" scolastico| alberghiero)?|[Nn]ido|[Mm]aterna|[Pp]rimaria|[Ss]econdaria|[Ee]lementari?|"
    rf"[Mm]edi[ae]|[Cc]onvitto|[Pp]lesso|[Mm]icronido|[Dd]oposcuola|[Ll]udoteca|ITIS|IPSIA|IIS|ITC|CFP|IC|I\.C\.)"
    rf"(?:[ \t]+(?:elementare|media|primaria|secondaria|"
    rf"dell'infanzia|materna|statale|comunale|superiore|di primo grado|di secondo grado|alberghier[oa]|"
    rf"scientifico|classico|linguistico|artistico|paritaria))*[ \t]+[\"“«]?[ \t]?(?:{_LINK}[ \t']+|"
    rf"[dl]'|dell'){{0,3}}{_CAP}(?:[ \t]+(?:{_LINK}[ \t]+|[dl]')?{_CAP}){{0,4}}"
    rf"|\b(?:[^\W\d_a-z][\w.]{{1,40}}-){{0,4}}(?:[^\W\d_a-z][\w.]{{0,30}}?)?(?:[Ss]chule|[Gg]ymnasium|"
    rf"[Kk]indergarten|[Kk]ita|[Kk]indertagesstätte|[Tt]agesstätte|[Kk]rippe|[Kk]indertreff|[Ss]pielgruppe|[Hh]ort|[Kk]olleg|"
    rf"[Ii]nternat)\b(?:[ \t]+(?:(?:in|"
    rf"im|am|an der|an|von|zu|der|St\.?|Sankt|Nr\.|"
    rf"\d)[ \t]*){{0,3}}[\"„“«]?{_CAP}(?:[ \t]+{_CAP}){{0,3}})?"
    rf"|\b(?:Kita|Schule|Hort|Krippe|Kinderkrippe|Kinderhort|Schülerhort|Kindergarten|Gymnasium|Internat|Kolleg|Kindertagesstätte|"
    rf"Realschule|Hauptschule|Gesamtschule|Mittelschule|Volksschule|Berufsschule|Förderschule|"
    rf"Oberschule)[ \t]+(?:(?:in|im|am|an der|von|zu|der|St\.?|"
    rf"Sankt)[ \t]*){{0,3}}[\"„“«]?{_CAP}(?:[ \t]+{_CAP}){{0,3}}"
    rf"|\b(?:[Cc]olegio|[Cc]ole|[Ee]scuela|[Ii]nstituto|I\.E\.S\.|C\.E\.I\.P\.|IES|CEIP|CEP|"
    rf"[Gg]uardería|[Ll]iceo|[Ii]nternado|CRA|[Cc]entro escolar|[Pp]arvulario|EEI|CPI|"
    rf"CIFP|[Ll]udoteca|[Jj]ardín de infancia|"
    rf"[Ee]scola)(?:[ \t]+(?:público|pública|primaria|de primaria|infantil|de educación|secundaria|"
    rf"de secundaria|municipal|concertado|privado|de infantil|rural))*[ \t]+[\"“«]?(?:{_LINK}[ \t']+|"
    rf"[dl]'){{0,3}}{_CAP}(?:[ \t]+(?:{_LINK}[ \t]+|[dl]')?{_CAP}){{0,4}})"
)
_GENERIC = words.section("rules", "schools_generic")
_GOES = words.pattern("schools_goes", re.IGNORECASE)
# One child, or the children of somebody: of them a school says where to find them.
_CHILD = words.pattern("schools_child", re.IGNORECASE)
_PRONOUN = words.pattern("schools_pronoun", re.IGNORECASE)
# What is said of one pupil alone: a year, a place, a teacher who told us, being fetched.
_PUPIL = words.pattern("schools_pupil", re.IGNORECASE)
_ONE = words.pattern("schools_one", re.IGNORECASE)
_ADULTS = words.pattern("schools_adults", re.IGNORECASE)
_LABEL = words.pattern("schools_label")
_MANY = words.pattern("schools_many", re.IGNORECASE)
_STREETS = words.pattern("schools_streets")
_REACH = 160


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the named schools that one child attends."""
    people = [span for span in found if span.kind == FindingKind.PERSON_NAME]
    for match in _SCHOOL.finditer(reading.prose):
        if (
            _is_named(match[0])
            and not _STREETS.search(match[0])
            and _attends(reading, match, people)
        ):
            yield Span(FindingKind.CHILD_SCHOOL, match.start(), match.end())


def _attends(reading: Reading, match: re.Match[str], people: list[Span]) -> bool:
    """Say whether the words around a school tell of one child, or one family's, that goes there."""
    start, end = reading.sentence(match.start())
    start, end = max(start, match.start() - 2 * _REACH), min(end, match.end() + _REACH)
    outside = reading.prose[start : match.start()] + " " + reading.prose[match.end() : end]
    first = match[0].split(" ")[0]
    goes = bool(_GOES.search(outside + " " + first))
    pupil = bool(_PUPIL.search(outside))
    child = bool(_CHILD.search(outside))
    if _MANY.search(outside) and not (child and (goes or pupil)):
        return False
    if re.match(r"St\.? \S+$", match[0]) and not (goes or pupil):
        return False
    if child or pupil or _LABEL.search(reading.prose, start, match.start()):
        return True
    somebody = _PRONOUN.search(outside) or any(
        span.start < end and start < span.end for span in people
    )
    if goes:
        return bool(somebody) or bool(_CHILD.search(_before(reading, start)))
    if _ONE.search(outside):
        return not _ADULTS.search(outside)
    beside = _before(reading, start) + " " + _after(reading, end)
    return bool(_PUPIL.search(beside)) and not _MANY.search(beside)


def _before(reading: Reading, start: int) -> str:
    """Return the sentence before the one that begins at `start`."""
    before = reading.sentence(max(0, start - 2))[0]
    return reading.prose[max(before, start - _REACH) : start]


def _after(reading: Reading, end: int) -> str:
    """Return the sentence that follows the one that ends at `end`."""
    if end >= len(reading.prose):
        return ""
    return reading.prose[end : min(reading.sentence(end)[1], end + _REACH)]


def _is_named(written: str) -> bool:
    """Say whether the school has a name or a town, beyond the word for school."""
    pieces = re.sub(r"[\"„“”«»‹›()]", " ", written).split()
    first = pieces[0].lower().strip('"„“«')
    if len(pieces) == 1:
        return "-" in first or (
            first.endswith(("schule", "gymnasium")) and first.replace("ß", "ss") not in _GENERIC
        )
    known = words.everywhere("small_words") | words.things() | words.section("people", "groups")
    telling = [
        piece
        for piece in pieces
        if piece[:1].isupper()
        and piece.lower().strip('.,"') not in known
        and piece.lower() not in _GENERIC
    ]
    return bool(telling)
