"""Owns the way from the database to documents: which pages may be found, and their documents in batches."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from wagtail.models import Page

from search.documents import SearchDocument
from search.registry import Registration, registrations
from search.vocabulary import Vocabulary, vocabulary

logger = logging.getLogger(__name__)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one page: its document, or None when it must not be found, or why it could not be built."""

    page_id: int
    document: SearchDocument | None = None
    error: str = ""


class _RootPaths:
    """Stands in for a request: Wagtail keeps the site's root paths on it instead of asking the cache for each page."""


def findable() -> QuerySet[Page]:
    """Return the pages that anybody may find: live, not expired, not private by themselves or an ancestor.

    Aliases are left out: they repeat another page, which is found itself.
    """
    not_expired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    return Page.objects.live().public().filter(not_expired, alias_of__isnull=True)


def count_findable() -> int:
    """Return the number of pages that a whole index holds, at most."""
    types = ContentType.objects.get_for_models(*(one.model for one in registrations())).values()
    return findable().filter(content_type__in=types).count()


def build_pages(page_ids: Iterable[int]) -> Iterator[Built]:
    """Build pages as they stand in the database now; pages that may not be found yield no document."""
    wanted = list(dict.fromkeys(page_ids))
    rows = dict(findable().filter(pk__in=wanted).values_list("pk", "content_type_id"))
    done: set[int] = set()
    for registration in registrations() if rows else ():
        content_type = ContentType.objects.get_for_model(registration.model)
        own = [pk for pk, type_id in rows.items() if type_id == content_type.pk]
        if own:
            yield from _build(registration, own, vocabulary(), _RootPaths(), done)
    yield from (Built(pk) for pk in wanted if pk not in done)


def all_pages() -> Iterator[Built]:
    """Build every page that may be found, type by type."""
    known, roots = vocabulary(), _RootPaths()
    for registration in registrations():
        content_type = ContentType.objects.get_for_model(registration.model)
        ids = list(
            findable().filter(content_type=content_type).order_by("pk").values_list("pk", flat=True)
        )
        for start in range(0, len(ids), BATCH):
            yield from _build(registration, ids[start : start + BATCH], known, roots, set())


def _build(
    registration: Registration,
    ids: Sequence[int],
    known: Vocabulary,
    roots: _RootPaths,
    done: set[int],
) -> Iterator[Built]:
    for page in registration.queryset().filter(pk__in=ids):
        done.add(page.pk)
        yield _build_one(registration, page, known, roots)


def _build_one(
    registration: Registration, page: Any, known: Vocabulary, roots: _RootPaths
) -> Built:
    try:
        with translation.override(page.locale.language_code):
            document = registration.build(page)
        if document is None:
            return Built(page.pk)
        url = document.url or page.get_url_parts(roots)
        if not isinstance(url, str):
            url = url[2] if url else None
        if not url:  # not below the root of any site: nobody could open it
            return Built(page.pk)
        return Built(page.pk, known.expand(replace(document, url=url)))
    except Exception as error:  # one page that cannot be built must not stop the others; it is told and tried again
        logger.exception("Page %s could not be made into a search document.", page.pk)
        return Built(page.pk, error=f"{type(error).__name__}: {error}")
