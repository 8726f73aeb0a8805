"""What an issue consists of once its blocks are filled, and how each part is written: web page, mail, plain text.

A part knows everything that it shows. Its template stands three times: `newsletter/blocks/<name>.html` for the site,
`newsletter/mail/<name>.html` and `newsletter/mail/<name>.txt`. Digests and alerts are made of the same parts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletter.composing.items import Item
from newsletter.composing.rich_text import as_lines, with_whole_addresses

_COUNTRIES_NAMED = 3


class Output(StrEnum):
    """Where a part is written; the value is its template."""

    WEB = "newsletter/blocks/{name}.html"
    MAIL = "newsletter/mail/{name}.html"
    TEXT = "newsletter/mail/{name}.txt"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a record, a date, a new member, or something that has no page."""

    title: str
    url: str = ""
    teaser: str = ""
    meta: str = ""
    when: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """Running text, as trusted HTML whose links lead to pages that everybody may read."""

    name: ClassVar[str] = "text"
    source: str

    @property
    def html(self) -> SafeString:
        """Return the text for the site."""
        return mark_safe(self.source)  # noqa: S308 - Wagtail's own rich text, expanded

    @property
    def mail_html(self) -> SafeString:
        """Return the text with whole addresses."""
        return mark_safe(with_whole_addresses(self.source))  # noqa: S308 - as above

    @property
    def text(self) -> str:
        """Return the text in lines, its links listed below it."""
        return as_lines(self.source)


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """The title of a section and what it is about."""

    name: ClassVar[str] = "heading"
    heading: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture in the size that mails show; `url` is whole."""

    name: ClassVar[str] = "picture"
    url: str
    width: int
    height: int
    alt: str
    caption: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class EntriesPart:
    """A list below a heading; `more_url` leads to what did not fit."""

    name: ClassVar[str] = "entries"
    entries: Sequence[Entry]
    heading: str = ""
    intro: str = ""
    more_url: str = ""
    more_label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What an organisation wrote for the issue: plain paragraphs."""

    title: str
    text: str
    country: str
    given_by: str = ""
    url: str = ""

    @property
    def html(self) -> SafeString:
        """Return the paragraphs as HTML, escaped."""
        return mark_safe(linebreaks(self.text, autoescape=True))  # noqa: S308 - escaped here

    @property
    def meta(self) -> str:
        """Return the country and who signed."""
        return " · ".join(part for part in (self.country, self.given_by) if part)


@dataclass(frozen=True, slots=True)
class NotesPart:
    """The notes from the countries."""

    name: ClassVar[str] = "notes"
    notes: Sequence[Note]
    heading: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True)
class CallPart:
    """What readers are asked to do, with the one button of the mail."""

    name: ClassVar[str] = "call"
    label: str
    text: str = ""
    url: str = ""


Part = TextPart | HeadingPart | PicturePart | EntriesPart | NotesPart | CallPart


def render(parts: Iterable[Part], output: Output) -> SafeString:
    """Write parts one after another, in the active language."""
    written = [
        render_to_string(output.value.format(name=part.name), {"part": part}).strip("\n")
        for part in parts
    ]
    return mark_safe(("\n\n" if output is Output.TEXT else "\n").join(written))  # noqa: S308 - rendered


def entry_of(item: Item, teaser: str = "") -> Entry:
    """Return a record as a line, with an editor's teaser in place of its summary where there is one."""
    return Entry(
        title=item.title,
        url=item.url,
        teaser=teaser or item.summary,
        meta=_meta(item),
        language="" if item.language == (get_language() or "").split("-")[0] else item.language,
    )


def _meta(item: Item) -> str:
    parts = [item.kind_label]
    parts += [_("category %(letter)s") % {"letter": one} for one in item.facets.get("category", ())]
    named = item.countries[:_COUNTRIES_NAMED]
    if named:
        unnamed = len(item.countries) - len(named)
        more = _(" and %(number)d more") % {"number": unnamed} if unnamed else ""
        parts.append(", ".join(named) + more)
    return " · ".join(parts)
