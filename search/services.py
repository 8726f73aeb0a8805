"""Owns the one way to search: page, API, feed and exports all ask here and get the same answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from search.analysis import fold, words_of
from search.documents import KINDS
from search.engines.base import Engine, EngineRequest, Hit
from search.engines.selection import get_engine
from search.expansion import Expansion
from search.facets import FACETS, FACETS_BY_NAME
from search.query import MAX_OFFSET, MAX_PAGE_SIZE, SearchQuery
from search.vocabulary import Vocabulary, organisation_names, vocabulary
from search.words import ParsedWords, Prefix, Word, parse_words, plain_words

MAX_CORRECTED_WORDS = 6
MAX_ATTEMPTS = 12
SUGGESTION_LENGTH = 200
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
    count: int = 0
    hits: Sequence[Hit] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    suggestion: str | None = None
    expansions: tuple[Expansion, ...] = ()

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

    The index holds what everybody may see, so that every `viewer` gets the same answer.
    """
    if query.is_refused:
        return SearchResults(query=query, problems=query.problems)
    engine, known = get_engine(), vocabulary()
    words, expansions = known.thesaurus.expand(parse_words(query.q))
    sizes = {facet.name: facet.size for facet in FACETS} if with_facets else {}
    offset = (query.page - 1) * query.page_size
    is_reachable = offset + query.page_size <= MAX_OFFSET
    request = EngineRequest(
        words=words,
        filters=query.selections,
        year_from=query.year_from,
        year_to=query.year_to,
        sort=query.effective_sort,
        offset=offset if is_reachable else 0,
        limit=query.page_size if is_reachable else 0,
        facets=sizes,
    )
    answer = engine.search(request)
    results = SearchResults(
        query=query,
        count=answer.count,
        hits=answer.hits,
        facets=_labelled(answer.facets, query, known),
        expansions=expansions,
        suggestion=suggest(query, request, engine, known) if query.q and not answer.count else None,
    )
    return replace(
        results, problems=(*query.problems, *_paging_problems(results), *_hints(query, known))
    )


def every_hit(query: SearchQuery, limit: int) -> Iterator[Hit]:
    """Yield the hits of a query from the first on, up to `limit`, whatever page was asked for."""
    found = 0
    for page in range(1, -(-limit // MAX_PAGE_SIZE) + 1):
        hits = search(query.with_page(page, MAX_PAGE_SIZE), with_facets=False).hits
        yield from hits[: limit - found]
        found += len(hits)
        if len(hits) < MAX_PAGE_SIZE:
            return


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


def _hints(query: SearchQuery, known: Vocabulary) -> list[str]:
    hints = []
    for name, values in query.selections.items():
        facet = FACETS_BY_NAME[name]
        unknown = facet.unknown(values, known)
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
    for name, found in counts.items():
        chosen = query.chosen(name)
        values = []
        for value in dict.fromkeys((*found, *chosen)):
            label = organisations.get(value) if name == "organisation" else known.label(name, value)
            values.append(FacetValue(value, label or value, found.get(value, 0), value in chosen))
        if name in LISTED_IN_ORDER:
            values.sort(key=lambda one: one.value if name == "category" else _kind_order(one.value))
        else:
            values.sort(key=lambda one: (-one.count, _folded(one.label), one.label))
        labelled[name] = values
    return labelled


def _folded(label: str) -> str:
    return " ".join(fold(word) for word in words_of(label))


def _kind_order(kind: str) -> str:
    return str(KINDS.index(kind)) if kind in KINDS else kind


def suggest(
    query: SearchQuery, request: EngineRequest, engine: Engine, known: Vocabulary
) -> str | None:
    """Return other words, close to those typed, that do find something; first among the chosen records, then all."""
    parsed = parse_words(query.q)
    typed = [
        word
        for node in parsed.required
        if isinstance(node, Word | Prefix)
        for word in plain_words(node)
    ]
    attempts = 0
    for narrowed in (request, replace(request, filters={}, year_from=None, year_to=None)):
        for candidate in _corrections(query.q, typed, engine, known):
            attempts += 1
            if attempts > MAX_ATTEMPTS:
                return None
            words: ParsedWords = known.thesaurus.expand(parse_words(candidate))[0]
            if engine.search(replace(narrowed, words=words, offset=0, limit=0, facets={})).count:
                return candidate
        if not query.is_narrowed:
            return None
    return None


def _corrections(q: str, typed: Sequence[str], engine: Engine, known: Vocabulary) -> Iterator[str]:
    """Yield the query with all unknown words mended, then with one word mended at a time."""
    if len(q) > SUGGESTION_LENGTH:
        return
    similar: dict[str, list[str]] = {}
    for word in dict.fromkeys(typed[:MAX_CORRECTED_WORDS]):
        similar[word] = engine.similar_words(word)
    missing = [word for word in similar if not _finds(word, engine, known) and similar[word]]
    mended = q
    for word in missing:
        mended = _replaced(mended, word, similar[word][0])
    if mended != q:
        yield mended
    for word in missing or similar:
        for other in similar[word]:
            yield _replaced(q, word, other)


def _finds(word: str, engine: Engine, known: Vocabulary) -> bool:
    words = known.thesaurus.expand(parse_words(word))[0]
    return engine.search(EngineRequest(words=words, limit=0)).count > 0


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
