"""Owns where readers go on while the search rests: pages that the database alone can show, in their language.

Apps name the page types that open their shelves in `search_index.py`:

    register_shelf(Shelf(PracticeIndexPage, place=10, note=_("By category."), parts=CategoryPage))
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail.models import Page

from core.countries import country_path
from core.countries.selectors import known_codes
from core.public_pages import open_to_all
from core.sorting import sort_key
from search.page_parts import Link
from search.rows import PagePaths
from search.vocabulary import vocabulary

_KNOWN_CODES, _SECONDS_KEPT = "search.countries-without-engine", 600


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page type that opens a shelf, in the order of `place`; the pages of type `parts` are its parts."""

    model: type[Page]
    place: int
    note: str | Promise = ""
    parts: type[Page] | None = None


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page to go on with; its language is that of the reader, or else the one in which it stands."""

    title: str
    url: str
    language: str
    note: str = ""
    parts: Sequence["OpenPage"] = field(default=())


_shelves: list[Shelf] = []


def register_shelf(shelf: Shelf) -> None:
    """Offer a shelf to readers while the search rests."""
    if shelf not in _shelves:
        _shelves.append(shelf)


def open_shelves() -> list[OpenPage]:
    """Return the shelves that the site has and everybody may open (one query beside the types of content)."""
    pages = _pages([one for shelf in _shelves for one in (shelf.model, shelf.parts) if one])
    return [
        OpenPage(page.title, page.url, page.language, str(shelf.note), pages.get(shelf.parts, ()))
        for shelf in sorted(_shelves, key=lambda one: one.place)
        for page in pages.get(shelf.model, ())[:1]
    ]


def open_countries() -> list[Link]:
    """Return the pages of the countries of which something is known, by name.

    Counting what is known asks the database a few times, so which they are is kept for some minutes.
    """
    known = vocabulary()
    codes: list[str] = cache.get_or_set(_KNOWN_CODES, known_codes, _SECONDS_KEPT) or []
    links = [Link(known.label("country", code) or code, country_path(code)) for code in codes]
    return sorted(links, key=lambda link: sort_key(link.label))


def _pages(models: Sequence[type[Page]]) -> dict[type[Page] | None, list[OpenPage]]:
    """Return the open pages of these types in the reader's language; what has none there, in the site's first."""
    active = get_language() or settings.LANGUAGE_CODE
    types = {one.pk: model for model, one in ContentType.objects.get_for_models(*models).items()}
    rows = open_to_all(Page.objects.filter(content_type__in=types)).filter(
        locale__language_code__in=(active, settings.LANGUAGE_CODE)
    )
    fields = ("content_type", "translation_key", "locale__language_code", "title", "url_path")
    found = sorted(rows.order_by("path").values_list(*fields), key=lambda row: row[2] != active)
    paths, told = PagePaths(), set()
    pages: dict[type[Page] | None, list[OpenPage]] = {}
    for content_type, key, language, title, url_path in found:
        url = paths.of(url_path)
        if url and key not in told:
            told.add(key)
            pages.setdefault(types[content_type], []).append(OpenPage(title, url, language))
    return pages
