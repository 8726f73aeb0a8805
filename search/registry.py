"""Owns which page types are searchable and how each becomes a document.

The search imports no content app: each writes a module `search_index.py`, found by autodiscovery:

    register(PracticePage, kind="practice", build_batch=build_practices)
    register(EventPage, build_event, kind="page")
    not_searchable(PracticeIndexPage)
    affects(OrganisationPage, practices_of)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from search.documents import KINDS, SearchDocument

Builder = Callable[[Any], SearchDocument | None]
BatchBuilder = Callable[[Sequence[int]], Iterable[SearchDocument]]
Dependents = Callable[[Any], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Registration:
    """A searchable page type: built page by page, or a batch at a time from plain rows (`search.rows`)."""

    model: type[Page]
    kind: str
    build: Builder | None
    build_batch: BatchBuilder | None
    queryset: Callable[[], QuerySet[Any]]


_registrations: dict[type[Page], Registration] = {}
_not_searchable: set[type[Page]] = set()
_dependents: dict[type[Page], list[Dependents]] = {}


def register(
    model: type[Page],
    build: Builder | None = None,
    *,
    kind: str,
    queryset: Callable[[], QuerySet[Any]] | None = None,
    build_batch: BatchBuilder | None = None,
) -> None:
    """Let pages of a type be found.

    `build(page)` returns the document of a page of `queryset()`, or None to leave it out. `build_batch(ids)` returns
    the documents of many live pages at once, all of one language, which is active meanwhile; types with many
    pages need it.
    """
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is no kind of record; add it to KINDS in search/documents.py.")
    if (build is None) == (build_batch is None):
        raise ValueError(f"Register {model.__name__} with either build or build_batch.")
    _registrations[model] = Registration(
        model, kind, build, build_batch, queryset or model._default_manager.all
    )


def unregister(model: type[Page]) -> None:
    """Forget a page type."""
    _registrations.pop(model, None)
    _not_searchable.discard(model)


def not_searchable(*models: type[Page]) -> None:
    """Declare that pages of these types are left out on purpose."""
    _not_searchable.update(models)


def affects(model: type[Page], dependents: Dependents) -> None:
    """Say whose documents repeat something of a page: `dependents(page)` returns the ids of those other pages."""
    _dependents.setdefault(model, []).append(dependents)


def registrations() -> list[Registration]:
    """Return every searchable page type."""
    return list(_registrations.values())


def registration_of(model: type[Page]) -> Registration | None:
    """Return how a page type is made searchable, if it is."""
    return _registrations.get(model)


def registrations_of_kind(kind: str) -> list[Registration]:
    """Return the page types whose records are of a kind."""
    return [registration for registration in _registrations.values() if registration.kind == kind]


def is_declared(model: type[Page]) -> bool:
    """Tell whether somebody said if a page type is searchable."""
    return model in _registrations or model in _not_searchable


def dependents_of(page: Page) -> set[int]:
    """Return the ids of other pages whose documents repeat something of this page."""
    return {pk for function in _dependents.get(type(page), ()) for pk in function(page)}
