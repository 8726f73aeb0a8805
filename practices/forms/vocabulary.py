"""The controlled words that texts of a form are matched with.

Terms of the vocabularies, and countries in five languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from practices.forms.country_names import CountryNames
from practices.forms.matching import Wordings, fold
from practices.forms.wording import LANGUAGES

#: name of the list in `vocabularies.json` by attribute of FormVocabulary
LISTS = (
    "typologies",
    "target_groups",
    "exploitation_forms",
    "genders",
    "age_groups",
    "recruitment_channels",
    "recruitment_offers",
    "services",
    "topics",
)


@dataclass(frozen=True)
class Entry:
    """Hold one term: labels and synonyms by language ("en" among them).

    `category` is the letter of a typology.
    """

    slug: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    category: str | None = None
    parent: str | None = None

    def wordings(self) -> list[str]:
        """Give labels first, then synonyms, then the slug itself."""
        synonyms = [word for language in LANGUAGES for word in self.synonyms.get(language, ())]
        return [*self.labels.values(), *synonyms, self.slug.replace("-", " ")]

    def label(self, language: str) -> str:
        """Give the label in a language, in English where there is none."""
        return self.labels.get(language) or self.labels.get("en") or self.slug


class TermList:
    """Find the terms of one vocabulary in a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries in all languages."""
        self.entries = tuple(entries)
        self.by_slug = {entry.slug: entry for entry in self.entries}

    @cached_property
    def _wordings(self) -> Wordings:
        labels = [(label, entry.slug) for entry in self.entries for label in entry.labels.values()]
        others = [(word, entry.slug) for entry in self.entries for word in entry.wordings()]
        return Wordings([*labels, *others])

    def match(self, text: str) -> str | None:
        """Find the one term that the whole text names: slug, label, synonym, or nearly so."""
        if text in self.by_slug:
            return text
        found = self._wordings.exact(text)
        if found:
            return found
        fuzzy = self._wordings.fuzzy(text, at_least=90)
        return fuzzy[0] if fuzzy else None

    def find(self, text: str) -> list[str]:
        """Find every term that is named in a text, in the order of the text."""
        whole = self.match(text.strip())
        return [whole] if whole else self._wordings.contained(text)

    def likely(self, text: str) -> list[str]:
        """Find the terms most of whose telling words stand in a text, if it names none outright."""
        stems = _stems(text)
        scores = {
            entry.slug: max(
                (_share(_stems(label), stems) for label in entry.labels.values()), default=0
            )
            for entry in self.entries
        }
        return [slug for slug, score in scores.items() if score > 0.6]

    def label(self, slug: str, language: str = "en") -> str:
        """Give the label of a slug, the slug itself if the list does not have it."""
        entry = self.by_slug.get(slug)
        return entry.label(language) if entry else slug


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in fold(text).split() if len(word) > 4)


def _share(wanted: frozenset[str], present: frozenset[str]) -> float:
    """Give the share of stems that are present; a single one tells nothing."""
    common = len(wanted & present)
    return common / len(wanted) if common > 1 else 0


def _empty() -> TermList:
    return TermList(())


@dataclass
class FormVocabulary:
    """Hold the term lists, the countries, and the organisations by name that a form may name."""

    typologies: TermList = field(default_factory=_empty)
    target_groups: TermList = field(default_factory=_empty)
    exploitation_forms: TermList = field(default_factory=_empty)
    genders: TermList = field(default_factory=_empty)
    age_groups: TermList = field(default_factory=_empty)
    recruitment_channels: TermList = field(default_factory=_empty)
    recruitment_offers: TermList = field(default_factory=_empty)
    services: TermList = field(default_factory=_empty)
    topics: TermList = field(default_factory=_empty)
    countries: CountryNames = field(default_factory=CountryNames)
    #: known names, acronyms and aliases: a comma inside one of them does not part two organisations
    organisation_names: tuple[str, ...] = ()

    @classmethod
    def from_json(
        cls, lists: Mapping[str, Any], *, organisation_names: Iterable[str] = ()
    ) -> FormVocabulary:
        """Build from data in the shape of `vocabularies.json`; lists that are absent stay empty."""
        vocabulary = cls(organisation_names=tuple(organisation_names))
        for name in LISTS:
            setattr(vocabulary, name, TermList(map(entry_from_json, lists.get(name, ()))))
        return vocabulary

    def match_typologies(self, text: str) -> list[str]:
        """Find the typologies that a text names, line by line."""
        slugs: list[str] = []
        for line in (line.strip(" -•\t") for line in text.splitlines()):
            whole = self.typologies.match(line) if line else None
            if whole:
                slugs.append(whole)
                continue
            slugs.extend(self.typologies.find(line) if line else [])
            for part in re.split(r"[,;()]", line):
                slugs.extend(self.typologies.likely(part))
        return list(dict.fromkeys(slugs))

    @cached_property
    def known_organisations(self) -> frozenset[str]:
        """Give the folded names of known organisations."""
        return frozenset(fold(name) for name in self.organisation_names)


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """Make an entry from a term of `vocabularies.json`."""
    synonyms = {"en": tuple(data.get("synonyms") or ())}
    for language, words in (data.get("synonyms_by_language") or {}).items():
        synonyms[language] = tuple(words)
    return Entry(
        slug=data["slug"],
        labels={"en": data["label"], **(data.get("labels") or {})},
        synonyms=synonyms,
        category=data.get("category"),
        parent=data.get("parent"),
    )
