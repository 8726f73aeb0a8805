"""Labels of terms, countries and choices in forms, and the slugs they are read back as, in any language."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale

from core.models import Country, Term
from practices.forms.wording import LANGUAGES


class NotExact(ValueError):
    """A cell is not written the way the site writes it; the reader of other forms takes it."""


class Names:
    """The labels of one list; where a label would be read as something else, the slug stands instead."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        """Take labels by slug and language; "en" stands in for a language without one."""
        self._labels = labels
        self._slugs: dict[str, str] = {}
        for slug, by_language in labels.items():
            for label in by_language.values():
                self._slugs.setdefault(label, slug)
        # A slug is always read as itself.
        self._slugs.update({slug: slug for slug in labels})

    def write(self, slug: str, language: str) -> str:
        """Return the label of a slug."""
        labels = self._labels.get(slug, {})
        label = labels.get(language) or labels.get("en") or slug
        return label if self._slugs.get(label) == slug and "\n" not in label else slug

    def read(self, text: str) -> str:
        """Return the slug of a label; raises NotExact for any other text."""
        try:
            return self._slugs[text.strip()]
        except KeyError as error:
            raise NotExact(text) from error

    def read_all(self, texts: Iterable[str]) -> list[str]:
        """Return the slugs of labels."""
        return [self.read(text) for text in texts if text.strip()]


def term_names() -> dict[str, Names]:
    """Return the labels of all vocabularies, by name of the vocabulary."""
    labels: dict[str, dict[str, dict[str, str]]] = {}
    for term in Term.objects.all():
        labels.setdefault(term.vocabulary, {})[term.slug] = {"en": term.label, **term.labels}
    return {vocabulary: Names(by_slug) for vocabulary, by_slug in labels.items()}


def country_names() -> Names:
    """Return the names of all countries; the network's own name comes first in English."""
    labels: dict[str, dict[str, str]] = {}
    for country in Country.objects.all():
        labels[country.code] = _territories(country.code)
        if country.label:
            labels[country.code] = {**labels[country.code], "en": country.label}
        if country.is_marked:
            labels[country.code] = {key: f"{name}*" for key, name in labels[country.code].items()}
    return Names(labels)


@lru_cache(maxsize=300)
def _territories(code: str) -> dict[str, str]:
    return {language: Locale.parse(language).territories.get(code, code) for language in LANGUAGES}
