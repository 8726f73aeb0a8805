"""Owns what the search knows of a record: the one shape that every content app hands to every engine."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import unescape
from typing import Any

# A regular expression and not a parser: a rebuild reads a dozen rich texts a record, all of them sanitised before.
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|i|span|strong|sub|sup)(?:\s[^>]*)?>", re.IGNORECASE)
# Written with its first letter in front: that letter alone is looked for, five times as fast.
_TAGS = re.compile(r"<[^>]*>\s*(?:<[^>]*>\s*)*")

KINDS: tuple[str, ...] = (
    "practice",
    "case-study",
    "organisation",
    "policy",
    "publication",
    "newsletter",
    "page",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One page of a document that belongs to a record: its number, its text, and where it can be read.

    `language` is that of the document; empty means that of the record.
    """

    page: int
    text: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """The span of years a record covers; `last=None` is an open end, which reaches until today."""

    first: int
    last: int | None

    @classmethod
    def single(cls, year: int | None) -> "Years | None":
        """Return the span of one year, or nothing for an unknown year."""
        return None if year is None else cls(year, year)

    @classmethod
    def period(cls, start: int | None, end: int | None) -> "Years | None":
        """Return a period; a missing start takes the end, a missing end is open, and both missing is unknown."""
        if start is None:
            return cls.single(end)
        return cls(start, end)

    def meets(self, first: int | None, last: int | None, *, today: int | None = None) -> bool:
        """Tell whether the span shares a year with the asked one."""
        own_last = (
            self.last if self.last is not None else max(today or date.today().year, self.first)
        )
        return (last is None or self.first <= last) and (first is None or own_last >= first)


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A record as the search sees it: text to match, facets to count, and a small card to show.

    `facets` maps a facet name (`country`, `typology`, …) to its values; broader terms are added by
    `search.indexing`, so a builder gives what the record carries and no more. `body` holds (section name, plain
    text) in reading order. `names` are the organisations' names in every form a reader may type. `card` is small
    JSON for display; the result list shows its keys `category`, `organisations`, `period`, `extra`. `url` may
    stay empty: it is then the page's own path. `passages` may be read anew whenever it is gone through, so that a
    rebuild holds the pages of one record at a time and not those of a thousand. Translations of one record share
    their `translation_key`. Only public content may be put in, whoever will be searching.
    """

    key: str
    page_id: int
    kind: str
    language: str
    title: str
    url: str = ""
    summary: str = ""
    names: tuple[str, ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    passages: Iterable[Passage] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    confirmed_at: datetime | None = None
    card: Mapping[str, Any] = field(default_factory=dict)
    translation_key: str = ""

    def with_facets(
        self, facets: Mapping[str, Iterable[str]], *, url: str = ""
    ) -> "SearchDocument":
        """Return the document with its facets replaced, each value once, and at an address if one is given."""
        distinct = {name: tuple(dict.fromkeys(values)) for name, values in facets.items()}
        return replace(self, facets=distinct, url=url or self.url)

    def with_passages_read(self) -> "SearchDocument":
        """Return the document with its passages in memory, each in its language, for whoever needs them twice."""
        passages = tuple(
            passage if passage.language else replace(passage, language=self.language)
            for passage in self.passages
        )
        return replace(self, passages=passages)


def plain_text(html: str | None) -> str:
    """Return the text of stored rich text: inline tags vanish, block tags become a blank.

    For reading and matching only: the result is text and is escaped wherever it is shown.
    """
    if not html:
        return ""
    if "<" in html:
        html = _TAGS.sub(" ", _INLINE_TAG.sub("", html)).strip()
    if "&" in html:
        html = unescape(html)
    return " ".join(html.split()) if "  " in html or "\n" in html else html


def document_for_page(page: Any, *, kind: str, **values: Any) -> SearchDocument:
    """Build a document from a Wagtail page: its key, title, language and dates; the rest comes as keywords."""
    return SearchDocument(
        key=str(page.pk),
        page_id=page.pk,
        kind=kind,
        language=values.pop("language", None) or page.locale.language_code.split("-")[0],
        title=values.pop("title", page.title),
        published_at=values.pop("published_at", page.first_published_at),
        updated_at=values.pop(
            "updated_at", page.last_published_at or page.latest_revision_created_at
        ),
        translation_key=str(page.translation_key),
        **values,
    )


def stamp(document: SearchDocument) -> str:
    """Return a fingerprint of everything an index holds of a document."""
    facets = sorted(
        f"{name}={value}" for name, values in document.facets.items() for value in values
    )
    passages = (
        f"{one.page} {one.language or document.language} {one.text} {one.url}"
        for one in document.passages
    )
    parts = [
        document.kind,
        document.language,
        document.title,
        document.url,
        document.summary,
        *document.names,
        *(part for section in document.body for part in section),
        *passages,
        *facets,
        str(document.years),
        str(document.confirmed_at),
        json.dumps(document.card, sort_keys=True),
        document.translation_key,
    ]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
