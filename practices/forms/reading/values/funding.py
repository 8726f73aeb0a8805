"""Who pays, and which share: sources and per cents in all the ways in which forms write them."""

from __future__ import annotations

import re
from typing import Any

from practices.forms.reading.values.people_and_things import split_count

SHARE = re.compile(
    r"(?:ca\.?|approx\.?|about|circa|environ|etwa|~)?\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|per"
    r" ?cent\b|pour ?cent\b|per ?cento\b|prozent\b|v\.?\s?H\.|por ?ciento\b|p\.?\s?c\.)",
    re.IGNORECASE,
)
_ARTICLE = r"(?:(?:the|this|our|la|le|les|il|die|das|der|el|los)\s+)?"
_KIND = r"(?:(?:current|main|present|total|overall|external|actual)\s+)?"
_SUBJECT = (
    r"(?:(?:programme|program|practice|project|activit(?:y|ies)|network|service|work|initiative|"
    r"projet|pratique|progetto|pratica|programma|projekt|praxis|proyecto|práctica|programa)\s+"
    r"(?:is|are|was|were|has been|have been|est|è|sont|sono|wird|wurde|es|está)\s+(?:\w+ly\s+)?)?"
)
_MONEY = (
    r"(?:co-?)?(?:fund(?:s|ing|ed|ers?)?\b|"
    r"financ(?:ed?|es|ing|ements?|és?|ées?|iad[oa]s?|iación|iamiento|eurs?)\b|"
    r"financial (?:support|resources|means|contributions?|sources?)\b|"
    r"finanz(?:iert|ierung|iament[oi]|iat[oaie]|mittel|iatori|ielle (?:mittel|ressourcen))\b|"
    r"donors?\b|sponsor\w*|budget|bailleurs?|supported\b|grants?\b|"
    r"geldgeber|fördermittel|gefördert|förderung|fondos)"
)
_MORE = (
    r"(?:\s+(?:sources?|resources?|support|means|is|are|was|were|has been|have been|provided|granted|"
    r"received|ensured|given|comes?|contributions?|organisations?))*"
    r"(?:\s+(?:by|from|through|with|of|par|de|da|dal|durch|von|por))?(?:\s+the following(?:\s+\w+)?)?"
)
#: a line that begins so names who pays
LEAD = re.compile(
    rf"^\W*{_ARTICLE}{_KIND}{_SUBJECT}{_MONEY}{_MORE}\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
#: "(2011):" between the lead and the first source
OF_YEAR = re.compile(r"^\W*\([^()%]*\b(?:19|20)\d\d[^()%]*\)\s*:\s*")
#: "No specific funding"
NO_MONEY = re.compile(
    r"^\W*(?:there is |it has )?(?:no|without|none|sans|aucun\w*|pas de|senza|nessun\w*|ohne|keine?|sin|"
    rf"ningun\w*)\b[^.:]{{0,40}}\b{_MONEY}",
    re.IGNORECASE,
)
#: "1 5%", as a printer parted it
PARTED = re.compile(r"(?<=\s)([1-9]) (\d)(?=\s?%)|^([1-9]) (\d)(?=\s?%)")
#: a sentence about the money: "The largest part of the funding comes from …", "The centre is mainly financed by …"
SENTENCE = re.compile(
    r"^(?:[\w'’-]+\s+){0,8}?"
    r"(?:(?:funding|funds|financing|money|budget|financial (?:support|resources|means))\s+"
    r"(?:is\s+|are\s+|was\s+)?(?:\w+ly\s+)?(?:comes?|provided|granted|covered|given|ensured)\s+"
    r"(?:\w+ly\s+)?(?:from|by)|"
    r"(?:is|are|was|were|has been)\s+(?:\w+ly\s+)?(?:co-?)?(?:funded|financed|supported)\s+"
    r"(?:\w+ly\s+)?(?:by|through))\s+(?:the\s+)?",
    re.IGNORECASE,
)
INSTITUTION = re.compile(
    r"^(?:[Tt]he\s+)?(?:(?i:embass|ministr|ministère|ministero|ministerium|department|foundation\b|fondation|fondazione|stiftung|fundación|fund\b|municipal|government|european|"
    r"council|commission|private|other\b|various|foreign\b|own\b|donors?\b|church|caritas|region\b|province)|[A-Z]{2,}\b|"
    r"[A-Z][\w.]+(?:\s+[A-Z][\w.]+)*\s+(?i:foundation|fund|embassy|ministry|ngos?|trust|government|commission|region|municipality)\b)"
)
#: a comma inside the name of a ministry
MINISTRY = re.compile(
    r"\b(?:ministry|ministère|ministero|ministerium|ministerio|department|office|secretariat|directorate)\b[^,;]*$",
    re.IGNORECASE,
)
PROSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|changes?|depends?|comes?|varies|vary|covers?|covered|est|sont|ha|sono|ist|sind|son)\b",
    re.IGNORECASE,
)
EDGE = " \t\n,;:.–—-/+&"


def split_outside_brackets(text: str, signs: str) -> list[str]:
    """Split at signs that do not stand inside brackets or quotation marks."""
    parts, depth, start = [], 0, 0
    for at, one in enumerate(text):
        if one in "([{“«„":
            depth += 1
        elif one in ")]}”»" and depth:
            depth -= 1
        elif one in signs and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def is_funding(text: str) -> bool:
    """Tell whether a line begins by saying that money is meant."""
    found = LEAD.match(text)
    if NO_MONEY.match(text):
        return True
    return bool(SENTENCE.match(text) or (found and found.end())) and (
        has_share(text) or split_count(text)[0] is None
    )


def has_share(text: str) -> bool:
    """Tell whether a line has a per cent."""
    return bool(SHARE.search(text))


def read_funding(lines: list[str]) -> list[dict[str, Any]]:
    """Read the sources of funding with their share in per cent (None where none is given)."""
    found: list[dict[str, Any]] = []
    for line in lines:
        if NO_MONEY.match(line):
            continue
        line = PARTED.sub(lambda parted: parted.group().replace(" ", ""), line)
        text = (
            (SENTENCE if SENTENCE.match(line) else LEAD).sub("", line, count=1)
            if is_funding(line)
            else line
        )
        text = OF_YEAR.sub("", text)
        found.extend(
            _with_shares(text)
            if has_share(text)
            else [{"source": name, "percent": None} for name in _names(text)]
        )
    return [one for one in found if one["source"]]


def _with_shares(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    chunks = [chunk for chunk in split_outside_brackets(text, ";\n") if chunk]
    for chunk in chunks:
        shares = list(SHARE.finditer(chunk))
        if not shares:
            found.extend({"source": name, "percent": None} for name in _names(chunk))
        elif chunk[: shares[0].start()].strip(EDGE + "("):
            found.extend(_share_last(chunk, shares))
        else:
            ends = [*(share.start() for share in shares[1:]), len(chunk)]
            found.extend(
                {"source": _trim(chunk[share.end() : end]), "percent": _number(share)}
                for share, end in zip(shares, ends, strict=True)
            )
    return found


def _share_last(chunk: str, shares: list[re.Match[str]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start = 0
    for share in shares:
        found.append({"source": _trim(chunk[start : share.start()]), "percent": _number(share)})
        start = share.end()
    rest = _trim(chunk[start:])
    if rest:
        found.extend({"source": name, "percent": None} for name in _names(rest))
    return found


def _number(share: re.Match[str]) -> int | float:
    value = float(share.group(1).replace(",", "."))
    return int(value) if value == int(value) else value


def _trim(text: str) -> str:
    text = text.strip(EDGE)
    text = re.sub(
        r"^(?:\)|by\b|from\b|of\b|provided by\b|funded"
        r" by\b|and\b|et\b|e\b|und\b|y\b|par\b|da\b|von\b|durch\b|por\b)\s*[:,]?\s*",
        "",
        text.lstrip(") "),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s*(?:,?\s+(?:and|et|und)|\()\s*$", "", text)
    text = text.strip(EDGE)
    return text[:-1].rstrip() if text.endswith(")") and text.count("(") < text.count(")") else text


def _names(text: str) -> list[str]:
    if PROSE.search(text) and len(text.split()) > 6:
        return []
    parts = split_outside_brackets(text, ";\n")
    if len(parts) == 1:
        parts = _joined_ministries(split_outside_brackets(parts[0], ","))
    names: list[str] = []
    for at, part in enumerate(parts):
        pair = (
            re.split(r"\s+(?:and|et|und|y|&)\s+", part, maxsplit=1)
            if at == len(parts) - 1
            else [part]
        )
        if (
            len(pair) == 2
            and INSTITUTION.match(pair[0])
            and INSTITUTION.match(pair[1])
            and not MINISTRY.search(pair[0])
        ):
            names.extend(pair)
        else:
            names.append(part)
    return [name for name in map(_trim, names) if name]


def _joined_ministries(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        goes_on = (
            joined
            and MINISTRY.search(joined[-1])
            and " and " in part
            and not INSTITUTION.match(part)
        )
        if goes_on:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined
