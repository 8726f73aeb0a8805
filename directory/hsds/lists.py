"""Which objects of HSDS there are: the published directory, page by page.

Keys are queries that a view cuts a page from, so that an answer costs what stands in it and not what there is.
They are in the order in which entries were added: a new one moves no other to another page.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet, prefetch_related_objects

from core.access import Tier
from core.models import Term, Vocabulary
from directory.disclosure import DisclosedOrganisation, disclose_many, disclosed_locations
from directory.hsds.objects import (
    TAXONOMIES,
    Object,
    identifier,
    identifier_within,
    organization,
    page_behind,
    service,
    service_at_locations,
    taxonomy,
    taxonomy_term,
)
from directory.models import OrganisationPage
from directory.selectors import listed_organisations


@dataclass(frozen=True)
class Narrowing:
    """What the query string asks for: words, an organisation, a term, a taxonomy; empty means everything."""

    search: str = ""
    organization_id: str = ""
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""


Pair = tuple[int, int]
Place = tuple[int, int, int]


def organization_keys(asked: Narrowing) -> QuerySet:
    """Return the keys of the published organisations."""
    pages = listed_organisations()
    if asked.search:
        pages = pages.filter(title__icontains=asked.search)
    return pages.order_by("pk").values_list("pk", flat=True)


def service_keys(asked: Narrowing) -> QuerySet:
    """Return (organisation, term) for every service that a published organisation gives."""
    return _service_links(asked).values_list("organisationpage_id", "term_id")


def place_keys(asked: Narrowing, tier: Tier) -> QuerySet:
    """Return (organisation, term, location) for every service at a location that may be told."""
    places = _service_links(asked).filter(
        organisationpage__locations__in=disclosed_locations(tier).values("pk")
    )
    return (
        places.annotate(location=F("organisationpage__locations"))
        .order_by("organisationpage_id", "term_id", "organisationpage__locations__sort_order")
        .values_list("organisationpage_id", "term_id", "location")
    )


def _service_links(asked: Narrowing) -> QuerySet:
    terms = Term.objects.of(Vocabulary.SERVICES)
    if asked.search:
        terms = terms.filter(label__icontains=asked.search)
    wanted = [term.pk for term in terms if _is_asked_for(term, asked)]
    pages = listed_organisations()
    if asked.organization_id:
        pages = pages.filter(pk=_organisation_asked_for(asked))
    links = OrganisationPage.terms.through.objects.filter(
        term__in=wanted, organisationpage__in=pages.values("pk")
    )
    return links.order_by("organisationpage_id", "term_id")


def _organisation_asked_for(asked: Narrowing) -> int:
    """Return the key of the organisation, 0 where the identifier is none of this site."""
    page = page_behind(asked.organization_id) or 0
    return page if identifier_within(page, "organization") == asked.organization_id else 0


def _is_asked_for(term: Term, asked: Narrowing) -> bool:
    term_id = identifier("taxonomy_term", term.vocabulary, term.slug)
    taxonomy_id = identifier("taxonomy", term.vocabulary)
    return asked.taxonomy_term_id in ("", term_id) and asked.taxonomy_id in ("", taxonomy_id)


def organizations(keys: Sequence[int], tier: Tier, *, nested: bool) -> list[Object]:
    """Return the organisations of one page."""
    return [organization(entry, nested=nested) for entry in _entries(keys, tier)]


def services(keys: Sequence[Pair], tier: Tier, *, nested: bool) -> list[Object]:
    """Return the services of one page."""
    return [service(entry, term, nested=nested) for entry, term in _pairs(keys, tier)]


def places(keys: Sequence[Place], tier: Tier) -> list[Object]:
    """Return the services at locations of one page."""
    pairs = list(dict.fromkeys((page, term) for page, term, _location in keys))
    found = {
        (entry.id, term.pk): service_at_locations(entry, term, nested=True)
        for entry, term in _pairs(pairs, tier)
    }
    numbers = _numbers({page for page, _term in pairs}, tier)
    return [
        found[page, term][numbers[location]]
        for page, term, location in keys
        if numbers.get(location, 0) < len(found.get((page, term), ()))
    ]


def _numbers(pages: set[int], tier: Tier) -> dict[int, int]:
    """Return for each location that may be told its place among those of its organisation."""
    rows: dict[int, list[int]] = defaultdict(list)
    for page, location in (
        disclosed_locations(tier).filter(page__in=pages).values_list("page", "pk")
    ):
        rows[page].append(location)
    return {location: number for found in rows.values() for number, location in enumerate(found)}


def the_organization(uuid: str, tier: Tier) -> list[Object]:
    """Return the organisation with an identifier, if there is one."""
    return _the(uuid, [organization(entry, nested=True) for entry in _entry_behind(uuid, tier)])


def the_service(uuid: str, tier: Tier) -> list[Object]:
    """Return the service with an identifier, if there is one."""
    given = [
        service(entry, term, nested=True)
        for entry in _entry_behind(uuid, tier)
        for term in entry.services
    ]
    return _the(uuid, given)


def the_place(uuid: str, tier: Tier) -> list[Object]:
    """Return the service at a location with an identifier, if there is one."""
    given = [
        place
        for entry in _entry_behind(uuid, tier)
        for term in entry.services
        for place in service_at_locations(entry, term, nested=True)
    ]
    return _the(uuid, given)


def _the(uuid: str, objects: list[Object]) -> list[Object]:
    return [one for one in objects if one["id"] == uuid]


def _entry_behind(uuid: str, tier: Tier) -> Iterator[DisclosedOrganisation]:
    page = page_behind(uuid)
    return _entries([] if page is None else [page], tier)


def _entries(keys: Sequence[int], tier: Tier) -> Iterator[DisclosedOrganisation]:
    pages = {page.pk: page for page in listed_organisations().filter(pk__in=keys)}
    entries = disclose_many([pages[key] for key in dict.fromkeys(keys) if key in pages], tier)
    types = [entry.type for entry in entries if entry.type]
    terms = [term for entry in entries for term in (*entry.services, *entry.target_groups)]
    prefetch_related_objects([*types, *terms], "parent")
    yield from entries


def _pairs(keys: Sequence[Pair], tier: Tier) -> Iterator[tuple[DisclosedOrganisation, Term]]:
    entries = {entry.id: entry for entry in _entries([page for page, _term in keys], tier)}
    for page, term_id in keys:
        if entry := entries.get(page):
            yield from ((entry, term) for term in entry.services if term.pk == term_id)


def taxonomies() -> list[Object]:
    """Return the vocabularies that describe organisations."""
    return [taxonomy(vocabulary) for vocabulary in TAXONOMIES]


def taxonomy_terms(asked: Narrowing) -> list[Object]:
    """Return the terms of those vocabularies."""
    terms: QuerySet[Term] = Term.objects.filter(vocabulary__in=TAXONOMIES).select_related("parent")
    return [
        taxonomy_term(term)
        for term in terms
        if asked.taxonomy_id in ("", identifier("taxonomy", term.vocabulary))
    ]
