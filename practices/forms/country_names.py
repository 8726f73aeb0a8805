"""Countries as forms write them.

Names in five languages, usual spellings, and adjectives where nothing else is said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from practices.forms.matching import Wordings, fold
from practices.forms.wording import LANGUAGES

KOSOVO = "XK"

#: spellings that Babel does not have
SPELLINGS = {
    "BA": (
        "Bosnia and Herzegovina",
        "Bosnia & Herzegovina",
        "Bosnia-Herzegovina",
        "Bosnia",
        "BiH",
        "Bosnie-Herzégovine",
        "Bosnie",
        "Bosnien",
        "Bosnia ed Erzegovina",
    ),
    "BY": ("Byelorussia", "Bielorussia"),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "DRC"),
    "CI": ("Ivory Coast", "Cote d'Ivoire"),
    "CZ": (
        "Czech Republic",
        "Czechia",
        "République tchèque",
        "Repubblica Ceca",
        "Tschechische Republik",
        "República Checa",
    ),
    "DE": ("Federal Republic of Germany", "Bundesrepublik Deutschland", "FRG"),
    "GB": (
        "United Kingdom",
        "UK",
        "U.K.",
        "Great Britain",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "Grande-Bretagne",
        "Gran Bretagna",
        "Großbritannien",
        "Gran Bretaña",
        "Royaume Uni",
    ),
    "GR": ("Hellas", "Hellenic Republic"),
    "IE": ("Republic of Ireland",),
    "IR": ("Islamic Republic of Iran",),
    "KR": ("Republic of Korea", "South Korea"),
    "MD": ("Republic of Moldova", "Moldavia", "Moldavie"),
    "MK": (
        "North Macedonia",
        "Macedonia",
        "FYROM",
        "Republic of Macedonia",
        "former Yugoslav Republic of Macedonia",
        "FYR Macedonia",
        "Macédoine",
        "Mazedonien",
        "Macédoine du Nord",
    ),
    "MM": ("Burma",),
    "NL": ("The Netherlands", "Netherlands", "Holland", "Hollande", "Olanda", "Holanda"),
    "PS": ("Palestine", "State of Palestine", "Palestina", "Palästina"),
    "RS": ("Republic of Serbia",),
    "RU": (
        "Russian Federation",
        "Fédération de Russie",
        "Federazione Russa",
        "Russische Föderation",
        "Federación de Rusia",
    ),
    "SK": ("Slovak Republic", "République slovaque"),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TR": ("Turkey", "Türkiye", "Turkiye", "Turquie", "Turchia", "Türkei", "Turquía"),
    "US": ("United States of America", "USA", "U.S.A.", "US", "States"),
    "VN": ("Vietnam", "Viet Nam"),
    KOSOVO: (
        "Kosovo",
        "Kosova",
        "Kosovo*",
        "Kosovo (UNSCR 1244)",
        "Republic of Kosovo",
        "Kosovo/UNSCR 1244",
    ),
}

#: stems of adjectives and inhabitants, used only where no name of a country stands
ADJECTIVES = {
    "AL": r"albanian|albanais|albanes|albanisch",
    "AM": r"armenian|armenien|armeno|armenisch|armenio",
    "AT": r"austrian|autrichien|austriac|osterreichisch",
    "AZ": r"azerbaijani|azeri|aserbaidschanisch",
    "BA": r"bosnian|bosniaque|bosniac|bosnisch",
    "BE": r"belgian|belge|belga|belgisch",
    "BG": r"bulgarian|bulgare|bulgaro|bulgarisch",
    "BY": r"belarusian|belarussian|bielorusse|bielorusso",
    "CH": r"swiss|suisse|svizzer|schweizer|suiz",
    "CY": r"cypriot|chypriote|cipriota|zypriotisch",
    "CZ": r"czech|tcheque|ceco|ceca|tschechisch|checo",
    "DE": r"german|allemand|tedesc|deutsch|aleman",
    "DK": r"danish|danois|danese|danisch|danes",
    "EE": r"estonian|estonien|estone|estnisch",
    "ES": r"spanish|espagnol|spagnol|spanisch|espanol",
    "FI": r"finnish|finlandais|finlandes|finnisch",
    "FR": r"french|francais|frances|franzosisch",
    "GB": r"british|britannique|britannic|britisch|english",
    "GE": r"georgian|georgien|georgisch|georgiano",
    "GR": r"greek|grec|greco|greca|griechisch|griego",
    "HR": r"croatian|croate|croato|kroatisch|croata",
    "HU": r"hungarian|hongrois|ungherese|ungarisch|hungaro",
    "IE": r"irish|irlandais|irlandes|irisch",
    "IT": r"italian|italien|italienisch",
    "LT": r"lithuanian|lituanien|lituan|litauisch",
    "LU": r"luxembourgish|luxembourgeois|lussemburghes|luxemburgisch",
    "LV": r"latvian|letton|lettone|lettisch",
    "MD": r"moldovan|moldavian|moldave|moldavo|moldauisch",
    "ME": r"montenegrin",
    "MK": r"macedonian|macedonien|macedone|mazedonisch",
    "MT": r"maltese|maltais|maltesisch",
    "NG": r"nigerian|nigeriane|nigerianisch",
    "NL": r"dutch|neerlandais|olandes|niederlandisch|holandes",
    "NO": r"norwegian|norvegien|norvegese|norwegisch",
    "PL": r"polish|polonais|polacc|polnisch|polac",
    "PT": r"portuguese|portugais|portoghese|portugiesisch|portugues",
    "RO": r"romanian|roumain|rumen|rumanisch|rumano",
    "RS": r"serbian|serbe|serbo|serba|serbisch|serbio",
    "RU": r"russian|russe|russo|russisch|ruso",
    "SE": r"swedish|suedois|svedese|schwedisch|sueco",
    "SI": r"slovenian|slovene|sloveno|slowenisch",
    "SK": r"slovak|slovaque|slovacc|slowakisch|eslovac",
    "TR": r"turkish|turc|turco|turca|turkisch",
    "UA": r"ukrainian|ukrainien|ucraino|ukrainisch|ucranian",
    KOSOVO: r"kosovar|kosovan|kosovarisch|kosovaro",
}


def _pairs() -> list[tuple[str, str]]:
    pairs = [(name, code) for code, names in SPELLINGS.items() for name in names]
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
            ):
                pairs.append((name, code))
    return pairs


@lru_cache(maxsize=1)
def _wordings() -> Wordings:
    return Wordings(_pairs())


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(code for _, code in _pairs())


PARTED = re.compile(r"[/,;&\n+|]|\s[-–—]\s|\b(?:and|et|e|ed|und|y)\b")


class CountryNames:
    """Find countries in a text; the codes are ISO 3166-1 alpha-2, and XK for Kosovo."""

    def match(self, text: str) -> str | None:
        """Find the one country that the whole text names (name, usual spelling, code, or nearly so)."""
        bare = text.strip(" .,;:*()[]")
        if bare.upper() in _codes() and bare.isupper() and len(bare) == 2 and bare != "UK":
            return bare
        found = _wordings().exact(bare)
        if found:
            return found
        fuzzy = _wordings().fuzzy(bare, at_least=86)
        return fuzzy[0] if fuzzy else None

    def named_in(self, text: str) -> list[str]:
        """Find every country whose name stands in a text, in its order."""
        return _wordings().contained(text, at_least=2 if text.isupper() else 4)

    def find(self, text: str) -> list[str]:
        """Read a list of countries.

        Parts by sign, then names inside the text, then adjectives if nothing else is there.
        """
        whole = self.match(text)
        if whole:
            return [whole]
        codes = self.named_in(text)
        for part in PARTED.split(text):
            code = self.match(part) if part.strip() else None
            if code:
                codes.append(code)
        return list(dict.fromkeys(codes)) or self._adjectives(text)

    def _adjectives(self, text: str) -> list[str]:
        folded = fold(text)
        hits = [
            (found.start(), code)
            for code, stems in ADJECTIVES.items()
            if (found := re.search(rf"\b(?:{stems})", folded))
        ]
        return [code for _, code in sorted(hits)]
