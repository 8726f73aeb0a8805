"""Owns what is suggested for a beginning: a few records, organisations, subjects and countries, none a dead end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from search.analysis import fold, words_of
from search.documents import KINDS
from search.engines.base import EngineRequest, Hit
from search.engines.selection import get_engine
from search.query import SearchQuery
from search.scope import PUBLIC
from search.suggesting.carried import Carried
from search.suggesting.names import NamedConcept
from search.vocabulary import KIND_NAMES, Vocabulary, vocabulary
from search.words import AnyOf, InTitle, Node, ParsedWords, Prefix, Word

LONGEST = 100
"""Characters that are read; nobody types on waiting for a suggestion after so many."""

SHORTEST = 2
MOST_WORDS = 8
ORGANISATION = "organisation"
OTHERS = tuple(kind for kind in KINDS if kind != ORGANISATION)
RECORDS, ORGANISATIONS, TERMS, COUNTRIES = 6, 4, 4, 3
_AT_ONCE = 64
"""Records that the one question asks for: nearly always enough for both groups, and every one costs time."""

_COMPARED = 4
"""So many times more are compared than shown, so that those whose title begins as typed come first."""

_FEW = 2
"""A group with fewer than so many times what it shows is asked for by itself, if the one question left some out."""

_carried = Carried()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line: where it leads, in its own language, and in a word what it is."""

    label: str
    url: str
    note: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionGroup:
    """Suggestions of one sort below their heading."""

    name: str
    label: str
    suggestions: Sequence[Suggestion]


def suggestions_for(text: str) -> list[SuggestionGroup]:
    """Return the groups that have something for what was typed so far; raises EngineUnavailable."""
    typed = words_of(text[:LONGEST])[:MOST_WORDS]
    if sum(map(len, map(fold, typed))) < SHORTEST:
        return []
    known = vocabulary()
    terms, countries = _named(typed, known)
    records, organisations = _titled(typed)
    found = [
        SuggestionGroup("records", _("Records"), _shown(records, typed, RECORDS, known)),
        SuggestionGroup(
            "organisations",
            _("Organisations"),
            _shown(organisations, typed, ORGANISATIONS, known),
        ),
        SuggestionGroup("terms", _("Subjects"), terms),
        SuggestionGroup("countries", _("Countries"), countries),
    ]
    return [group for group in found if group.suggestions]


def _titled(typed: Sequence[str]) -> tuple[Sequence[Hit], Sequence[Hit]]:
    """Return records and organisations by the words of their titles: one question, a second where it fell short."""
    engine = get_engine()
    request = EngineRequest(
        words=ParsedWords(required=tuple(_title_words(typed))), sort="relevance", limit=_AT_ONCE
    )
    answer = engine.search(request)

    def group(kinds: tuple[str, ...], limit: int) -> Sequence[Hit]:
        hits = [hit for hit in answer.hits if hit.fields["kind"] in kinds]
        if answer.count <= len(answer.hits) or len(hits) >= limit * _FEW:
            return hits
        alone = replace(request, filters={"kind": kinds}, limit=limit * _COMPARED)
        return engine.search(alone).hits

    return group(OTHERS, RECORDS), group((ORGANISATION,), ORGANISATIONS)


def _shown(
    hits: Sequence[Hit], typed: Sequence[str], limit: int, known: Vocabulary
) -> list[Suggestion]:
    """Return the first records: those whose title begins as typed, and among them those in the reader's language."""
    beginning = _folded(" ".join(typed))
    active = (get_language() or "en").split("-")[0]

    def place(hit: Hit) -> tuple[bool, bool]:
        return not _folded(hit.fields["title"]).startswith(beginning), hit.fields[
            "language"
        ] != active

    return [
        Suggestion(
            hit.fields["title"], hit.fields["url"], _note(hit, known), hit.fields["language"]
        )
        for hit in sorted(hits, key=place)[:limit]
    ]


def _title_words(typed: Sequence[str]) -> Iterator[Node]:
    """Ask for the words in the title, in any inflection; the last may not be finished and is a beginning too."""
    *finished, last = typed
    yield from (InTitle(Word(word)) for word in finished)
    if len(fold(last)) >= SHORTEST:
        yield AnyOf((InTitle(Prefix(last)), InTitle(Word(last))))
    elif not finished:
        yield InTitle(Word(last))


def _note(hit: Hit, known: Vocabulary) -> str:
    names = [known.label("country", code) or code for code in hit.fields["countries"][:2]]
    kind = hit.fields["kind"]
    return ", ".join([*([] if kind == ORGANISATION else [str(KIND_NAMES.get(kind, ""))]), *names])


def _named(typed: Sequence[str], known: Vocabulary) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return the subjects and the countries with such a name that some record carries."""
    named = known.names.find(typed, (TERMS + COUNTRIES) * _COMPARED)
    if not named:
        return [], []
    counts = _carried.counts(get_engine(), known)
    carried = [one for one in named if counts.get(one.concept.facet, {}).get(one.concept.value)]
    countries = [one for one in carried if one.concept.facet == "country"][:COUNTRIES]
    terms = [one for one in carried if one.concept.facet != "country"][:TERMS]
    return (
        [_term(one, counts, known) for one in terms],
        [_term(one, counts, known) for one in countries],
    )


def _term(
    one: NamedConcept, counts: Mapping[str, Mapping[str, int]], known: Vocabulary
) -> Suggestion:
    concept = one.concept
    label = known.label(concept.facet, concept.value) or concept.label
    query = SearchQuery(selections={concept.facet: (concept.value,)})
    title = str(PUBLIC.facet(concept.facet).title)
    parts = [] if concept.facet == "country" else [title]
    if _folded(one.name) != _folded(label):
        parts.append(f"“{one.name}”")
    parts.append(_finds(counts[concept.facet][concept.value]))
    return Suggestion(label, reverse("search") + query.query_string, ", ".join(parts))


def _finds(count: int) -> str:
    return ngettext("%(count)d record", "%(count)d records", count) % {"count": count}


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in words_of(name))
