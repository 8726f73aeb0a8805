"""How policies and publications are cited."""

from core.citation import Citation
from library.models import LibraryRecord, PolicyPage, PublicationPage


def citation_of(page: LibraryRecord, url: str) -> Citation:
    """Return how a work is cited, with the address of its record here; raises TypeError for other pages."""
    if isinstance(page, PolicyPage):
        return Citation(
            key=page.slug,
            authors=(page.body,) if page.body else (),
            year=page.year_adopted,
            title=page.title,
            part=page.reference,
            source="",
            url=page.address or url,
            language=next(iter(page.languages), page.locale.language_code),
            publisher=page.body,
            csl_kind="legislation",
        )
    if isinstance(page, PublicationPage):
        identifiers = (("doi", page.doi), ("isbn", page.isbn))
        return Citation(
            key=page.slug,
            authors=tuple(author.name for author in page.authors.all()),
            year=page.year,
            title=page.title,
            part="",
            source="",
            url=page.address or url,
            language=page.language or page.locale.language_code,
            publisher=page.publisher,
            identifiers=tuple((name, value) for name, value in identifiers if value),
            bibtex_kind="book" if page.isbn else "techreport",
            ris_kind="BOOK" if page.isbn else "RPRT",
            csl_kind="book" if page.isbn else "report",
            people=frozenset(one.name for one in page.authors.all() if not one.is_corporate),
        )
    raise TypeError("A library record is a policy or a publication; ask for its specific page.")
