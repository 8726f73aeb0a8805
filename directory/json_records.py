"""Entries as the records of JSON files and the API: dicts with the keys of data/demo/organisations.json."""

from collections.abc import Iterable
from typing import Any

from core.models import Term
from directory.disclosure import DisclosedContact, DisclosedLocation, DisclosedOrganisation


def organisation_record(entry: DisclosedOrganisation) -> dict[str, Any]:
    """Return an entry as a record: what the viewer it was disclosed to may see."""
    return {
        "slug": entry.slug,
        "name": entry.name,
        "name_en": entry.name_en or None,
        "acronym": entry.acronym or None,
        "other_names": list(entry.other_names),
        "type": entry.type.slug if entry.type else None,
        "countries": [country.pk for country in entry.countries],
        "city": entry.city or None,
        "website": entry.website or None,
        "email": entry.email or None,
        "phone": entry.phone or None,
        "founded": entry.founded,
        "languages": _slugs(entry.languages),
        "services": _slugs(entry.services),
        "target_groups": _slugs(entry.target_groups),
        "networks": list(entry.networks),
        "membership": {"status": entry.membership.status.value, "since": entry.membership.since},
        "summary": entry.summary or None,
        "description": entry.description or None,
        "as_of": entry.as_of,
        "source": entry.source or None,
        "locations": [_location(location) for location in entry.locations],
        "contacts": [_contact(contact) for contact in entry.contacts],
    }


def _slugs(terms: Iterable[Term]) -> list[str]:
    return [term.slug for term in terms]


def _location(location: DisclosedLocation) -> dict[str, Any]:
    return {
        "name": location.name or None,
        "precision": location.precision,
        "tier": location.tier,
        "address": location.address or None,
        "town": location.town or None,
        "region": location.region or None,
        "country": location.country.pk if location.country else None,
        "latitude": location.latitude,
        "longitude": location.longitude,
    }


def _contact(contact: DisclosedContact) -> dict[str, Any]:
    return {
        "kind": contact.kind,
        "tier": contact.tier,
        "person": contact.person or None,
        "phone": contact.phone or None,
        "email": contact.email or None,
        "hours": contact.hours or None,
        "languages": list(contact.languages),
        "note": contact.note or None,
    }
