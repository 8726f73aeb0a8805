"""Writes of the directory: entries from records, and entries for names that the directory lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from core.access import Tier
from core.models import Term, Vocabulary
from core.records import RecordReader, check_fields, choose_slug, editable_copy, set_rows, store
from directory.models import (
    Contact,
    ContactKind,
    Location,
    MembershipStatus,
    OrganisationPage,
    Precision,
)
from directory.models.organisation import RESERVED_SLUGS
from directory.services.membership import set_membership

_TERMS = {
    "services": Vocabulary.SERVICES,
    "target_groups": Vocabulary.TARGET_GROUPS,
    "languages": Vocabulary.LANGUAGES,
}
#: Keys of a record and the fields of the page they stand for.
_LINES = {
    "name": "title",
    "name_en": "name_en",
    "acronym": "acronym",
    "city": "city",
    "website": "website",
    "email": "email",
    "phone": "phone",
    "source": "source",
}
_NUMBERS = ("founded", "as_of")
_CONTACT_LINES = ("person", "phone", "email", "hours")
_LOCATION_LINES = ("name", "town", "region")
CONTACT_KEYS = ("kind", "tier", *_CONTACT_LINES, "languages", "note")
LOCATION_KEYS = (
    "precision",
    "tier",
    *_LOCATION_LINES,
    "address",
    "country",
    "latitude",
    "longitude",
)
KEYS = frozenset(
    {
        "slug",
        "type",
        "countries",
        "networks",
        "membership",
        "description",
        "summary",
        "other_names",
        "locations",
        "contacts",
        *_LINES,
        *_NUMBERS,
        *_TERMS,
    }
)


@transaction.atomic
def save_organisation(
    *,
    record: Mapping[str, Any],
    page: OrganisationPage | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
) -> OrganisationPage:
    """Write `record` (keys of data/demo/organisations.json) as a new entry, or into `page`.

    Keys that the record does not have leave the entry as it is. Without `publish` the result is a
    draft; membership is the register's and holds at once. Raises RecordError, with all that is wrong, and
    then nothing is written.
    """
    reader = RecordReader(record, KEYS)
    entry = OrganisationPage() if page is None else editable_copy(page)
    for key, field in _LINES.items():
        if key in reader:
            setattr(entry, field, reader.line(key))
    for key in _NUMBERS:
        if key in reader:
            setattr(entry, key, reader.whole_number(key))
    for key in ("description", "summary"):
        if key in reader:
            setattr(entry, key, reader.text(key))
    if "other_names" in reader:
        entry.other_names = reader.texts("other_names")
    if "networks" in reader:
        entry.networks = reader.texts("networks")
    membership = _membership(reader)
    _set_relations(entry, reader)
    if entry.pk is None or "slug" in reader:
        choose_slug(entry, reader.text("slug"), RESERVED_SLUGS, "organisation")
    reader.problems += check_fields(entry)
    if "contacts" in reader:
        reader.problems += set_rows(entry, "contacts", "contacts", _contacts(reader))
    if "locations" in reader:
        reader.problems += set_rows(entry, "locations", "locations", _locations(reader))
    reader.finish()
    stored = store(entry, publish=publish, user=user)
    if membership is not None:
        set_membership(organisation=stored, status=membership[0], since=membership[1])
    return stored


def _membership(reader: RecordReader) -> tuple[MembershipStatus, int | None] | None:
    """Return status and year, or nothing when the record does not speak of them."""
    if "membership" not in reader:
        return None
    part = reader.part("membership", ("status", "since"))
    status = part.choice("status", MembershipStatus, MembershipStatus.LISTED)
    return MembershipStatus(status), part.whole_number("since")


def _contacts(reader: RecordReader) -> Iterator[Contact]:
    for row in reader.row_readers("contacts", CONTACT_KEYS):
        yield Contact(
            kind=row.choice("kind", ContactKind, ContactKind.OFFICE),
            tier=row.choice("tier", Tier, Tier.MEMBERS),
            languages=[term.slug for term in row.terms("languages", Vocabulary.LANGUAGES)],
            note=row.text("note"),
            **{key: row.line(key) for key in _CONTACT_LINES},
        )


def _locations(reader: RecordReader) -> Iterator[Location]:
    for row in reader.row_readers("locations", LOCATION_KEYS):
        code = row.text("country")
        countries = row.countries("country", only=code) if code else []
        yield Location(
            # An unknown or missing precision must never show more than was meant.
            precision=row.choice("precision", Precision, Precision.HIDDEN),
            tier=row.choice("tier", Tier, Tier.MEMBERS),
            address=row.text("address"),
            country=countries[0] if countries else None,
            latitude=row.degrees("latitude", 90),
            longitude=row.degrees("longitude", 180),
            **{key: row.line(key) for key in _LOCATION_LINES},
        )


def _set_relations(entry: OrganisationPage, reader: RecordReader) -> None:
    if "type" in reader:
        slug = reader.text("type")
        types = reader.terms("type", Vocabulary.ORGANISATION_TYPES, only=slug) if slug else []
        entry.type = types[0] if types else None
    if "countries" in reader:
        entry.countries = reader.countries("countries")
    replaced = {vocabulary for key, vocabulary in _TERMS.items() if key in reader}
    kept: list[Term] = [term for term in entry.terms.all() if term.vocabulary not in replaced]
    for key, vocabulary in _TERMS.items():
        if key in reader:
            kept += reader.terms(key, vocabulary)
    entry.terms = kept
    entry.__dict__.pop("grouped_terms", None)


def create_draft_entry(
    name: str, *, slug: str = "", user: AbstractBaseUser | None = None
) -> OrganisationPage:
    """Create an unpublished entry for an organisation that a chart names and the directory lacks."""
    record = {"name": name, "slug": slug} if slug else {"name": name}
    return save_organisation(record=record, user=user)
