"""Sub-headings inside a value ("Strengths:", "Tools:"): they part the text and belong to the form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from practices.forms.matching import fold
from practices.forms.reading.blocks import Line
from practices.forms.reading.recogniser import EXACT, GUESS, NEAR, Recogniser

INLINE_HEADING = re.compile(r"^([^:\n\t]{2,60}?)\s*(?::|\t|\s[–—-]\s)\s*(.+)$", re.DOTALL)
#: "3 operators" is an entry, "3. Operators" may be a heading
COUNTED = re.compile(r"^\d+\s+[^\W\d_]")
#: what stands for "nothing"
DASHES = re.compile(
    r"^\W*(?:n\s?/?\s?a|n\.a\.?|k\.\s?a\.?|none given|not answered|no answer|nil)?\W*$",
    re.IGNORECASE,
)


@dataclass
class Parts:
    """Hold lines by part, and those that stand before the first sub-heading."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    rest: list[Line] = field(default_factory=list)


def split_parts(lines: list[Line], keys: Iterable[str], recogniser: Recogniser) -> Parts:
    """Part lines at the sub-headings of the given parts."""
    wanted = set(keys)
    parts = Parts()
    current = parts.rest
    for line in lines:
        key, rest = _heading(line, wanted, recogniser)
        if key is not None:
            current = parts.lines.setdefault(key, [])
        if rest is not None:
            current.append(rest)
    return parts


def _heading(
    line: Line, wanted: set[str], recogniser: Recogniser
) -> tuple[str | None, Line | None]:
    text = line.text.strip()
    if COUNTED.match(text):
        return None, line
    inline = INLINE_HEADING.match(text)
    if (
        len(fold(text).split()) <= 7
        and inline is None
        and (line.level is None or text.endswith(":") or line.bold or line.caption)
    ):
        is_head = text.endswith((":", "?")) and len(fold(text).split()) <= 4
        key = part_named(text, wanted, recogniser, at_least=GUESS if is_head else NEAR)
        if key is not None:
            return key, None
    if line.lead:
        key = part_named(line.lead, wanted, recogniser)
        if key is not None and text.startswith(line.lead):
            return key, replace(line, text=after_lead(line.lead, text), lead="")
    key = part_named(inline.group(1), wanted, recogniser, at_least=EXACT) if inline else None
    return (
        (key, line.with_text(inline.group(2).strip()))
        if inline and key is not None
        else (None, line)
    )


def after_lead(lead: str, text: str) -> str:
    """Give what follows a bold label on its line; one sign between them goes, the dash of a list does not."""
    rest = text[len(lead) :]
    return (
        rest.lstrip()
        if lead.rstrip().endswith(":")
        else re.sub(r"^\s*(?::|[–—-](?=\s))?\s*", "", rest)
    )


def part_named(
    text: str, wanted: set[str], recogniser: Recogniser, *, at_least: int = NEAR
) -> str | None:
    """Find the part that a text names, None if it names none of those wanted."""
    found = recogniser.match(text.strip().rstrip(":?").strip())
    if found is None or found.key not in wanted:
        return None
    return found.key if found.score >= at_least else None


def is_nothing(lines: list[Line]) -> bool:
    """Tell whether an answer is empty or a mere dash."""
    return all(DASHES.match(line.text) for line in lines)
