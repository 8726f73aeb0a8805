"""The sections of the site: the index pages that stand under the home page at fixed addresses.

An app declares its own in a module `sections.py` (found by autodiscovery) with `@section`; importers
and demonstration loaders ask for the page by its type and always get it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from wagtail.models import Page

from core.models import HomePage

PageT = TypeVar("PageT", bound=Page)


@dataclass(frozen=True)
class Section:
    """One page that the site starts with: its type, its address under the home page, how to make it."""

    model: type[Page]
    slug: str
    build: Callable[[], Page]
    parent: type[Page] | None = None


_sections: list[Section] = []


def register_section(section: Section) -> None:
    """Add a section to the start content of new sites (parents before their children)."""
    _sections.append(section)


def ensure_sections(home: Page) -> None:
    """Create every declared section whose type and slug the site does not have yet."""
    for section in _sections:
        if section.model.objects.filter(slug=section.slug).exists():
            continue
        parent = section.parent.objects.first() if section.parent else home
        if parent is None:
            continue
        page = section.build()
        page.slug, page.locale = section.slug, home.locale
        parent.refresh_from_db()
        parent.add_child(instance=page)


def section_pages() -> list[Page]:
    """Return the pages that every site has from its start: the home pages and the declared sections."""
    pages = list(HomePage.objects.all())
    for section in _sections:
        pages += section.model.objects.filter(slug=section.slug)
    return pages
