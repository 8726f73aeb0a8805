"""Who can be asked for a note: member organisations of a country, and the address of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from core.access import Tier
from core.models import Country
from core.sorting import sort_key
from directory.disclosure import DisclosedOrganisation, disclose, disclose_many
from directory.freshness.confirming import SPEAKERS
from directory.models import Affiliation, ContactKind, OrganisationPage
from directory.register.years import MEMBERS
from directory.selectors import CountryCount, countries_of, listed_organisations
from newsletter.models import ContributionSlot

#: The mailboxes of an organisation that newsletters may ask, the fittest first. Hotline and referral are for
#: people who need help.
_ASKED = (ContactKind.PRESS, ContactKind.OFFICE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be asked for a country; without an `address` its people with accounts are."""

    country: Country
    organisation: int
    name: str
    address: str
    is_asked: bool
    has_people: bool

    @property
    def key(self) -> str:
        """Return the value of its tick box."""
        return f"{self.country.pk}:{self.organisation}"

    @property
    def can_be_asked(self) -> bool:
        """Tell whether a mail would reach anybody, and whether none was sent for the issue."""
        return not self.is_asked and bool(self.address or self.has_people)


def countries_with_members() -> list[CountryCount]:
    """Return the countries in which members work, by name, each with their number."""
    return countries_of(_members())


def candidates(countries: Iterable[Country], asked: Iterable[ContributionSlot]) -> list[Candidate]:
    """Return the members of each country, by country and name; `asked` are the requests that were made."""
    wanted = list(countries)
    pages = _members().filter(countries__in=wanted).distinct().select_related("locale", "type")
    disclosed = disclose_many(pages, Tier.MEMBERS)
    spoken_for = set(
        _speakers()
        .filter(organisation__in=[one.id for one in disclosed])
        .values_list("organisation_id", flat=True)
    )
    before = {(slot.country_id, slot.organisation_id) for slot in asked}
    found = [
        Candidate(
            country=country,
            organisation=one.id,
            name=one.name,
            address=_address_in(one),
            is_asked=(country.pk, one.id) in before,
            has_people=one.id in spoken_for,
        )
        for country in wanted
        for one in disclosed
        if country in one.countries
    ]
    return sorted(found, key=lambda one: (sort_key(one.country.name), sort_key(one.name)))


def address_of(organisation: OrganisationPage) -> str:
    """Return the mailbox that members may know and that newsletters may ask; may be empty."""
    return _address_in(disclose(organisation, Tier.MEMBERS))


def mailboxes_of(slot: ContributionSlot) -> list[str]:
    """Return where the mails of a request go: its address, else the people who speak for the organisation.

    Addresses of people are looked up for every mail and never kept with the request.
    """
    if slot.asked_address:
        return [slot.asked_address]
    own = _speakers().filter(organisation=slot.organisation_id).exclude(user__email="")
    return list(dict.fromkeys(own.order_by("pk").values_list("user__email", flat=True)))


def _members() -> QuerySet[OrganisationPage]:
    return listed_organisations().filter(membership_status__in=MEMBERS)


def _speakers() -> QuerySet[Affiliation]:
    return Affiliation.objects.current().filter(role__in=SPEAKERS, user__is_active=True)


def _address_in(one: DisclosedOrganisation) -> str:
    # The demonstration carries addresses of real offices: nobody there gets a mail.
    if settings.DEMONSTRATION:
        return ""
    for kind in _ASKED:
        for contact in one.contacts:
            if contact.kind == kind and contact.email:
                return contact.email
    return one.email
