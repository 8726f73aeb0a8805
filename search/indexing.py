"""Owns the way from the database to documents: which pages may be found, and their documents in batches."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from wagtail.models import Page

from search.documents import SearchDocument
from search.registry import Builder, Registration, registrations
from search.rows import PagePaths
from search.vocabulary import Vocabulary, vocabulary

logger = logging.getLogger(__name__)
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one page: its document, or None when it must not be found, or why it could not be built."""

    page_id: int
    document: SearchDocument | None = None
    error: str = ""


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
    done: set[int] = set()
    for built in _build_all(findable().filter(pk__in=wanted)):
        done.add(built.page_id)
        yield built
    yield from (Built(pk) for pk in wanted if pk not in done)


def all_pages() -> Iterator[Built]:
    """Build every page that may be found, type by type."""
    return _build_all(findable())


def _build_all(pages: QuerySet[Page]) -> Iterator[Built]:
    known, paths = vocabulary(), PagePaths()
    for registration in registrations():
        content_type = ContentType.objects.get_for_model(registration.model)
        rows = pages.filter(content_type=content_type).order_by("locale", "pk")
        listed = list(rows.values_list("locale__language_code", "pk", "url_path"))
        for language, group in groupby(listed, key=lambda row: row[0]):
            places = {pk: url_path for _, pk, url_path in group}
            ids = list(places)
            for start in range(0, len(ids), BATCH):
                with translation.override(language):
                    batch = list(_build_batch(registration, ids[start : start + BATCH]))
                for built in batch:
                    yield _complete(built, known, paths.of(places[built.page_id]))


def _build_batch(registration: Registration, ids: Sequence[int]) -> Iterator[Built]:
    """Build pages of one type and language; when a batch fails, page by page, so that one cannot stop the others."""
    if registration.build is not None:
        for page in registration.queryset().filter(pk__in=ids):
            yield _build_one(registration.build, page)
        return
    assert registration.build_batch is not None
    try:
        documents = {one.page_id: one for one in registration.build_batch(ids)}
    except Exception as error:
        if len(ids) > 1:
            for pk in ids:
                yield from _build_batch(registration, [pk])
        else:
            yield _failure(ids[0], error)
        return
    yield from (Built(pk, documents.get(pk)) for pk in ids)


def _build_one(build: Builder, page: Any) -> Built:
    try:
        return Built(page.pk, build(page))
    except Exception as error:
        return _failure(page.pk, error)


def _failure(page_id: int, error: Exception) -> Built:
    """Tell that a page cannot be built; it is tried again later and stops nothing meanwhile."""
    logger.error("Page %s could not be made into a search document.", page_id, exc_info=error)
    return Built(page_id, error=f"{type(error).__name__}: {error}")


def _complete(built: Built, known: Vocabulary, address: str) -> Built:
    """Add broader terms and the address; a page below no site, which nobody could open, has no document."""
    document = built.document
    if document is None:
        return built
    url = document.url or address
    return Built(built.page_id, known.expand(document, url=url) if url else None)
