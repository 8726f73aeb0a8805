"""Owns the one way to search: page, API, feed and exports all ask here and get the same answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search.analysis import fold, words_of
from search.documents import KINDS
from search.engines.base import Engine, EngineRequest, FacetCounts, Hit
from search.engines.selection import get_engine
from search.expansion import Expansion
from search.query import MAX_OFFSET, MAX_PAGE_SIZE, SearchQuery
from search.vocabulary import Vocabulary, organisation_names, vocabulary
from search.words import ParsedWords, Phrase, Word, parse_words

MAX_CORRECTED_WORDS = 6
MAX_ATTEMPTS = 12
SUGGESTION_LENGTH = 200
POOR_ANSWER = 20
BETTER_TIMES = 3
PAGES_OF_A_HIT = 3
LISTED_IN_ORDER = ("kind", "category")
"""Facets whose few values keep their places; the others list what is most frequent first."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One line of a facet: how many records it would leave, and whether it is chosen."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class SearchResults:
    """An answer to a query, ready to be shown in any form."""

    query: SearchQuery
    known: Vocabulary
    count: int = 0
    hits: Sequence[Hit] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    suggestion: str | None = None
    expansions: tuple[Expansion, ...] = ()
    words: ParsedWords = field(default_factory=ParsedWords)
    """The words as the engine got them, widened by the vocabularies."""

    @property
    def pages(self) -> int:
        """Return the number of pages, one at least."""
        return max(1, -(-self.count // self.query.page_size))

    @property
    def last_page(self) -> int:
        """Return the last page that can be opened."""
        return min(self.pages, MAX_OFFSET // self.query.page_size)


def search(query: SearchQuery, *, viewer: Any = None, with_facets: bool = True) -> SearchResults:
    """Answer a query; raises EngineUnavailable when the engine is down.

    Without facets the hits come without pages of their documents too: feeds, exports and counts show neither.
    The index holds what everybody may see, so that every `viewer` gets the same answer.
    """
    if query.is_refused:
        return SearchResults(query=query, known=vocabulary(), problems=query.problems)
    engine, known = get_engine(), vocabulary()
    words, expansions = known.thesaurus.expand(parse_words(query.q), query.as_typed)
    request = _request(query, words, with_facets=with_facets)
    answer = engine.search(request)
    suggestion = _suggestion(query, request, answer.count, engine, known)
    if query.q and not answer.count and suggestion is None:
        loosened, told = known.thesaurus.loosen(
            words, lambda word: _is_known(word, engine, known), query.as_typed
        )
        if told:
            words, expansions = loosened, (*expansions, *told)
            answer = engine.search(replace(request, words=words))
    results = SearchResults(
        query=query,
        known=known,
        count=answer.count,
        hits=_opening_at(query.q, answer.hits),
        facets=_labelled(answer.facets, query, known),
        expansions=expansions,
        suggestion=suggestion,
        words=words,
    )
    return replace(
        results,
        problems=(
            *query.problems,
            *_paging_problems(results),
            *(_hints(query, known, answer.facets) if with_facets or not answer.count else ()),
        ),
    )


def asked_of_engine(results: SearchResults) -> EngineRequest:
    """Return what the engine was asked for an answer, its facets and pages of documents aside."""
    return _request(results.query, results.words)


def _opening_at(q: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Let the pages that were found open with the words of the query marked."""
    for hit in hits:
        hit.passages = [
            replace(one, url=f"{one.url}{'&' if '?' in one.url else '?'}{urlencode({'q': q})}")
            for one in hit.passages
        ]
    return hits


def every_hit(query: SearchQuery, limit: int) -> Iterator[Hit]:
    """Yield the hits of a query from the first on, up to `limit`, whatever page was asked for."""
    found = 0
    for page in range(1, -(-limit // MAX_PAGE_SIZE) + 1):
        hits = search(query.with_page(page, MAX_PAGE_SIZE), with_facets=False).hits
        yield from hits[: limit - found]
        found += len(hits)
        if len(hits) < MAX_PAGE_SIZE:
            return


def every_key(query: SearchQuery, limit: int) -> list[str]:
    """Return the keys of what a query finds, in its order, up to `limit`; far less work than the hits."""
    known = vocabulary()
    words, _told = known.thesaurus.expand(parse_words(query.q), query.as_typed)
    return get_engine().keys(replace(_request(query, words), offset=0, limit=limit, facets={}))


def _request(query: SearchQuery, words: ParsedWords, *, with_facets: bool = False) -> EngineRequest:
    offset = (query.page - 1) * query.page_size
    is_reachable = offset + query.page_size <= MAX_OFFSET
    return EngineRequest(
        words=words,
        filters=query.scope.filters(query.selections),
        year_from=query.year_from,
        year_to=query.year_to,
        sort=query.effective_sort,
        offset=offset if is_reachable else 0,
        limit=query.page_size if is_reachable else 0,
        facets={facet.name: facet.size for facet in query.scope.facets} if with_facets else {},
        sinking=query.scope.sinking,
        pages=PAGES_OF_A_HIT if with_facets else 0,
    )


def _paging_problems(results: SearchResults) -> list[str]:
    if results.query.page <= results.last_page:
        return []
    if results.pages > results.last_page:
        return [
            _("Pages go up to %(last)d. Narrow the search to see records further down.")
            % {"last": results.last_page}
        ]
    return [
        _("There is no page %(page)d; the last one is %(last)d.")
        % {"page": results.query.page, "last": results.pages}
    ]


def _hints(query: SearchQuery, known: Vocabulary, counts: FacetCounts) -> list[str]:
    """Return a hint for each facet in which a value was chosen that no list and no record knows."""
    hints = []
    for name, values in query.selections.items():
        facet = query.scope.facet(name)
        unknown = facet.unknown([one for one in values if not counts.get(name, {}).get(one)], known)
        if unknown:
            hints.append(facet.hint(unknown))
    return hints


def _labelled(
    counts: Mapping[str, Mapping[str, int]], query: SearchQuery, known: Vocabulary
) -> dict[str, Sequence[FacetValue]]:
    """Return the facets with names, chosen and frequent values first; a chosen value is listed even with nothing."""
    organisations = organisation_names(
        {*counts.get("organisation", ()), *query.chosen("organisation")} if counts else ()
    )
    labelled: dict[str, Sequence[FacetValue]] = {}
    for name, indexed in counts.items():
        facet, chosen = query.scope.facet(name), query.chosen(name)
        found = facet.counted(indexed, chosen)
        values = []
        for value in dict.fromkeys((*found, *chosen)):
            named = (
                organisations.get(value) if name == "organisation" else facet.label(value, known)
            )
            values.append(FacetValue(value, named or value, found.get(value, 0), value in chosen))
        if name in LISTED_IN_ORDER:
            values.sort(key=lambda one: one.value if name == "category" else _kind_order(one.value))
        elif None not in (places := {one.value: facet.place(one.value) for one in values}).values():
            values.sort(key=lambda one: places[one.value] or 0)
        else:
            values.sort(key=lambda one: (-one.count, _folded(one.label), one.label))
        labelled[name] = values
    return labelled


@lru_cache(maxsize=5_000)
def _folded(label: str) -> str:
    return " ".join(fold(word) for word in words_of(label))


def _kind_order(kind: str) -> str:
    return str(KINDS.index(kind)) if kind in KINDS else kind


def _suggestion(
    query: SearchQuery, request: EngineRequest, count: int, engine: Engine, known: Vocabulary
) -> str | None:
    """Return better words for an empty answer, or for a poor one to words that stand in no record as typed."""
    if not query.q:
        return None
    if not count:
        return suggest(query, request, engine, known, at_least=1)
    if count >= POOR_ANSWER or all(_is_known(word, engine, known) for word in _typed(query.q)):
        return None
    return suggest(query, request, engine, known, at_least=count * BETTER_TIMES)


def _is_known(word: str, engine: Engine, known: Vocabulary) -> bool:
    """Tell whether a word is one of the vocabularies or stands, as typed, in some record."""
    if known.thesaurus.find([word]):
        return True
    exact = ParsedWords(required=(Phrase((word,)),))
    return engine.search(EngineRequest(words=exact, limit=0)).count > 0


def _typed(q: str) -> list[str]:
    """Return the words in which a slip may be mended: not those in quotes or excluded."""
    nodes = (node for node in parse_words(q).required if isinstance(node, Word))
    return list(dict.fromkeys(node.text for node in nodes))[:MAX_CORRECTED_WORDS]


def suggest(
    query: SearchQuery, request: EngineRequest, engine: Engine, known: Vocabulary, *, at_least: int
) -> str | None:
    """Return other words, close to those typed, that find so many records; among the chosen ones first, then all."""
    attempts = 0
    everything = replace(request, filters=query.scope.filters({}), year_from=None, year_to=None)
    for narrowed in (request, everything):
        for candidate in _corrections(query.q, engine, known):
            attempts += 1
            if attempts > MAX_ATTEMPTS:
                return None
            words: ParsedWords = known.thesaurus.expand(parse_words(candidate))[0]
            tried = replace(narrowed, words=words, offset=0, limit=0, facets={})
            if engine.search(tried).count >= at_least:
                return candidate
        if not query.is_narrowed:
            return None
    return None


def _corrections(q: str, engine: Engine, known: Vocabulary) -> Iterator[str]:
    """Yield the query with all unknown words mended, then with one word mended at a time."""
    if len(q) > SUGGESTION_LENGTH:
        return
    similar = {word: engine.similar_words(word) for word in _typed(q)}
    unknown = [word for word in similar if similar[word] and not _is_known(word, engine, known)]
    mended = q
    for word in unknown:
        mended = _replaced(mended, word, similar[word][0])
    if mended != q:
        yield mended
    for word in unknown or similar:
        for other in similar[word]:
            yield _replaced(q, word, other)


def _replaced(q: str, word: str, other: str) -> str:
    """Return the query with one whole word replaced, everything else left as typed."""
    position = 0
    for one in words_of(q):
        place = q.find(one, position)
        if place < 0:
            break
        if one == word:
            return q[:place] + other + q[place + len(one) :]
        position = place + len(one)
    return q
