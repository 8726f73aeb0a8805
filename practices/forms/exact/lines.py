"""Single values as lines of a form, written for people and read back without guessing.

Each pair of functions holds `read_x(write_x(value)) == value` for every value: where the natural way of
writing could be read as something else, a stricter one is chosen.
"""

import re
from collections.abc import Sequence
from typing import Any

from practices.forms.exact import words
from practices.forms.exact.names import NotExact

Row = dict[str, Any]

_NUMBER = r"\d+(?:\.\d+)?"
_COUNTED = re.compile(rf"({_NUMBER}|–) × (.+)", re.DOTALL)
_SHARED = re.compile(rf"(.+): ({_NUMBER}|–) %", re.DOTALL)
_FIGURE = re.compile(rf"(.+): (-?{_NUMBER})(?: (.+))?", re.DOTALL)
_LINK = re.compile(r"(.+): (\S+)", re.DOTALL)
_PERIOD = re.compile(r"(\d{4}) – (\d{4})")
_BAR = re.compile(r"(?<!\\) \| ")


def write_number(value: float | int | None) -> str:
    """Write a number without an exponent, a dash for none."""
    if value is None:
        return "–"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def read_number(text: str) -> int | float | None:
    """Read a number that `write_number` wrote."""
    if text == "–":
        return None
    return float(text) if "." in text else int(text)


def write_barred(parts: Sequence[str]) -> str:
    """Join texts with bars; a bar inside one is marked."""
    return " | ".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def read_barred(line: str, count: int) -> list[str]:
    """Part a line at its bars; raises NotExact unless there are `count` parts."""
    parts, current, escaped = [], "", False
    for sign in line:
        if escaped:
            current, escaped = current + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == "|":
            parts.append(current)
            current = ""
        else:
            current += sign
    parts.append(current)
    if len(parts) != count:
        raise NotExact(line)
    return [
        part[(1 if at else 0) : (-1 if at < count - 1 else None)] for at, part in enumerate(parts)
    ]


def write_counted(name: str, count: float | int | None) -> str:
    """Write "3 × Outreach worker", or the name alone."""
    is_ambiguous = _COUNTED.fullmatch(name) is not None
    return f"{write_number(count)} × {name}" if count is not None or is_ambiguous else name


def read_counted(line: str, key: str) -> Row:
    """Read a role or an item with its number."""
    found = _COUNTED.fullmatch(line)
    if found is None:
        return {key: line, "count": None}
    return {key: found.group(2), "count": read_number(found.group(1))}


def write_shared(row: Row) -> str:
    """Write "Ministry: 90 %", or the source alone."""
    source, percent = row["source"], row["percent"]
    is_ambiguous = _SHARED.fullmatch(source) is not None
    return f"{source}: {write_number(percent)} %" if percent is not None or is_ambiguous else source


def read_shared(line: str) -> Row:
    """Read a source of funding with its share."""
    found = _SHARED.fullmatch(line)
    if found is None:
        return {"source": line, "percent": None}
    return {"source": found.group(1), "percent": read_number(found.group(2))}


def write_figure(row: Row) -> str:
    """Write "Persons assisted: 70 per year"; with bars where that could be read otherwise."""
    natural = f"{row['label']}: {write_number(row['value'])} {row['unit'] or ''}".strip()
    try:
        if read_figure(natural) == row:
            return natural
    except NotExact:
        pass
    return write_barred([row["label"], write_number(row["value"]), row["unit"] or ""])


def read_figure(line: str) -> Row:
    """Read a figure of the results."""
    if "|" in line:
        label, value, unit = read_barred(line, 3)
        if not re.fullmatch(rf"-?{_NUMBER}", value):
            raise NotExact(line)
    else:
        found = _FIGURE.fullmatch(line)
        if found is None:
            raise NotExact(line)
        label, value, unit = found.groups()
    return {"label": label, "value": read_number(value), "unit": unit or None}


def write_link(link: str | Row) -> str:
    """Write an address, after its title where it has one."""
    if isinstance(link, str):
        return link
    natural = f"{link['title']}: {link['url']}"
    return natural if "|" not in natural else write_barred([link["title"], link["url"]])


def read_link(line: str) -> str | Row:
    """Read an address with or without a title."""
    if "|" in line:
        title, url = read_barred(line, 2)
        return {"title": title, "url": url}
    found = _LINK.fullmatch(line)
    if found:
        return {"title": found.group(1), "url": found.group(2)}
    if " " in line:
        raise NotExact(line)
    return line


def write_period(start: int | None, end: int | None, language: str) -> str:
    """Write "2009 – 2011", "Since 2009", "Until 2011" or nothing."""
    if start is not None and end is not None:
        return f"{start} – {end}"
    if start is not None:
        return words.SINCE[language].format(start)
    return words.UNTIL[language].format(end) if end is not None else ""


def read_period(line: str) -> tuple[int | None, int | None]:
    """Read first and last year."""
    if not line:
        return None, None
    found = _PERIOD.fullmatch(line)
    if found:
        return int(found.group(1)), int(found.group(2))
    for wordings, is_start in ((words.SINCE, True), (words.UNTIL, False)):
        for wording in wordings.values():
            before, after = wording.split("{}")
            year = line.removeprefix(before).removesuffix(after)
            if line == wording.format(year) and re.fullmatch(r"\d{4}", year):
                return (int(year), None) if is_start else (None, int(year))
    raise NotExact(line)
