"""Discloses many organisations at once from plain rows, by the same rules as one page: `directory.disclosure`.

Making model instances of ten thousand pages with all that hangs on them takes many seconds; a download and a
rebuild of the index have two. Only what everybody may find is read: live pages that no restriction hides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from core.access import Tier
from core.models import Country, Term
from directory.disclosure import DisclosedOrganisation, disclose
from directory.models import Contact, Location, OrganisationPage
from directory.selectors import listed_organisations
from search.rows import links_by_page, rows_by_page

CONTACTS, LOCATIONS, TERMS, COUNTRIES = "contacts", "locations", "terms", "countries"
EVERYTHING = frozenset({CONTACTS, LOCATIONS, TERMS, COUNTRIES})
_CONTACT_FIELDS = ("kind", "tier", "person", "phone", "email", "hours", "languages", "note")
_LOCATION_FIELDS = (
    "name",
    "precision",
    "tier",
    "address",
    "town",
    "region",
    "latitude",
    "longitude",
    "country_id",
)
_FIELDS = (
    "pk",
    "slug",
    "url_path",
    "title",
    "name_en",
    "acronym",
    "other_names",
    "city",
    "website",
    "email",
    "phone",
    "founded",
    "summary",
    "description",
    "networks",
    "membership_status",
    "member_since",
    "confirmed_at",
    "confirmed_how",
    "as_of",
    "source",
)


class ContactRow(NamedTuple):
    """A contact as `disclose` reads it."""

    kind: str
    tier: str
    person: str
    phone: str
    email: str
    hours: str
    languages: list[str]
    note: str


class LocationRow(NamedTuple):
    """A location as `disclose` reads it."""

    name: str
    precision: str
    tier: str
    address: str
    town: str
    region: str
    latitude: float | None
    longitude: float | None
    country: Country | None


class Rows(list):
    """A list that answers `all()` as a relation does."""

    def all(self) -> "Rows":
        """Return the rows."""
        return self


class LocaleRow(NamedTuple):
    """The language of an entry."""

    language_code: str


class OrganisationRow:
    """An entry made of rows; `disclose` reads it as it reads a page."""

    __slots__ = (*_FIELDS, "contacts", "countries", "locale", "locations", "terms", "type")
    locale: LocaleRow
    type: Term | None
    contacts: Rows
    locations: Rows
    countries: Rows
    terms: Mapping[str, list[Term]]

    def terms_of(self, vocabulary: str) -> list[Term]:
        """Return the terms of one vocabulary."""
        return self.terms.get(vocabulary, [])


@dataclass
class Discloser:
    """Discloses batch after batch to a viewer of `tier`; vocabularies and countries are read once for all.

    `reading` says what hangs on an entry is wanted: the rest is not read, and empty in the answer.
    """

    tier: Tier
    reading: frozenset[str] = field(default=EVERYTHING)

    def disclose(self, ids: Sequence[int]) -> list[DisclosedOrganisation]:
        """Return the entries of `ids` in their order; one that is no longer listed is left out."""
        rows = listed_organisations().filter(pk__in=ids).order_by()
        found = {
            row["pk"]: row
            for row in rows.values(*_FIELDS, "type_id", "locale__language_code").iterator()
        }
        kept = [pk for pk in ids if pk in found]
        hanging = self._hanging(kept)
        return [
            disclose(self._row(found[pk], hanging), self.tier)  # type: ignore[arg-type]
            for pk in kept
        ]

    def _hanging(self, ids: Sequence[int]) -> dict[str, Mapping[int, Iterable[Any]]]:
        hanging: dict[str, Mapping[int, Iterable[Any]]] = defaultdict(dict)
        if CONTACTS in self.reading:
            hanging[CONTACTS] = rows_by_page(Contact, ids, *_CONTACT_FIELDS)
        if LOCATIONS in self.reading:
            hanging[LOCATIONS] = rows_by_page(Location, ids, *_LOCATION_FIELDS)
        if TERMS in self.reading:
            hanging[TERMS] = links_by_page(OrganisationPage, "terms", ids)
        if COUNTRIES in self.reading:
            hanging[COUNTRIES] = links_by_page(OrganisationPage, "countries", ids)
        return hanging

    def _row(
        self, values: Mapping[str, Any], hanging: Mapping[str, Mapping[int, Iterable[Any]]]
    ) -> OrganisationRow:
        row, pk = OrganisationRow(), values["pk"]
        for name in _FIELDS:
            setattr(row, name, values[name])
        row.locale = LocaleRow(values["locale__language_code"])
        has_type = TERMS in self.reading and values["type_id"]
        row.type = self._terms[values["type_id"]] if has_type else None
        row.contacts = Rows(ContactRow(*one) for one in hanging[CONTACTS].get(pk, ()))
        row.locations = Rows(
            LocationRow._make((*one[:-1], self._countries.get(one[-1])))
            for one in hanging[LOCATIONS].get(pk, ())
        )
        row.countries = Rows(self._countries[code] for code in hanging[COUNTRIES].get(pk, ()))
        row.terms = self._grouped(hanging[TERMS].get(pk, ()))
        return row

    def _grouped(self, keys: Iterable[int]) -> dict[str, list[Term]]:
        groups: dict[str, list[Term]] = {}
        for key in sorted(keys, key=lambda key: self._places[key]):
            term = self._terms[key]
            groups.setdefault(term.vocabulary, []).append(term)
        return groups

    @cached_property
    def _terms(self) -> dict[int, Term]:
        terms = Term.objects.order_by("sort_order", "label")
        return {
            term.pk: term for term in terms.defer("scope_note", "synonyms", "synonyms_by_language")
        }

    @cached_property
    def _places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self._terms)}

    @cached_property
    def _countries(self) -> dict[str, Country]:
        return {country.pk: country for country in Country.objects.defer("footnote")}
