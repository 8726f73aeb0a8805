"""Single values of JSON records: texts (with the few tags of our own texts), lists of words, whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from practices.forms.reading.limits import MAX_VALUE_CHARACTERS

ALLOWED_TAG = re.compile(r"</?(?:p|ul|ol|li|strong|em|b|i|br)\s*/?>", re.IGNORECASE)


def plain(value: Any) -> str | None:
    """Give a text as plain lines.

    The few tags of our own texts become lines and bullets, all others stay what they are: text.
    """
    if value is None:
        return None
    if isinstance(value, list):
        return "\n".join(f"- {plain(one)}" for one in value if one) or None
    if not isinstance(value, str | int | float):
        raise TypeError(f"text expected, not {type(value).__name__}")
    text = str(value)
    if len(text) > MAX_VALUE_CHARACTERS:
        raise ValueError(f"a text longer than {MAX_VALUE_CHARACTERS:,} characters")
    if not re.search(r"</?(?:p|ul|ol|li|br)\s*/?>", text, re.IGNORECASE):
        return text.strip() or None
    return "\n".join(_lines_of(text)) or None


def _lines_of(text: str) -> Iterator[str]:
    depth, is_bullet, words = 0, False, ""
    position = 0
    for tag in [*ALLOWED_TAG.finditer(text), None]:
        words += text[position : tag.start() if tag else None]
        position = tag.end() if tag else 0
        name = re.sub(r"[</>\s]", "", tag.group()).lower() if tag else "p"
        if name in ("strong", "em", "b", "i"):
            continue
        line = _unescaped(re.sub(r"\s+", " ", words).strip())
        if line:
            yield f"{'  ' * max(depth - 1, 0)}- {line}" if is_bullet and depth else line
            is_bullet = False
        words = ""
        if tag is None:
            return
        closes = tag.group().startswith("</")
        if name in ("ul", "ol"):
            depth = max(depth - 1, 0) if closes else depth + 1
        elif name == "li":
            is_bullet = not closes


def _unescaped(text: str) -> str:
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
    )


def strings(value: Any) -> list[str]:
    """Give the words of a list, or the one word that stands for it."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in values if isinstance(one, str | int) and str(one).strip()]


def whole_number(value: Any, key: str) -> int | None:
    """Give a whole number; anything else is a ValueError that names the key."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", str(value)):
        raise ValueError(f"“{key}” must be a whole number")
    return int(value)
