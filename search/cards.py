"""Owns how a hit is told: the one reading of its stored fields that page, feed, exports and API share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.engines.base import Hit, PassageHit
from search.vocabulary import KIND_NAMES, Vocabulary, language_names

SHOWN_SECTIONS = 3
_NOT_SECTIONS = ("title", "summary", "names", "")


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A page on which the words stand; its language is named where it is not that of the record."""

    hit: PassageHit
    snippet: SafeString
    language_name: str


@dataclass(frozen=True, slots=True)
class Card:
    """A hit in the words of the active language. Everything marked safe was escaped by the highlighter."""

    hit: Hit
    kind: str
    kind_name: str
    category: str | None
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    period: str
    extra: tuple[str, ...]
    """What the content app wants shown besides: its terms by their names of today, then its own words."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """Return the stored fields."""
        return self.hit.fields

    @property
    def language(self) -> str:
        """Return the language of the record itself, for the `lang` attribute."""
        return str(self.fields["language"])

    @property
    def language_name(self) -> str:
        """Return what the language of the record is called in the active one."""
        return language_names(get_language() or "en").get(self.language, self.language)

    @property
    def updated_at(self) -> datetime | None:
        """Return when the record was changed last."""
        text = self.fields["updated_at"]
        return datetime.fromisoformat(text) if text else None

    @property
    def absolute_url(self) -> str:
        """Return the address with the site's own."""
        return absolute(self.fields["url"])

    @property
    def title(self) -> SafeString:
        """Return the title with its marks."""
        return self._marked("title")

    @property
    def summary(self) -> SafeString:
        """Return the summary with its marks."""
        return self._marked("summary")

    @property
    def passages(self) -> list[ShownPassage]:
        """Return the pages of the record's documents on which the words stand."""
        names = language_names(get_language() or "en")
        return [
            ShownPassage(
                one,
                mark_safe(one.snippet),  # noqa: S308 - the highlighter escapes all but its own marks
                "" if one.language == self.language else names.get(one.language, one.language),
            )
            for one in self.hit.passages
        ]

    def _marked(self, section: str) -> SafeString:
        for highlight in self.hit.highlights:
            if highlight.section == section:
                return mark_safe(highlight.snippet)  # noqa: S308 - the highlighter escapes all but its own marks
        return escape(self.fields[section])

    @property
    def found_in(self) -> list[str]:
        """Return the sections in which the words stand.

        A record has their titles in its own language; those of English records are told in the reader's.
        """
        names = [_(one.section) for one in self.hit.highlights if one.section not in _NOT_SECTIONS]
        return list(dict.fromkeys(names))

    @property
    def shown_sections(self) -> list[str]:
        """Return the first sections in which the words stand."""
        return self.found_in[:SHOWN_SECTIONS]

    @property
    def hidden_sections(self) -> int:
        """Return how many more there are."""
        return max(0, len(self.found_in) - SHOWN_SECTIONS)


def card_of(hit: Hit, known: Vocabulary) -> Card:
    """Return a hit as a card."""
    fields = hit.fields
    kind, stored = fields["kind"], fields["card"]
    terms = (known.label(facet, value) for facet, value in stored.get("terms", ()))
    return Card(
        hit=hit,
        kind=kind,
        kind_name=str(KIND_NAMES.get(kind, kind)),
        category=fields["category"],
        countries=tuple(known.label("country", code) or code for code in fields["countries"]),
        organisations=tuple(fields["organisations"]),
        period=period_of(fields["years"]),
        extra=(*(name for name in terms if name), *stored.get("extra", ())),
    )


def period_of(years: list[int | None] | None) -> str:
    """Return a span of years in words."""
    if not years:
        return ""
    first, last = years
    if last is None:
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def absolute(url: str) -> str:
    """Return an address with the site's own in front of it, unless it has one."""
    return url if "://" in url else f"{settings.SITE_URL}{url}"
