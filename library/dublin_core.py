"""A policy or publication in Dublin Core, for the head of its page and for harvesters."""

from collections.abc import Iterator

from core.dublin_core import DublinCore, Element
from library.models import LibraryRecord, PolicyPage, PublicationPage


def description(page: LibraryRecord) -> DublinCore:
    """Return what everybody may know of a work; its page is specific."""
    return DublinCore.of([*_of_kind(page), *_common(page)])


def _common(page: LibraryRecord) -> Iterator[Element]:
    yield "description", page.summary
    yield "type", "Text"
    if page.kind:
        yield "type", page.kind.name
    yield "identifier", page.full_url or ""
    yield "source", page.address
    yield from (("subject", term.name) for term in page.terms.all())
    yield from (("coverage", country.name) for country in page.countries.all())
    yield "rights", page.licence
    yield "rights", page.rights


def _of_kind(page: LibraryRecord) -> Iterator[Element]:
    yield "title", page.title
    if isinstance(page, PolicyPage):
        yield "title", page.short_title
        yield "creator", page.body
        yield "date", str(page.year_adopted or "")
        yield "identifier", page.reference
        yield from (("language", language) for language in page.languages)
    if isinstance(page, PublicationPage):
        yield from (("creator", author.name) for author in page.authors.all())
        yield "publisher", page.publisher
        yield "date", str(page.year or "")
        yield "identifier", f"https://doi.org/{page.doi}" if page.doi else ""
        yield "identifier", f"urn:isbn:{page.isbn.replace('-', '')}" if page.isbn else ""
        yield "language", page.language
