"""Writes many pages at once: tree rows, rows of the page type, child rows and links, in four kinds of insert."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from wagtail.models import Page


@dataclass
class NewPage:
    """A page that is not written yet, its ordered rows, and the keys of what it is linked to by field name."""

    page: Page
    rows: Sequence[models.Model] = ()
    links: dict[str, Iterable[Any]] = field(default_factory=dict)


def insert_pages(parent: Page, new_pages: Sequence[NewPage]) -> None:
    """Write pages of one type below `parent`, after its present children, and give each its key.

    No signal is sent and no revision is made: the search index has to be rebuilt afterwards.
    """
    if not new_pages:
        return
    pages = [new.page for new in new_pages]
    model = type(pages[0])
    _place_in_tree(parent, pages, ContentType.objects.get_for_model(model))
    _insert_page_rows(pages)
    # `bulk_create` refuses multi-table children because it could not know their keys; here they are known,
    # so the half of it that inserts into one table is called directly.
    model._base_manager.all()._batched_insert(  # type: ignore[attr-defined]
        pages, model._meta.local_concrete_fields, batch_size=None
    )
    _insert_rows(new_pages)
    _insert_links(model, new_pages)


def _place_in_tree(parent: Page, pages: Sequence[Page], content_type: ContentType) -> None:
    parent.refresh_from_db()
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for number, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(parent.path, parent.depth + 1, number)
        page.depth = parent.depth + 1
        page.numchild = 0
        page.content_type = content_type
        page.locale_id = parent.locale_id
        page.draft_title = page.title
        page.url_path = f"{parent.url_path}{page.slug}/"
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))


def _insert_page_rows(pages: Sequence[Page]) -> None:
    names = [f.attname for f in Page._meta.local_concrete_fields if not f.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    # A sequence of PostgreSQL and RETURNING of SQLite both give the keys in the order of the rows.
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.pk = page.id = row.pk


def _insert_rows(new_pages: Sequence[NewPage]) -> None:
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for new in new_pages:
        for order, row in enumerate(new.rows):
            key = "content_object_id" if hasattr(row, "content_object_id") else "page_id"
            setattr(row, key, new.page.pk)
            if hasattr(row, "sort_order"):
                row.sort_order = order
            by_model.setdefault(type(row), []).append(row)
    for model, rows in by_model.items():
        model._base_manager.bulk_create(rows)


def _insert_links(model: type[models.Model], new_pages: Sequence[NewPage]) -> None:
    names = dict.fromkeys(name for new in new_pages for name in new.links)
    for name in names:
        relation: Any = model._meta.get_field(name)
        through = relation.remote_field.through
        source, target = (
            f"{relation.m2m_field_name()}_id",
            f"{relation.m2m_reverse_field_name()}_id",
        )
        through._base_manager.bulk_create(
            [
                through(**{source: new.page.pk, target: key})
                for new in new_pages
                for key in dict.fromkeys(new.links.get(name, ()))
            ]
        )
