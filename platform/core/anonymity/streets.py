"""The shapes of street addresses in Europe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.anonymity import words
from core.anonymity.reading import Reading

_CAP = r"[^\W\d_a-zà-öø-ÿ][\w'.\-]{0,30}"
_LINK = (
    r"(?:de|del|della|dello|delle|dei|degli|di|du|des|d'|da|do|dos|la|le|les|las|los|el|l'|of|the|von|"
    r"der|den|dem|am|an|zum|zur|und|et|e|y|i|san|sant|saint|sainte|ii|xx|xxiii)"
)
_NAMED = (
    rf"(?:(?:{_LINK}[ \t]+|[dl]'|dell'|all')*(?:{_CAP}|\d{{1,2}}[ \t]+{_CAP}|"
    rf"\d{{1,2}}[ \t]+de[ \t]+\w+)(?:[ \t]+(?:{_LINK}[ \t]+|[dl]'|dell')*{_CAP}){{0,4}})"
)
_HOUSE = (
    r"(?:(?:n[°ºr.]{0,2}|no\.?|num\.?|núm\.?|nº|nr\.?|civico|numéro|número|numero|Nummer|"
    r"Nr\.)[ \t]*)?\d{1,4}(?:[ \t]?(?:[a-zA-Z]|bis|ter|"
    r"quater)\b)?(?:[ \t]?[/\-–][ \t]?\d{0,4}[a-zA-Z]?(?![\w]))?"
)
_HOUSE_OR_NONE = rf"(?:{_HOUSE}|s/n|SNC|snc|s\.n\.c\.)"

_FR = words.phrases("streets_fr")
_IT = words.phrases("streets_it")
_ES = words.phrases("streets_es")
_OTHER = words.phrases("streets_other")
_EN_KIND = words.phrases("streets_en_kind")
_EN_STREET = (
    r"(?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Terrace|Gardens|Grove|Mews|Row|Boulevard|Parade|"
    r"Walk|Square|Way|Rd\.?|Ave\.?)"
)
_DE_END = words.phrases("streets_de_end")
_DE_APART = (
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|Gasse|Weg|Platz|Allee|Ring|Damm|Ufer|Chaussee|Steig|Pfad|Markt|"
    r"Promenade|Graben|Kai|Gürtel|Lände|Straat|Sokak|Sok\.|Sk\.|Cad\.|Caddesi|Mah\.|utca|u\.|út|tér|"
    r"körút|Bulvar[ıi])"
)
_DE_LEAD = (
    r"(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Hinter der|Hinter dem|Unter den|Unter der|"
    r"Zum|Zur|Bei der|Beim|Vor dem|Ober|Alter|Alte|Alten|Neue|Neuer)"
)

_WITH_NUMBER = re.compile(
    rf"(?:\b{_HOUSE},?[ \t]+(?:,[ \t]*)?{_FR}[ \t]+{_NAMED}"
    rf"|\b(?:{_IT}|{_ES}|{_FR}|{_OTHER})[ \t]*{_NAMED}(?:[ \t]*,[ \t]*|[ \t]+){_HOUSE_OR_NONE}"
    rf"|\b{_CAP}(?:[ \t]{_CAP}){{0,3}}[ \t-]{_DE_APART}[ \t]+{_HOUSE}"
    rf"|\b(?:{_CAP}[ \t]+){{0,3}}[^\W\d_a-z][\w.\-]{{1,40}}?{_DE_END}[ \t]+{_HOUSE}"
    rf"|\b{_DE_LEAD}[ \t]+{_CAP}(?:[ \t]{_CAP}){{0,2}}[ \t]+{_HOUSE}(?=[,;.)\n ]|\Z)"
    rf"|\b(?:{_CAP}[ \t]+){{1,3}}{_EN_STREET}(?:,[ \t]*|[ \t]+)(?:[Nn]o\.?[ \t]*)?\d{{1,4}}[a-zA-Z]?(?!\w)|"
    rf"\b(?:{_CAP}[ \t]+){{1,2}}(?:Court|House)[ \t]+\d{{1,3}}(?!\w)"
    rf"|\b\d{{1,4}}[a-zA-Z]?(?:[ \t]?[\-/][ \t]?\d{{1,4}})?,?[ \t]+(?:{_CAP}[ \t]+){{1,4}}{_EN_KIND}(?!\w))"
)
_WITHOUT_NUMBER = re.compile(
    rf"(?:\b(?:{_IT}|{_ES}|{_FR}|{_OTHER})[ \t]*{_NAMED}"
    rf"|\b(?:{_CAP}[ \t]+){{1,3}}{_EN_STREET}(?!\w)"
    rf"|\b(?:{_CAP}[ \t]+){{0,3}}[^\W\d_a-z][\w\-]{{1,40}}?(?:stra(?:ß|ss)e|str\.|gasse|weg|platz|allee|"
    rf"chaussee|straat|laan)(?!\w)"
    rf"|\b{_CAP}(?:[ \t]{_CAP}){{0,2}}[ \t]{_DE_APART}(?!\w))"
)
_TOWN = re.compile(
    rf"(?:,?[ \t]*(?:-[ \t]*)?(?:(?:flat|apt\.?|apartment|appt\.?|appartement|int\.?|interno|scala|"
    rf"piano|piso|puerta|Top|Stiege|Tür|WG|Whg\.?|\d{{1,2}}[ºª°]|ap\.|sc\.|et\.|"
    rf"bl\.)[ \t]?[\w.ºª°]{{0,8}}))*(?:,[ \t]*|[ \t]+(?:-[ \t]*)?)(?:[A-Z]{{1,3}}-)?(?:\d{{4,6}}|"
    rf"[A-Z]{{1,2}}\d{{1,2}}[A-Z]?[ \t]?\d[A-Z]{{2}})[ \t]+{_CAP}(?:[ \t-]{_CAP}){{0,2}}"
)
_NO_HOUSES = re.compile(
    r"(?:via|Via)[ \t]+(?:e-?mail|mail|telefono|Skype|Zoom|WhatsApp|Internet|Facebook|Brussels|"
    r"[A-Z]{2,})\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_BODIES = re.compile(
    r"\b(?:Article|Section|Chapter|Annex|Table|Page|Directive|Act|Law|Room|Item|Figure|Route|Commission|"
    r"Council|Children|Women|Family|Residential|Safe)\b"
)


@dataclass(frozen=True, slots=True)
class Street:
    """A street with or without the number of a house."""

    start: int
    end: int
    has_number: bool


def streets(reading: Reading) -> Iterator[Street]:
    """Yield what is written as a street, with the town where one follows."""
    prose = reading.prose
    for start, end in reading.near_digits(90, 110):
        for match in _WITH_NUMBER.finditer(prose, start, end):
            if (
                _NO_HOUSES.match(match[0])
                or _looks_like_a_year(match[0])
                or _BODIES.search(match[0])
            ):
                continue
            town = _TOWN.match(prose, match.end())
            yield Street(match.start(), town.end() if town else match.end(), has_number=True)
    for match in _WITHOUT_NUMBER.finditer(prose):
        if not _NO_HOUSES.match(match[0]) and not _BODIES.search(match[0]):
            yield Street(match.start(), match.end(), has_number=False)


def _looks_like_a_year(written: str) -> bool:
    """Say whether what stands for a house number is a year: Am Freitag 2012, Projekt Weg 2010."""
    return bool(_YEAR.search(written)) and "," not in written[-7:]
