"""Finds terms and countries by the words that people write, and writes them so that they are found again."""

from collections import defaultdict
from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

from core.models import Country, Term, Vocabulary
from core.models.country import territory_names
from core.skos import labels_of, synonyms_of
from library.record_keys import TERMS

#: The languages in which names of countries and languages are understood.
_LANGUAGES = ("en", "fr", "it", "de", "es")
Place = tuple[str, str]
"""A key of the record and the slug or code that stands in its list."""


class Words:
    """The words of the vocabularies, read once for a whole file."""

    def __init__(self) -> None:
        self._places: dict[str, list[Place]] = defaultdict(list)
        self._labels: dict[Place, str] = {}
        self._kinds: dict[str, str] = {}
        for key, vocabulary in TERMS.items():
            for term in Term.objects.of(vocabulary):
                self._note((key, term.slug), term.label, list(_words_of(term)))
        for country in Country.objects.all():
            names = [territory_names(language).get(country.code, "") for language in _LANGUAGES]
            self._note(("countries", country.code), names[0], [country.code, *names])
        kinds = list(Term.objects.of(Vocabulary.DOCUMENT_TYPES))
        self._kinds |= {term.slug: term.slug for term in kinds}
        for term in kinds:
            for word in _words_of(term):
                self._kinds.setdefault(_folded(word), term.slug)

    def _note(self, place: Place, label: str, words: list[str]) -> None:
        self._labels[place] = label
        for word in words:
            if word and place not in self._places[_folded(word)]:
                self._places[_folded(word)].append(place)

    def place(self, keyword: str) -> Place | None:
        """Return what a keyword stands for: a word of a list, or exactly `topics:slug`."""
        key, _, slug = keyword.partition(":")
        if (key.strip(), slug.strip()) in self._labels:
            return key.strip(), slug.strip()
        found = self._places.get(_folded(keyword))
        return found[0] if found else None

    def keyword(self, place: Place) -> str:
        """Return the keyword of a term or country: its label, where that means nothing else."""
        label = self._labels.get(place, "")
        is_clear = label and not set(";,:") & set(label) and self.place(label) == place
        return label if is_clear else ":".join(place)

    def kind(self, text: str) -> str | None:
        """Return the kind of document that a text names."""
        return self._kinds.get(_folded(text))


def language_code(text: str) -> str | None:
    """Return the code of a language that is given as code (en, eng, en-GB) or by its name."""
    folded = _folded(text)
    code = folded.replace("_", "-").split("-")[0]
    code = get_global("language_aliases").get(code, code)
    if len(code) == 2 and code in _names("en"):
        return code
    for language in _LANGUAGES:
        for known, name in _names(language).items():
            if _folded(name) == folded:
                return known
    return None


def _names(language: str) -> dict[str, str]:
    return {code: name for code, name in Locale(language).languages.items() if len(code) == 2}


def _words_of(term: Term) -> Iterator[str]:
    yield term.slug
    yield from labels_of(term).values()
    for words in synonyms_of(term).values():
        yield from words


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
