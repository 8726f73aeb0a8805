"""What an organisation's own page shows, to the tier of whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import tier_of
from core.access import Tier
from directory.disclosure import (
    DisclosedContact,
    DisclosedLocation,
    DisclosedOrganisation,
    disclose,
)
from directory.freshness.states import state_of
from directory.lookup.entries import Standing, in_order
from directory.lookup.locator import locator
from directory.lookup.privacy import restricted
from directory.models import FreshnessSettings, OrganisationPage, Precision
from directory.names import Names
from directory.selectors import listed_organisations


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entry that this one names."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the template of an entry asks for."""

    organisation: DisclosedOrganisation
    standing: Standing
    contacts: Sequence[DisclosedContact]
    networks: Sequence[Neighbour]
    map: SafeString
    can_edit: bool

    @property
    def is_public_view(self) -> bool:
        """Tell whether the viewer sees what everybody sees."""
        return self.organisation.tier is Tier.PUBLIC

    @property
    def is_restricted(self) -> bool:
        """Tell whether contacts or places are shown that are not for everybody."""
        shown = self.organisation
        return restricted(shown.contacts) or restricted(shown.locations)

    @property
    def has_office(self) -> bool:
        """Tell whether the entry names the office's own ways."""
        shown = self.organisation
        return bool(shown.phone or shown.email or shown.website)

    @property
    def has_hotline(self) -> bool:
        """Tell whether a hotline is among the contacts."""
        return any(contact.kind == "hotline" for contact in self.contacts)


def entry_page(page: OrganisationPage, request: HttpRequest) -> EntryPage:
    """Return an entry as the person who asks may see it."""
    shown = disclose(page, tier_of(request.user))
    confirmed = shown.confirmation
    state = state_of(confirmed.at, FreshnessSettings.load(), timezone.now())
    return EntryPage(
        organisation=shown,
        standing=Standing(state, confirmed.at, confirmed.how, shown.as_of),
        contacts=in_order(shown.contacts),
        networks=_networks(shown, request),
        map=locator(shown),
        can_edit=_can_edit(page, request),
    )


def _networks(shown: DisclosedOrganisation, request: HttpRequest) -> list[Neighbour]:
    """Return the networks that are entries themselves, as everybody sees them."""
    if not shown.networks:
        return []
    pages = listed_organisations().filter(slug__in=shown.networks).order_by("title")
    return [Neighbour(page.title, page.get_url(request) or "") for page in pages]


def _can_edit(page: OrganisationPage, request: HttpRequest) -> bool:
    if not request.user.is_authenticated or page.pk is None:
        return False
    return bool(page.permissions_for_user(request.user).can_edit())


def place_words(place: DisclosedLocation, names: Names) -> list[str]:
    """Return what is told of a place, the most precise first; a name that repeats the town stands once."""
    country = names.joined([place.country]) if place.country else ""
    address = [line.strip() for line in place.address.splitlines()]
    words = [*address, place.town, place.region, country]
    return list(dict.fromkeys(word for word in words if word and word != place.name))


def place_heading(place: DisclosedLocation, names: Names) -> str:
    """Return what a place is called: its name, else the most precise part of where it is."""
    country = names.joined([place.country]) if place.country else ""
    return place.name or place.town or place.region or country or _("A place")


def precision_note(place: DisclosedLocation) -> str:
    """Say how precisely a place is shown, so that nobody looks for a door where only a town is meant."""
    notes = {
        Precision.ADDRESS: "",
        Precision.TOWN: _("Shown as a town."),
        Precision.REGION: _("Shown as a region."),
        Precision.COUNTRY: _("Shown as a country."),
        Precision.HIDDEN: _("Hidden: only editors see this place."),
    }
    return str(notes[Precision(place.precision)])


def organisation_data(shown: DisclosedOrganisation, url: str) -> dict[str, object]:
    """Return an entry in the words of schema.org; `shown` has to be what everybody may see."""
    if shown.tier is not Tier.PUBLIC:
        raise ValueError("Structured data is for everybody: disclose the entry to the public tier.")
    return {
        "@context": "https://schema.org",
        "@type": "NGO" if shown.type and shown.type.slug == "ngo" else "Organization",
        "@id": url,
        "name": shown.name,
        "alternateName": [name for name in shown.names if name != shown.name],
        "description": shown.summary or shown.description,
        "url": shown.website,
        "email": shown.email,
        "telephone": shown.phone,
        "address": {"@type": "PostalAddress", "addressLocality": shown.city} if shown.city else {},
        "areaServed": [
            {"@type": "Country", "name": country.name, "identifier": country.pk}
            for country in shown.countries
        ],
        "knowsLanguage": [term.slug for term in shown.languages],
        "contactPoint": [_contact_point(contact) for contact in shown.contacts],
        "location": [_place(place) for place in shown.locations],
        "foundingDate": str(shown.founded or ""),
        "isPartOf": {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME},
    }


def _contact_point(contact: DisclosedContact) -> dict[str, object]:
    point = {
        "@type": "ContactPoint",
        "contactType": contact.kind,
        "telephone": contact.phone,
        "email": contact.email,
        "hoursAvailable": contact.hours,
        "availableLanguage": list(contact.languages),
    }
    return {key: value for key, value in point.items() if value}


def _place(place: DisclosedLocation) -> dict[str, object]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "addressLocality": place.town,
        "addressRegion": place.region,
        "addressCountry": place.country.pk if place.country else "",
    }
    told: dict[str, object] = {
        "@type": "Place",
        "name": place.name,
        "address": {key: value for key, value in address.items() if value},
    }
    if place.latitude is not None:
        told["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return {key: value for key, value in told.items() if value}
