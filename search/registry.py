"""Owns which page types are searchable and how each becomes a document.

The search imports no content app: each writes a module `search_index.py`, found by autodiscovery:

    register(PracticePage, build_practice, kind="practice", queryset=practices_with_rows)
    not_searchable(PracticeIndexPage)
    affects(OrganisationPage, practices_of)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from search.documents import KINDS, SearchDocument

Builder = Callable[[Any], SearchDocument | None]
Dependents = Callable[[Any], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Registration:
    """A searchable page type. `queryset()` returns its pages with everything `build` reads already fetched."""

    model: type[Page]
    kind: str
    build: Builder
    queryset: Callable[[], QuerySet[Any]]


_registrations: dict[type[Page], Registration] = {}
_not_searchable: set[type[Page]] = set()
_dependents: dict[type[Page], list[Dependents]] = {}


def register(
    model: type[Page],
    build: Builder,
    *,
    kind: str,
    queryset: Callable[[], QuerySet[Any]] | None = None,
) -> None:
    """Let pages of a type be found. `build(page)` returns its document, or None for a page to leave out."""
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is no kind of record; add it to KINDS in search/documents.py.")
    _registrations[model] = Registration(model, kind, build, queryset or model._default_manager.all)


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
