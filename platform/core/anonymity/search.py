"""The search of a text with all detectors."""

from collections.abc import Callable, Iterable

from core.anonymity import (
    accounts_plates,
    addresses,
    ages,
    combinations,
    dates,
    documents,
    mailboxes,
    names,
    schools,
    telephones,
)
from core.anonymity.findings import Finding
from core.anonymity.reading import Reading, Span

Detector = Callable[[Reading, list[Span]], Iterable[Span]]

# Later detectors see what earlier ones found: an account number is no telephone.
DETECTORS: tuple[Detector, ...] = (
    names.find,
    mailboxes.find,
    accounts_plates.find,
    documents.find,
    telephones.find,
    dates.find,
    ages.find,
    addresses.find,
    schools.find,
    combinations.find,
)


def find_in_text(text: str, *, place: str = "body", language: str = "") -> list[Finding]:
    """Return what could identify or endanger a person in `text`, sorted by where it starts.

    `language` is a hint only: texts mix languages, so the rules of all five always apply.
    """
    if not text.strip():
        return []
    reading = Reading(text, language)
    found: list[Span] = []
    for detect in DETECTORS:
        found.extend(detect(reading, found))
    findings = set()
    for span in found:
        start, end = reading.original(span.start, span.end)
        findings.add(Finding(str(span.kind), text[start:end], start, end, place))
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))
