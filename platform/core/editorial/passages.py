"""The texts of a page with the words marked that the check found, as the page of the check shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.editorial.checks import Check, CheckedFinding
from core.editorial.page_texts import PlacedText

#: Unmarked text longer than this is shortened to its two ends.
LONGEST_PLAIN = 600
KEPT_END = 200


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `numbers` are those of the findings that mark it."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(slots=True)
class NumberedFinding:
    """A finding with the number by which the marks name it."""

    number: int
    checked: CheckedFinding


@dataclass(slots=True)
class Passage:
    """One text of the page and the findings that are listed below it."""

    label: str
    place: str
    anchor: str
    segments: list[Segment] = field(default_factory=list)
    findings: list[NumberedFinding] = field(default_factory=list)


def passages_of(check: Check) -> list[Passage]:
    """Return the texts with findings, in the order of the page; each finding is listed once."""
    passages: list[Passage] = []
    by_text: dict[PlacedText, Passage] = {}
    spans: dict[PlacedText, list[tuple[int, int, int]]] = {}
    for number, checked in enumerate(check.findings, start=1):
        numbered = NumberedFinding(number, checked)
        group = checked.group
        if not group.shown:
            passage = Passage(group.label, group.place, group.anchor, [Segment(group.note)])
            passage.findings.append(numbered)
            passages.append(passage)
        for shown in group.shown:
            text = shown.text
            if text not in by_text:
                by_text[text] = Passage(text.label, text.place, text.anchor)
                passages.append(by_text[text])
            spans.setdefault(text, []).append((shown.start, shown.end, number))
        if group.shown:
            by_text[group.shown[0].text].findings.append(numbered)
    for text, passage in by_text.items():
        passage.segments = list(segments(text.text, spans[text]))
    return passages


def segments(text: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[Segment]:
    """Cut `text` at its spans of (start, end, number); what is between them is shortened where it is long."""
    position = 0
    ordered = sorted(spans)
    for start, end, numbers in _merged(ordered):
        yield from _plain(text[position:start], is_first=position == 0)
        yield Segment(text[start:end], numbers)
        position = end
    yield from _plain(text[position:], is_first=position == 0, is_last=True)


def _merged(
    spans: list[tuple[int, int, int]],
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Join spans that overlap: one mark can stand for several findings."""
    current: tuple[int, int, tuple[int, ...]] | None = None
    for start, end, number in spans:
        if current is not None and start < current[1]:
            numbers = tuple(sorted({*current[2], number}))
            current = current[0], max(current[1], end), numbers
            continue
        if current is not None:
            yield current
        current = start, end, (number,)
    if current is not None:
        yield current


def _plain(text: str, *, is_first: bool, is_last: bool = False) -> Iterator[Segment]:
    if not text:
        return
    if len(text) <= LONGEST_PLAIN:
        yield Segment(text)
        return
    head = "" if is_first else text[:KEPT_END]
    tail = "" if is_last else text[-KEPT_END:]
    yield Segment(f"{head} […] {tail}")
