"""Lists of names and groups: organisations in one cell, target groups one a line."""

from __future__ import annotations

import re

from practices.forms.matching import fold
from practices.forms.reading.blocks import Line
from practices.forms.reading.values.funding import split_outside_brackets

#: captions that the form (or whoever filled it in) sets above groups
GROUP_CAPTION = re.compile(
    r"^\W*(?:(?:direct|indirect|primary|secondary|final|main|direkte|indirekte|diretti|indiretti|directs?|indirects?|directos|indirectos)\s+)?"
    r"(?:target"
    r" groups?|beneficiar\w*|bénéficiaires|zielgruppen?|begünstigte|destinatari\w*|groupes?"
    r" cibles?)(?:\s+(?:direct|indirect|diretti|indiretti|directs|indirects|directos|indirectos))?\W*$",
    re.IGNORECASE,
)


def read_organisations(lines: list[Line], known: frozenset[str] = frozenset()) -> list[str]:
    """Read the names of organisations.

    A comma parts names only in a list of three or more, or between known names.
    """
    texts = [line.text.replace("\t", " ").strip(" ;,") for line in lines if line.text.strip(" ;,")]
    if len(texts) > 1:
        names = [part for text in texts for part in split_outside_brackets(text, ";")]
        return list(dict.fromkeys(name.strip(" ;,") for name in names))
    return list(dict.fromkeys(_names(texts[0], known))) if texts else []


def _names(text: str, known: frozenset[str]) -> list[str]:
    if fold(text) in known:
        return [text]
    for signs in (";", ","):
        parts = [part.strip() for part in split_outside_brackets(text, signs)]
        if len(parts) > 1 and (signs == ";" or _are_names(parts, known)):
            last = re.match(r"^(?:and|et|e|und|y)\s+(.+)$", parts[-1], re.IGNORECASE)
            parts[-1] = last.group(1) if last else parts[-1]
            return parts
    for sign in (r"\s+/\s+", r"\s+(?:and|&|et|und|y|e)\s+"):
        parts = re.split(sign, text)
        if len(parts) > 1 and (
            sign.startswith(r"\s+/") or all(fold(part) in known for part in parts)
        ):
            return [part.strip() for part in parts]
    return [text]


def _are_names(parts: list[str], known: frozenset[str]) -> bool:
    if all(fold(part) in known for part in parts):
        return True
    return len(parts) >= 3 and all(
        len(part.split()) <= 12 and not part[0].islower()
        for part in (re.sub(r"^(?:and|et|und|y|e)\s+", "", one) for one in parts)
        if part
    )


def read_groups(lines: list[Line]) -> list[str]:
    """Read target groups: one entry a line or bullet; a single line parted by semicolons is a list too."""
    texts = [
        line.text.replace("\t", " ")
        for line in lines
        if not (line.caption and GROUP_CAPTION.match(line.text))
    ]
    texts = [
        part
        for text in texts
        for part in (split_outside_brackets(text, ";") if len(texts) == 1 else [text])
    ]
    return [text.strip().rstrip(";,").strip() for text in texts if text.strip(" ;,")]
