"""Entries as the records of JSON files and the API: dicts with the keys of data/demo/organisations.json."""

from typing import Any

from core.models import Vocabulary
from directory.models import OrganisationPage


def organisation_record(page: OrganisationPage) -> dict[str, Any]:
    """Return an entry as a record; all of it is what everybody may see.

    `networks` has no place here: entries do not point to each other so far.
    """
    return {
        "slug": page.slug,
        "name": page.title,
        "name_en": page.name_en or None,
        "acronym": page.acronym or None,
        "other_names": list(page.other_names),
        "type": page.type.slug if page.type else None,
        "countries": sorted(country.pk for country in page.countries.all()),
        "city": page.city or None,
        "website": page.website or None,
        "email": page.email or None,
        "phone": page.phone or None,
        "founded": page.founded,
        "languages": [term.slug for term in page.terms_of(Vocabulary.LANGUAGES)],
        "services": [term.slug for term in page.terms_of(Vocabulary.SERVICES)],
        "target_groups": [term.slug for term in page.terms_of(Vocabulary.TARGET_GROUPS)],
        "membership": {"status": page.membership_status, "since": page.member_since},
        "summary": page.summary or None,
        "description": page.description or None,
        "as_of": page.as_of,
        "source": page.source or None,
    }
