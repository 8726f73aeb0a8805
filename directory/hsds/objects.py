"""Writes disclosed organisations as objects of HSDS 3.0.

An organisation of ours is an *organization*; each term of its services is a *service*; each of its locations is
a *location*, at which each service stands as a *service_at_location*; target groups and services are
*attributes* that point to terms of *taxonomies*. Identifiers are UUIDs made of the site's address and our own
keys, so that they stay the same from one answer to the next; those that can be asked for end with the key of
their organisation. Empty values are left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from core.models import Country, Term, Vocabulary
from directory.disclosure import DisclosedContact, DisclosedLocation, DisclosedOrganisation

Object = dict[str, Any]
UUID_FORM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: The vocabularies that describe organisations.
TAXONOMIES = (Vocabulary.SERVICES, Vocabulary.TARGET_GROUPS, Vocabulary.ORGANISATION_TYPES)


def identifier(kind: str, *keys: object) -> str:
    """Return the UUID of an object of this site."""
    return str(uuid5(NAMESPACE_URL, "/".join([settings.SITE_URL, "hsds", kind, *map(str, keys)])))


def identifier_within(page: int, kind: str, *keys: object) -> str:
    """Return the UUID of an object of an organisation; `page_behind` finds the organisation by it."""
    hashed = identifier(kind, page, *keys)
    # Version 8 is for identifiers that follow rules of their own (RFC 9562).
    return f"{hashed[:14]}8{hashed[15:-8]}{page:08x}"


def page_behind(uuid: str) -> int | None:
    """Return the key of the organisation that an identifier ends with; whether there is one is not asked."""
    return int(uuid[-8:], 16) if UUID_FORM.fullmatch(uuid) else None


def organization(entry: DisclosedOrganisation, *, nested: bool) -> Object:
    """Return an organisation; `nested` adds everything that hangs on it."""
    key = identifier_within(entry.id, "organization")
    basic = _filled(
        {
            "id": key,
            "name": entry.name,
            "alternate_name": entry.name_en if entry.name_en != entry.name else entry.acronym,
            "description": entry.description or entry.summary or entry.name,
            "email": entry.email,
            "website": entry.website,
            "legal_status": entry.type.name if entry.type else "",
            "year_incorporated": entry.founded,
            "uri": f"{settings.SITE_URL}/directory/{entry.slug}/",
        }
    )
    if not nested:
        return basic
    details = {
        "phones": _phones(entry, key),
        "contacts": [
            _contact(entry, key, row, number) for number, row in enumerate(entry.contacts)
        ],
        "locations": [location(entry, row, number) for number, row in enumerate(entry.locations)],
        "attributes": _attributes(key, "organization", [*entry.target_groups, *_types(entry)]),
        "services": [service(entry, term, nested=False) for term in entry.services],
    }
    return basic | _filled(details)


def service(entry: DisclosedOrganisation, term: Term, *, nested: bool) -> Object:
    """Return what an organisation does under one term of the services."""
    key = identifier_within(entry.id, "service", term.slug)
    confirmed = entry.confirmation.at
    basic = _filled(
        {
            "id": key,
            "organization_id": identifier_within(entry.id, "organization"),
            "name": term.name,
            "description": term.scope_note,
            "url": entry.website,
            "email": entry.email,
            "status": "active",
            "assured_date": confirmed.date().isoformat() if confirmed else "",
            "organization": organization(entry, nested=False),
        }
    )
    if not nested:
        return basic
    details = {
        "phones": _phones(entry, key),
        "languages": [_language(key, one.slug, one.name) for one in entry.languages],
        "service_areas": [_area(key, country) for country in entry.countries],
        "service_at_locations": service_at_locations(entry, term, nested=False),
        "attributes": _attributes(key, "service", [term, *entry.target_groups]),
    }
    return basic | _filled(details)


def service_at_locations(entry: DisclosedOrganisation, term: Term, *, nested: bool) -> list[Object]:
    """Return where one service of an organisation is given: once at each location that may be told."""
    places = []
    for number, row in enumerate(entry.locations):
        place = location(entry, row, number)
        places.append(
            _filled(
                {
                    "id": identifier_within(entry.id, "service_at_location", term.slug, number),
                    "service_id": identifier_within(entry.id, "service", term.slug),
                    "location_id": place["id"],
                    "location": place,
                    "service": service(entry, term, nested=False) if nested else None,
                }
            )
        )
    return places


def location(entry: DisclosedOrganisation, row: DisclosedLocation, number: int) -> Object:
    """Return a location as precisely as it was disclosed; without a town there is no address to give."""
    key = identifier("location", entry.id, number)
    address = {
        "id": identifier("address", entry.id, number),
        "location_id": key,
        "address_1": row.address,
        "city": row.town,
        "state_province": row.region,
        "postal_code": "",
        "country": row.country.pk if row.country else "",
        "address_type": "physical",
    }
    return _filled(
        {
            "id": key,
            "location_type": "physical",
            "organization_id": identifier_within(entry.id, "organization"),
            "name": row.name,
            "latitude": row.latitude,
            "longitude": row.longitude,
            # All keys of an address are required, be they empty.
            "addresses": [address] if row.town or row.country else [],
        }
    )


def taxonomy(vocabulary: Vocabulary) -> Object:
    """Return a vocabulary as a taxonomy."""
    return {
        "id": identifier("taxonomy", vocabulary.value),
        "name": str(vocabulary.label),
        "description": str(vocabulary.label),
        "uri": f"{settings.SITE_URL}/vocabularies/{vocabulary.value}.ttl",
    }


def taxonomy_term(term: Term) -> Object:
    """Return a term of a vocabulary."""
    parent = identifier("taxonomy_term", term.vocabulary, term.parent.slug) if term.parent else ""
    return _filled(
        {
            "id": identifier("taxonomy_term", term.vocabulary, term.slug),
            "code": term.slug,
            "name": term.name,
            "description": term.scope_note or term.name,
            "parent_id": parent,
            "taxonomy": str(Vocabulary(term.vocabulary).label),
            "taxonomy_id": identifier("taxonomy", term.vocabulary),
            "language": "en",
        }
    )


def _types(entry: DisclosedOrganisation) -> list[Term]:
    return [entry.type] if entry.type else []


def _phones(entry: DisclosedOrganisation, owner: str) -> list[Object]:
    rows: list[tuple[str, str, tuple[str, ...]]] = [(entry.phone, "", ())]
    rows += [(one.phone, one.kind_label, one.languages) for one in entry.contacts]
    return [
        _filled(
            {
                "id": identifier("phone", owner, number),
                "number": phone,
                "type": "voice",
                "description": description,
                "languages": [_language(f"{owner}/{number}", slug, "") for slug in languages],
            }
        )
        for number, (phone, description, languages) in enumerate(rows)
        if phone
    ]


def _contact(
    entry: DisclosedOrganisation, owner: str, row: DisclosedContact, number: int
) -> Object:
    key = identifier("contact", entry.id, number)
    phone = {"id": identifier("phone", key), "number": row.phone, "description": row.hours}
    return _filled(
        {
            "id": key,
            "organization_id": owner,
            "name": row.person,
            "title": row.kind_label,
            "email": row.email,
            "phones": [_filled(phone)] if row.phone else [],
        }
    )


def _language(owner: str, code: str, name: str) -> Object:
    return _filled({"id": identifier("language", owner, code), "name": name, "code": code})


def _area(owner: str, country: Country) -> Object:
    return {
        "id": identifier("service_area", owner, country.pk),
        "service_id": owner,
        "name": country.name,
        "extent": country.pk,
        "extent_type": "ISO 3166-1 alpha-2",
    }


def _attributes(owner: str, entity: str, terms: Iterable[Term]) -> list[Object]:
    return [
        {
            "id": identifier("attribute", owner, term.vocabulary, term.slug),
            "link_id": owner,
            "link_entity": entity,
            "taxonomy_term_id": identifier("taxonomy_term", term.vocabulary, term.slug),
            "taxonomy_term": taxonomy_term(term),
        }
        for term in terms
    ]


def _filled(values: Mapping[str, Any]) -> Object:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
