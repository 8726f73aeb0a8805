"""Writes a vocabulary as SKOS in Turtle: one concept scheme, its concepts with labels in every language."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import override

from core.models import Term, Vocabulary

MEDIA_TYPE = "text/turtle; charset=utf-8"
SCHEME_LANGUAGES = ("en", "fr", "it", "de", "es")

_PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# Turtle's LANGTAG; a label under any other key could not be written.
_LANGUAGE_TAG = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z0-9]+)*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
# Characters that Turtle forbids between < and >.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')

Labels = dict[str, str]


def scheme_iri(vocabulary: str) -> str:
    """Return the address that names a vocabulary; a browser finds its page there."""
    return f"{settings.SITE_URL}/vocabularies/{vocabulary}/"


def concept_iri(term: Term) -> str:
    """Return the address that names a concept; a browser finds its entry there."""
    return f"{scheme_iri(term.vocabulary)}#{term.slug}"


def labels_of(term: Term) -> Labels:
    """Return the labels of a concept by language tag, English first."""
    labels = {"en": term.label}
    if term.vocabulary == Vocabulary.LANGUAGES:
        labels |= _language_names(term.slug)
    return labels | _by_language(term.labels)


def synonyms_of(term: Term) -> dict[str, list[str]]:
    """Return the other search words of a concept by language tag: each once, and none that is its label."""
    groups = {"en": term.synonyms, **_by_language(term.synonyms_by_language)}
    labels = labels_of(term)
    return {
        language: kept
        for language, words in groups.items()
        if (kept := [word for word in dict.fromkeys(words) if word != labels.get(language)])
    }


def _by_language(values: dict) -> dict:
    return {key: value for key, value in values.items() if value and _LANGUAGE_TAG.match(key)}


@lru_cache(maxsize=256)
def _language_names(code: str) -> Labels:
    """Return the names of a language, which the start lists leave to Babel."""
    names = {}
    for language in SCHEME_LANGUAGES[1:]:
        try:
            name = Locale.parse(code, sep="-").get_language_name(language)
        except (UnknownLocaleError, ValueError):
            return {}
        if name:
            names[language] = name
    return names


def literal(text: str, language: str = "") -> str:
    """Return a quoted Turtle string, with its language tag when one is given."""
    escaped = _SPECIAL.sub(lambda found: _escape(found.group()), text)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def iri(address: str) -> str:
    """Return an address between angle brackets, with what must not stand there percent-encoded."""
    return f"<{_NOT_IN_IRI.sub(lambda found: f'%{ord(found.group()):02X}', iri_to_uri(address))}>"


def turtle(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the Turtle document of a vocabulary block by block."""
    terms = list(Term.objects.of(vocabulary).select_related("parent"))
    narrower: dict[int, list[Term]] = {}
    for term in terms:
        if term.parent_id:
            narrower.setdefault(term.parent_id, []).append(term)
    yield _PREFIXES
    yield _block(scheme_iri(vocabulary), _scheme_statements(vocabulary, terms))
    for term in terms:
        yield _block(concept_iri(term), _concept_statements(term, narrower.get(term.pk, [])))


Statement = tuple[str, list[str]]


def _scheme_statements(vocabulary: Vocabulary, terms: Iterable[Term]) -> Iterator[Statement]:
    titles: Labels = {}
    for language in SCHEME_LANGUAGES:
        with override(language):
            title = str(vocabulary.label)
        # A language into which the interface is not translated yet answers in English.
        if language == "en" or title != titles["en"]:
            titles[language] = title
    yield "a", ["skos:ConceptScheme"]
    yield "dct:title", [literal(title, language) for language, title in titles.items()]
    yield "skos:prefLabel", [literal(title, language) for language, title in titles.items()]
    yield "skos:hasTopConcept", [iri(concept_iri(term)) for term in terms if not term.parent_id]


def _concept_statements(term: Term, narrower: list[Term]) -> Iterator[Statement]:
    scheme = iri(scheme_iri(term.vocabulary))
    yield "a", ["skos:Concept"]
    yield "skos:inScheme", [scheme]
    yield "skos:notation", [literal(term.code or term.slug)]
    yield (
        "skos:prefLabel",
        [literal(label, language) for language, label in labels_of(term).items()],
    )
    yield (
        "skos:altLabel",
        [
            literal(word, language)
            for language, words in synonyms_of(term).items()
            for word in words
        ],
    )
    yield "skos:scopeNote", [literal(term.scope_note, "en")] if term.scope_note else []
    yield "skos:topConceptOf", [] if term.parent else [scheme]
    yield "skos:broader", [iri(concept_iri(term.parent))] if term.parent else []
    yield "skos:narrower", [iri(concept_iri(child)) for child in narrower]


def _block(subject: str, statements: Iterable[Statement]) -> str:
    lines = [f"  {name} {', '.join(values)}" for name, values in statements if values]
    return f"\n{iri(subject)}\n" + " ;\n".join(lines) + " .\n"
