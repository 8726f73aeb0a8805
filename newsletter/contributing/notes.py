"""A note as somebody wrote it: cleaned, and looked through for what could lead to a person."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core.anonymity import Finding, FindingKind, find_in_text
from core.records.reader import clean_text

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME = 120, 600, 150


@dataclass(frozen=True, slots=True)
class Note:
    """What a country writes for an issue: plain paragraphs, no markup."""

    title: str
    text: str
    link: str
    given_by: str


@dataclass(frozen=True, slots=True)
class NoteFinding:
    """Words of a note that could lead to a person, where they stand, and what to write instead."""

    where: str
    text: str
    kind: str
    help_text: str


def plain(raw: str) -> str:
    """Return a text without markup and without what no file can hold; paragraphs stay.

    Two percent signs would begin a placeholder of the mail (`newsletter.personalising`), by which a note could
    carry away what is a single reader's.
    """
    text = clean_text(raw)
    try:
        text = strip_tags(text)
    except SuspiciousOperation:
        # Dozens of tags inside one another: nobody writes so by mistake.
        text = text.replace("<", "").replace(">", "")
    text = text.strip()
    while "%%" in text:
        text = text.replace("%%", "%")
    return text


def findings_in(note: Note) -> list[NoteFinding]:
    """Return what in title and text could lead to a person; who signs does so on purpose."""
    places = ((_("Title"), note.title), (_("Text"), note.text))
    return [_told(where, found) for where, text in places for found in find_in_text(text)]


def _told(where: str, found: Finding) -> NoteFinding:
    kind = FindingKind(found.kind)
    return NoteFinding(where, found.text, str(kind.label), str(kind.help_text))
