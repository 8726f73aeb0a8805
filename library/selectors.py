"""Reads of the libraries: the shelves, and who cites a work."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Case, F, Value, When

from core.citing import pages_citing
from core.public_pages import open_to_all
from library.models import LibraryRecord, PolicyLevel, PolicyPage, PublicationPage
from search.registry import registrations_of_kind
from search.vocabulary import KIND_NAMES

PAGE_SIZE = 40
_LEVELS = (PolicyLevel.GLOBAL, PolicyLevel.REGIONAL, PolicyLevel.NATIONAL)
#: The kinds of records, as the search names them, that cite works.
CITING_KINDS = ("practice", "case-study")


@dataclass(frozen=True)
class Group:
    """Works under one heading of a shelf."""

    title: str
    works: list[Any]


@dataclass(frozen=True)
class Shelf:
    """One page of a shelf, by level or by year."""

    groups: list[Group]
    page: PageOfList
    count: int


def policies_shelf(number: str) -> Shelf:
    """Return a page of the policies, global ones first, the newest first within a level."""
    levels = [When(level=level, then=Value(place)) for place, level in enumerate(_LEVELS)]
    works = open_to_all(
        PolicyPage.objects.select_related("kind").prefetch_related("countries")
    ).order_by(
        Case(*levels, default=Value(len(_LEVELS))),
        F("year_adopted").desc(nulls_last=True),
        "title",
    )
    return _shelf(works, number, lambda work: PolicyLevel(work.level).label if work.level else "")


def publications_shelf(number: str) -> Shelf:
    """Return a page of the publications, the newest first, undated ones last."""
    works = open_to_all(
        PublicationPage.objects.select_related("kind").prefetch_related("countries", "authors")
    ).order_by(F("year").desc(nulls_last=True), "title")
    return _shelf(works, number, lambda work: str(work.year or ""))


def _shelf(works: Any, number: str, heading: Any) -> Shelf:
    paginator = Paginator(works, PAGE_SIZE)
    page = paginator.get_page(int(number) if re.fullmatch(r"[0-9]{1,6}", number) else 1)
    groups = [Group(str(title), list(group)) for title, group in groupby(page, key=heading)]
    return Shelf(groups=groups, page=page, count=paginator.count)


def counts() -> dict[str, int]:
    """Return how many works each shelf has."""
    return {
        "policies": open_to_all(PolicyPage.objects.all()).count(),
        "publications": open_to_all(PublicationPage.objects.all()).count(),
    }


@dataclass(frozen=True, slots=True)
class Citing:
    """A chart or case that leads to a work."""

    title: str
    url_path: str
    kind: str


def cited_by(work: LibraryRecord) -> list[Citing]:
    """Return the public charts and cases that link to a work, to its address as cited or to its DOI (one query)."""
    kinds = {
        registration.model: str(KIND_NAMES[kind])
        for kind in CITING_KINDS
        for registration in registrations_of_kind(kind)
    }
    doi = getattr(work, "doi", "")
    addresses = [work.address, *(edition.address for edition in work.editions.all())]
    addresses += [f"https://{host}/{doi}" for host in ("doi.org", "dx.doi.org") if doi]
    addresses.append(f"{settings.SITE_URL}{work.url}")
    return [
        Citing(page.title, page.url_path, kinds[page.specific_class])
        for page in pages_citing(work, addresses, list(kinds))
    ]
