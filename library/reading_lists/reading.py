"""Reads of a reading list: its records that everybody may read, each with its citation."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from core.citation import Citation, citable_models, citation_of_page
from core.public_pages import open_to_all
from library.models import ReadingList
from search.rows import PagePaths


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on a list; `number` counts from 1."""

    number: int
    key: int
    page: Page
    url: str
    note: str
    kind: str


def citable_pages() -> QuerySet[Page]:
    """Return the pages that everybody may read and that can be cited: these can stand on a list."""
    types = ContentType.objects.get_for_models(*citable_models()).values()
    return open_to_all(Page.objects.filter(content_type__in=list(types)))


def entries_of(reading_list: ReadingList) -> list[Entry]:
    """Return the records of a list in its order; what is no longer public is left out, and stays on the list."""
    items = list(reading_list.items.all())
    pages = {
        page.pk: page for page in citable_pages().filter(pk__in=[each.page_id for each in items])
    }
    paths = PagePaths()
    shown = [each for each in items if each.page_id in pages]
    return [
        Entry(
            number=number,
            key=each.pk,
            page=pages[each.page_id],
            url=paths.of(pages[each.page_id].url_path),
            note=each.note,
            kind=str(pages[each.page_id].page_type_display_name),
        )
        for number, each in enumerate(shown, start=1)
    ]


def cited_entries(reading_list: ReadingList) -> list[tuple[Entry, Citation]]:
    """Return the records of a list with their citations (a few queries a record)."""
    return [
        (entry, citation_of_page(entry.page.specific, f"{settings.SITE_URL}{entry.url}"))
        for entry in entries_of(reading_list)
    ]
