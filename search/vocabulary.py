"""Owns what the search knows of terms, countries and languages: their names, broader terms and synonyms, kept ready."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock

from babel import Locale as BabelLocale
from django.conf import settings
from django.db.models import Count, Max, QuerySet, Subquery, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Country, Term
from core.models.country import territory_names
from core.prepared import PreparedQuery
from search.analysis import LANGUAGES
from search.documents import SearchDocument
from search.expansion import Concept, Thesaurus
from search.facets import CATEGORY, FACETS_BY_NAME, indexed_facets
from search.registry import registrations_of_kind
from search.suggesting.names import NameStarts

KIND_LABELS = {
    "practice": _("Practice charts"),
    "case-study": _("Case studies"),
    "organisation": _("Organisations"),
    "policy": _("Policies"),
    "publication": _("Publications"),
    "newsletter": _("Newsletter issues"),
    "page": _("Pages"),
}
KIND_NAMES = {
    "practice": _("Practice chart"),
    "case-study": _("Case study"),
    "organisation": _("Organisation"),
    "policy": _("Policy"),
    "publication": _("Publication"),
    "newsletter": _("Newsletter issue"),
    "page": _("Page"),
}
# Names that readers type and Babel does not give.
OTHER_NAMES = {
    "CZ": ("Czech Republic",),
    "GB": ("UK", "Great Britain", "Britain"),
    "MK": ("Macedonia", "FYROM"),
    "TR": ("Turkey",),
    "US": ("USA",),
}
_FRESH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term or country as the search knows it."""

    facet: str
    value: str
    labels: Mapping[str, str]
    order: int = 0
    parent: str | None = None
    synonyms: tuple[tuple[str, str], ...] = ()

    def label(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.labels.get(language) or self.labels["en"]


@dataclass
class Vocabulary:
    """All terms and countries at one moment."""

    entries: Mapping[tuple[str, str], TermEntry]
    facet_of_term: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """(facet, value) by the key of a term."""
    fingerprint: tuple[object, ...] = ()
    loaded_at: float = field(default_factory=time.monotonic)

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """Return the look-up of synonyms."""
        return Thesaurus(self.concepts())

    @cached_property
    def names(self) -> NameStarts:
        """Return the look-up of names by how they begin."""
        return NameStarts(self.concepts())

    def concepts(self) -> Sequence[Concept]:
        """Return every term and country of a public facet with its names in all languages."""
        return [
            Concept(
                facet=entry.facet,
                value=entry.value,
                label=entry.labels["en"],
                names=(
                    *((language, label.rstrip("*")) for language, label in entry.labels.items()),
                    *entry.synonyms,
                ),
            )
            for entry in self.entries.values()
            if entry.facet in FACETS_BY_NAME
        ]

    @cached_property
    def _broader(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Return each value with all its broader ones; a circle of parents ends where it began."""
        chains: dict[tuple[str, str], tuple[str, ...]] = {}
        for (facet, value), entry in self.entries.items():
            chain = [value]
            parent = entry.parent
            while parent is not None and parent not in chain:
                chain.append(parent)
                above = self.entries.get((facet, parent))
                parent = above.parent if above else None
            chains[facet, value] = tuple(chain)
        return chains

    def broader(self, facet: str, value: str) -> tuple[str, ...]:
        """Return a value with all its broader ones."""
        return self._broader.get((facet, value), (value,))

    def _with_broader(self, facet: str, values: Iterable[str]) -> list[str]:
        broader = self._broader
        return [one for value in values for one in broader.get((facet, value), (value,))]

    def expand(self, document: SearchDocument, *, url: str = "") -> SearchDocument:
        """Return the document, at its address, with broader terms, its kind and its language among its facets."""
        facets: dict[str, Iterable[str]] = {
            name: self._with_broader(name, values) for name, values in document.facets.items()
        }
        facets["kind"] = (document.kind,)
        facets.setdefault("language", (document.language,))
        return document.with_facets(facets, url=url)

    def label(self, facet: str, value: str) -> str | None:
        """Return the name of a value in the active language, or nothing when it is unknown."""
        language = (get_language() or "en").split("-")[0]
        entry = self.entries.get((facet, value))
        if entry is not None:
            return entry.label(language)
        if facet == "kind":
            return str(KIND_LABELS[value]) if value in KIND_LABELS else None
        if facet == "language":
            name = language_names(language).get(value)
            return name[:1].upper() + name[1:] if name else None
        if facet == "organisation":
            return organisation_names([value]).get(value)
        return None

    def order(self, facet: str, value: str) -> int:
        """Return the place of a value in its list."""
        entry = self.entries.get((facet, value))
        return entry.order if entry else 0


@lru_cache(maxsize=32)
def language_names(language: str) -> dict[str, str]:
    """Return names of languages by code, in a language."""
    return dict(BabelLocale.parse(language, sep="-").languages)


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return titles of live organisations by slug, with one query."""
    slugs = list(slugs)
    found: dict[str, str] = {}
    for registration in registrations_of_kind("organisation") if slugs else ():
        rows = registration.model._default_manager.filter(slug__in=slugs, live=True)
        found.update(rows.values_list("slug", "title"))
    return found


def facet_of_vocabulary() -> dict[str, str]:
    """Return the facet behind which each vocabulary stands; not all have one."""
    return {facet.vocabulary: facet.name for facet in indexed_facets() if facet.vocabulary}


def facets_of_terms(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    """Return the facet values of a record's terms; terms of lists without a facet are left out."""
    facets = facet_of_vocabulary()
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        facet = facets.get(term.vocabulary)
        if facet:
            found[facet].append(_value(term))
    return {facet: tuple(values) for facet, values in found.items()}


_lock = Lock()
_known: Vocabulary | None = None


def vocabulary() -> Vocabulary:
    """Return the vocabularies; they are read again when terms came or went, were saved here, or a minute passed."""
    global _known
    fingerprint = _fingerprint()
    with _lock:
        known = _known
        if (
            known is None
            or known.fingerprint != fingerprint
            or time.monotonic() - known.loaded_at > _FRESH_SECONDS
        ):
            known = _known = _load(fingerprint)
        return known


def recent_vocabulary() -> Vocabulary:
    """Return the vocabularies without asking the database for what is a minute old at most: enough to name values."""
    known = _known
    if known is None or time.monotonic() - known.loaded_at > _FRESH_SECONDS:
        return vocabulary()
    return known


def forget() -> None:
    """Let the next question read the vocabularies again."""
    global _known
    with _lock:
        _known = None


def _sizes_query() -> QuerySet:
    one = Value(1)
    countries = Country.objects.order_by().values(of=one).annotate(number=Count("pk"))
    return (
        Term.objects.order_by()
        .values(of=one)
        .annotate(
            number=Count("pk"), last=Max("pk"), country_number=Subquery(countries.values("number"))
        )
        .values_list("number", "last", "country_number")
    )


_sizes = PreparedQuery(_sizes_query)


def _fingerprint() -> tuple[object, ...]:
    return next(iter(_sizes.rows()), ())


def _load(fingerprint: tuple[object, ...]) -> Vocabulary:
    entries: dict[tuple[str, str], TermEntry] = {}
    of_vocabulary = facet_of_vocabulary()
    rows = list(Term.objects.filter(vocabulary__in=of_vocabulary))
    values = {term.pk: _value(term) for term in rows}
    for term in rows:
        facet = of_vocabulary[term.vocabulary]
        entries[facet, values[term.pk]] = TermEntry(
            facet=facet,
            value=values[term.pk],
            labels={"en": term.label, **term.labels},
            order=term.sort_order,
            parent=values.get(term.parent_id) if term.parent_id else None,
            synonyms=tuple(_synonyms(term)),
        )
    for country in Country.objects.all():
        entries["country", country.code] = _country_entry(country)
    facets = {term.pk: (of_vocabulary[term.vocabulary], values[term.pk]) for term in rows}
    return Vocabulary(entries, facets, fingerprint)


def _value(term: Term) -> str:
    """Return the value by which a facet knows a term: categories go by their letter."""
    is_category = term.vocabulary == CATEGORY.vocabulary
    return term.code if is_category and term.code else term.slug


def _synonyms(term: Term) -> Iterable[tuple[str, str]]:
    yield from (("en", name) for name in term.synonyms)
    for language, names in term.synonyms_by_language.items():
        yield from ((language, name) for name in names)


def _country_entry(country: Country) -> TermEntry:
    languages = {*LANGUAGES, *(language.split("-")[0] for language, __ in settings.LANGUAGES)}
    labels = {
        language: territory_names(language).get(country.code, country.code)
        for language in languages
    }
    synonyms = [("en", name) for name in OTHER_NAMES.get(country.code, ())]
    if country.label:
        synonyms.append(("en", labels["en"]))
        labels["en"] = country.label
    if country.is_marked:
        labels = {language: f"{label}*" for language, label in labels.items()}
    return TermEntry("country", country.code, labels, synonyms=tuple(synonyms))
