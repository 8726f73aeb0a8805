"""Writes of the directory: entries from records, and entries for names that the directory lacks."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from core.models import Term, Vocabulary
from core.records import RecordReader, check_fields, choose_slug, editable_copy, store
from directory.models import MembershipStatus, OrganisationPage

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
    draft. `networks` is read and not stored yet: entries do not point to each other so far. Raises
    RecordError, with all that is wrong, and then nothing is written.
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
    if "membership" in reader:
        membership = reader.part("membership", ("status", "since"))
        entry.membership_status = membership.choice(
            "status", MembershipStatus, MembershipStatus.LISTED
        )
        entry.member_since = membership.whole_number("since")
    _set_relations(entry, reader)
    if entry.pk is None or "slug" in reader:
        choose_slug(entry, reader.text("slug"), (), "organisation")
    reader.problems += check_fields(entry)
    reader.finish()
    return store(entry, publish=publish, user=user)


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
