"""The detectors of what could identify or endanger a person in a text, in five languages."""

from core.anonymity.findings import Finding, FindingKind
from core.anonymity.search import find_in_text

__all__ = ["Finding", "FindingKind", "find_in_text"]
