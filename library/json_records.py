"""Policies and publications as the records of JSON files and the API: dicts with the keys of data/demo."""

from typing import Any

from library.models import Edition, LibraryRecord, PolicyPage, PublicationPage
from library.record_keys import RELATIONS, TERMS

Record = dict[str, Any]


def library_record(page: LibraryRecord) -> Record:
    """Return a policy or publication as a record; raises TypeError for a page that is not specific."""
    if isinstance(page, PolicyPage):
        return policy_record(page)
    if isinstance(page, PublicationPage):
        return publication_record(page)
    raise TypeError("A library record is a policy or a publication; ask for its specific page.")


def policy_record(page: PolicyPage) -> Record:
    """Return a policy as a record."""
    relations: dict[str, list[str]] = {kind: [] for kind in RELATIONS}
    for row in page.relations.all():
        relations[row.kind].append(row.other.slug if row.other else row.slug)
    return {
        "record": "policy",
        "slug": page.slug,
        "title": page.title,
        "short_title": page.short_title or None,
        "kind": page.kind.slug if page.kind else None,
        "level": page.level or None,
        "body": page.body or None,
        "countries": _countries(page),
        "year_adopted": page.year_adopted,
        "in_force": page.in_force,
        "reference": page.reference or None,
        "url": page.address or None,
        "summary": page.summary or None,
        "topics": _slugs(page, "topics"),
        "regions": _slugs(page, "regions"),
        "exploitation_forms": _slugs(page, "exploitation_forms"),
        **relations,
        "monitoring_body": page.monitoring_body or None,
        "languages": list(page.languages),
        "status": page.status,
        **_rights(page),
    }


def publication_record(page: PublicationPage) -> Record:
    """Return a publication as a record; authors are names, unless one of them is a body."""
    authors: list[Any] = [author.name for author in page.authors.all()]
    if any(author.is_corporate for author in page.authors.all()):
        authors = [
            {"name": author.name, "is_corporate": author.is_corporate}
            for author in page.authors.all()
        ]
    return {
        "record": "publication",
        "slug": page.slug,
        "title": page.title,
        "authors": authors,
        "publisher": page.publisher or None,
        "year": page.year,
        "kind": page.kind.slug if page.kind else None,
        "countries": _countries(page),
        "regions": _slugs(page, "regions"),
        "topics": _slugs(page, "topics"),
        "exploitation_forms": _slugs(page, "exploitation_forms"),
        "language": page.language or None,
        "summary": page.summary or None,
        "url": page.address or None,
        "doi": page.doi or None,
        "isbn": page.isbn or None,
        **_rights(page),
    }


def _rights(page: LibraryRecord) -> Record:
    return {
        "licence": page.licence or None,
        "rights": page.rights or None,
        "source": page.source or None,
        "editions": [_edition(edition) for edition in page.editions.all()],
    }


def _edition(edition: Edition) -> Record:
    return {
        "language": edition.language or None,
        "title": edition.title or None,
        "url": edition.address or None,
        "licence": edition.licence or None,
        "rights": edition.rights or None,
    }


def _countries(page: LibraryRecord) -> list[str]:
    return sorted(country.pk for country in page.countries.all())


def _slugs(page: LibraryRecord, key: str) -> list[str]:
    return [term.slug for term in page.terms_of(TERMS[key])]
