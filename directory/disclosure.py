"""The only way from an organisation to any output: what a viewer of a tier may see of it.

Pages, API, feeds, exports, map, PDF, vCard and the search index are written from these value objects and
never from the page itself. Rules (docs/directory.md gives them for editors):

- a contact or location is in the object when the viewer's tier includes the tier of the row;
- a location of precision *hidden* counts as the editors' tier, whatever its row says;
- of any other location, viewers below the editors' tier get what its precision allows and no more:
  *address* all, *town* town, region and country with coordinates to 0.01 degrees (about a kilometre),
  *region* region and country with coordinates to half a degree (about fifty kilometres), *country*
  the country alone. Coordinates are rounded, never jittered: an average of many answers tells no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, prefetch_related_objects

from core.access import Tier
from core.models import Country, Term, Vocabulary
from directory.models import (
    ConfirmationMethod,
    Contact,
    ContactKind,
    Location,
    MembershipStatus,
    OrganisationPage,
    Precision,
)

#: The steps, in degrees, to which coordinates are rounded.
_TOWN_STEP, _REGION_STEP = 0.01, 0.5


@dataclass(frozen=True, slots=True)
class DisclosedContact:
    """A contact as a viewer may see it; `languages` are slugs of the vocabulary of languages."""

    kind: str
    tier: str
    person: str
    phone: str
    email: str
    hours: str
    languages: tuple[str, ...]
    note: str

    @property
    def kind_label(self) -> str:
        """Return what the contact is for, in the active language."""
        return str(ContactKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class DisclosedLocation:
    """A location as a viewer may see it: fields beyond its precision are empty."""

    name: str
    precision: str
    tier: str
    address: str
    town: str
    region: str
    country: Country | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Membership:
    """How the organisation belongs to the network now."""

    status: MembershipStatus
    since: int | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """When somebody last said that the entry is right, and how it was found out."""

    at: datetime | None
    how: ConfirmationMethod | None


@dataclass(frozen=True, slots=True)
class DisclosedOrganisation:
    """Everything of an organisation that a viewer of `tier` may see, and nothing else."""

    id: int
    tier: Tier
    slug: str
    url_path: str
    language: str
    name: str
    name_en: str
    acronym: str
    other_names: tuple[str, ...]
    type: Term | None
    countries: tuple[Country, ...]
    languages: tuple[Term, ...]
    services: tuple[Term, ...]
    target_groups: tuple[Term, ...]
    city: str
    website: str
    email: str
    phone: str
    founded: int | None
    summary: str
    description: str
    networks: tuple[str, ...]
    membership: Membership
    confirmation: Confirmation
    as_of: int | None
    source: str
    contacts: tuple[DisclosedContact, ...]
    locations: tuple[DisclosedLocation, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name by which the organisation is known, its own first, each once."""
        names = (self.name, self.name_en, self.acronym, *self.other_names)
        return tuple(dict.fromkeys(name for name in names if name))


def disclose(organisation: OrganisationPage, tier: Tier) -> DisclosedOrganisation:
    """Return what a viewer of `tier` may see of a page, in the state that the object is in.

    Whether the page itself may be seen (live, not private) is the caller's question: `listed_organisations`.
    """
    return DisclosedOrganisation(
        id=organisation.pk,
        tier=tier,
        slug=organisation.slug,
        url_path=organisation.url_path,
        language=organisation.locale.language_code,
        name=organisation.title,
        name_en=organisation.name_en,
        acronym=organisation.acronym,
        other_names=tuple(organisation.other_names),
        type=organisation.type,
        countries=tuple(sorted(organisation.countries.all(), key=lambda country: country.pk)),
        languages=tuple(organisation.terms_of(Vocabulary.LANGUAGES)),
        services=tuple(organisation.terms_of(Vocabulary.SERVICES)),
        target_groups=tuple(organisation.terms_of(Vocabulary.TARGET_GROUPS)),
        city=organisation.city,
        website=organisation.website,
        email=organisation.email,
        phone=organisation.phone,
        founded=organisation.founded,
        summary=organisation.summary,
        description=organisation.description,
        networks=tuple(organisation.networks),
        membership=Membership(
            MembershipStatus(organisation.membership_status), organisation.member_since
        ),
        confirmation=Confirmation(
            organisation.confirmed_at,
            ConfirmationMethod(organisation.confirmed_how) if organisation.confirmed_how else None,
        ),
        as_of=organisation.as_of,
        source=organisation.source,
        contacts=tuple(
            _contact(contact)
            for contact in organisation.contacts.all()
            if tier.includes(contact.tier)
        ),
        locations=tuple(
            _location(location, tier)
            for location in organisation.locations.all()
            if tier.includes(_tier_of(location))
        ),
    )


def disclose_many(
    organisations: Iterable[OrganisationPage], tier: Tier
) -> list[DisclosedOrganisation]:
    """Disclose pages, reading what hangs on them in a few queries for all."""
    pages = list(organisations)
    prefetch_related_objects(
        pages, "locale", "type", "countries", "terms", "contacts", "locations__country"
    )
    return [disclose(page, tier) for page in pages]


def disclosed_locations(tier: Tier) -> QuerySet[Location]:
    """Return the rows of locations of which `disclose` tells a viewer of `tier` anything, for counting."""
    tiers = [one for one in Tier if tier.includes(one)]
    rows = Location.objects.filter(tier__in=tiers)
    if not tier.includes(Tier.EDITORS):
        rows = rows.exclude(precision=Precision.HIDDEN)
    return rows


def _contact(contact: Contact) -> DisclosedContact:
    return DisclosedContact(
        kind=contact.kind,
        tier=contact.tier,
        person=contact.person,
        phone=contact.phone,
        email=contact.email,
        hours=contact.hours,
        languages=tuple(contact.languages),
        note=contact.note,
    )


def _tier_of(location: Location) -> Tier:
    hidden = location.precision == Precision.HIDDEN
    return Tier.EDITORS if hidden else Tier(location.tier)


def _location(location: Location, tier: Tier) -> DisclosedLocation:
    precision = Precision.ADDRESS if tier.includes(Tier.EDITORS) else Precision(location.precision)
    at_address = precision == Precision.ADDRESS
    at_town = at_address or precision == Precision.TOWN
    at_region = at_town or precision == Precision.REGION
    step = {Precision.TOWN: _TOWN_STEP, Precision.REGION: _REGION_STEP}.get(precision)
    return DisclosedLocation(
        name=location.name,
        precision=location.precision,
        tier=location.tier,
        address=location.address if at_address else "",
        town=location.town if at_town else "",
        region=location.region if at_region else "",
        country=location.country,
        latitude=_rounded(location.latitude, step) if at_region else None,
        longitude=_rounded(location.longitude, step) if at_region else None,
    )


def _rounded(degrees: float | None, step: float | None) -> float | None:
    if degrees is None or step is None:
        return degrees
    return round(round(degrees / step) * step, 2)
