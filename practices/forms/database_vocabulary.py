"""The words that forms are matched with, taken from the site's own vocabularies and directory."""

from collections import defaultdict

from core.models import Term
from directory.matching import OrganisationNames
from practices.forms.vocabulary import LISTS, Entry, FormVocabulary, TermList


def form_vocabulary(directory: OrganisationNames) -> FormVocabulary:
    """Return what readers of forms know: the terms as editors keep them, and every organisation's names."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for term in Term.objects.filter(vocabulary__in=LISTS).select_related("parent"):
        entries[term.vocabulary].append(entry(term))
    words = FormVocabulary(organisation_names=tuple(directory.all_names()))
    for name in LISTS:
        setattr(words, name, TermList(entries[name]))
    return words


def entry(term: Term) -> Entry:
    """Return a term as readers of forms take it."""
    words = {"en": tuple(term.synonyms)}
    for language, synonyms in term.synonyms_by_language.items():
        words[language] = tuple(synonyms)
    return Entry(
        slug=term.slug,
        labels={"en": term.label, **term.labels},
        synonyms=words,
        category=term.category or None,
        parent=term.parent.slug if term.parent else None,
    )
