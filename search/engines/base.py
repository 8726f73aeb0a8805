"""Owns the plug point: what an engine is asked, what it answers, and what it promises."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from search.documents import SearchDocument
from search.scope import Sinking
from search.words import ParsedWords

WINDOW = 10_000
"""The last hit that can be asked for by its number, on every engine; keys are listed further on."""


class EngineUnavailable(Exception):
    """The engine cannot answer or write now; the message says why and how to mend it."""


class EngineBusy(EngineUnavailable):
    """Another process is writing; what was to be written stays in the outbox."""


class DocumentsRefused(EngineUnavailable):
    """The engine will never take these documents as they are; everything else of the batch was written."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {reason}" for key, reason in reasons.items())[:1_000])
        self.reasons = dict(reasons)


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """A search as an engine gets it: words parsed and expanded, filters cleaned, nothing left to interpret.

    `facets` are the facets to count, with the number of values wanted of each. A facet's counts ignore its own
    filter. `sort` is relevance, newest, title or confirmed (the last confirmed first, then by title). Records that
    sink come after all others, whatever the sort. `limit` 0 asks for counts alone; what is behind
    `WINDOW` is no hit. `pages` is the number of pages of documents wanted of each hit, at most.
    """

    words: ParsedWords = field(default_factory=ParsedWords)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: str = "newest"
    offset: int = 0
    limit: int = 20
    facets: Mapping[str, int] = field(default_factory=dict)
    sinking: Sinking | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Highlight:
    """Where a record was found: the section's name and a snippet that is safe HTML with <mark>."""

    section: str
    snippet: str


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A page of a document on which the words stand; the snippet is safe HTML with <mark>."""

    page: int
    snippet: str
    url: str
    language: str = ""


def _no_highlights() -> Sequence[Highlight]:
    return ()


@dataclass(slots=True)
class Hit:
    """A found record. Its highlights are computed when first asked for: exports and counts never pay for them."""

    key: str
    fields: Mapping[str, Any]
    """What the list shows: kind, language, title, url, summary, names, years, dates and the builder's card."""
    highlighter: Callable[[], Sequence[Highlight]] = _no_highlights
    passages: Sequence[PassageHit] = ()
    """The pages that have all the words, the best first; if no page has all of them, those that have some."""
    score: float | None = None
    _highlights: tuple[Highlight, ...] | None = None

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """Return the snippets, the title first, then summary and sections in reading order."""
        if self._highlights is None:
            self._highlights = tuple(self.highlighter())
        return self._highlights


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """A question for the records most like the one with `key`, of some kinds (none named: of any), so many at most."""

    key: str
    kinds: tuple[str, ...] = ()
    limit: int = 6


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """A record and those like it, the likest first. Their `fields["facets"]` are what they may have in common."""

    record: Hit | None = None
    hits: Sequence[Hit] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a record scored as it did: a sum or product, and what went into it; for administrators, in English."""

    value: float
    description: str
    details: "tuple[Explanation, ...]" = ()


FacetCounts = Mapping[str, Mapping[str, int]]
"""Counts by facet name, then by value; values nobody carries are absent."""


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """What an engine found: the number of all matches, one page of hits, the counts asked for."""

    count: int
    hits: Sequence[Hit] = ()
    facets: FacetCounts = field(default_factory=dict)


class Writer(Protocol):
    """A batch under way. Nothing is visible before the batch's context ends without an exception."""

    def put(self, document: SearchDocument) -> None:
        """Add a document with its passages, or replace the one with its key."""
        ...

    def delete(self, key: str) -> None:
        """Remove the document with this key, if there is one."""
        ...


class Engine(Protocol):
    """One search engine. Every method may raise EngineUnavailable and nothing else.

    Two engines given the same documents answer the same counts: tokens, matching and facets are defined by
    `search.analysis`, `search.words` and this module, and are held by one conformance suite.
    """

    name: str

    def is_built(self) -> bool:
        """Tell whether there is an index that fits the present schema."""
        ...

    def search(self, request: EngineRequest) -> EngineAnswer:
        """Answer a request."""
        ...

    def keys(self, request: EngineRequest) -> list[str]:
        """Return the keys alone of what matches, in the order of the request, up to its limit."""
        ...

    def similar_words(self, word: str, limit: int = 8) -> list[str]:
        """Return words of the index that a reader may have meant, the likeliest first."""
        ...

    def similar(self, request: SimilarRequest) -> SimilarAnswer:
        """Return a record and those most like it, by words and by facets; an empty answer when none has the key.

        The record itself is not among them, nor is one that has too little in common with it.
        """
        ...

    def explain(self, request: EngineRequest, key: str) -> Explanation | None:
        """Return why the record with a key ranks where it does by relevance; None when it does not match."""
        ...

    def spelled_out(self, request: EngineRequest) -> str:
        """Return what the engine is really asked for a request, in its own language, laid out to be read."""
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Open a batch on the live index, creating an empty one first when there is none."""
        ...

    def rebuilding(self) -> AbstractContextManager[Writer]:
        """Open a fresh index beside the live one; when the context ends without an exception it takes its place."""
        ...

    def count(self) -> int:
        """Return the number of documents."""
        ...

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Yield key and stamp of every document, for comparison with the database."""
        ...

    def clear(self) -> None:
        """Remove the index altogether."""
        ...


def put_all(engine: Engine, documents: Iterable[SearchDocument]) -> None:
    """Add or replace documents in one batch."""
    with engine.writing() as writer:
        for document in documents:
            writer.put(document)
