"""Long texts searched part by part: what some rules cost grows faster than a text."""

from collections.abc import Iterator
from dataclasses import replace

from core.anonymity.findings import Finding
from core.anonymity.search import find_in_text

#: characters that are searched at once, a chapter at most
PART = 20_000


def find_in_long_text(text: str, *, place: str = "body") -> list[Finding]:
    """Return what `find_in_text` finds in each part, counted in the whole text."""
    return [
        replace(one, start=one.start + offset, end=one.end + offset)
        for offset, part in parts_of(text)
        for one in find_in_text(part, place=place)
    ]


def parts_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in parts that end with a line, else with a blank, each with its offset."""
    start = 0
    while len(text) - start > PART:
        ends = (text.rfind(sign, start + 1, start + PART) for sign in "\n ")
        end = next((end for end in ends if end > start), start + PART)
        yield start, text[start:end]
        start = end
    yield start, text[start:]
