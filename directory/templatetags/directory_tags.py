"""What the templates of the directory show, fetched once for each page."""

import re
from dataclasses import dataclass

from django import template
from django.template.context import Context
from wagtail.models import Page

from directory.atlas import Shape, atlas
from directory.models import OrganisationPage
from directory.selectors import Listing, Questions, directory_listing, questions, records_of

register = template.Library()


@dataclass(frozen=True)
class MapEntry:
    """A shape of the map with the number of organisations that work there."""

    shape: Shape
    name: str
    number: int


@dataclass(frozen=True)
class Map:
    """The drawing: land without entries first, so that numbers are never covered by a neighbour."""

    view_box: str
    land: list[Shape]
    listed: list[MapEntry]


@dataclass(frozen=True)
class Records:
    """What an organisation has published here."""

    practices: list[Page]
    case_studies: list[Page]


@register.simple_tag(takes_context=True)
def listing(context: Context) -> Listing:
    """Return the page of the directory that the address asks for (`page=`)."""
    number = context["request"].GET.get("page", "1")
    return directory_listing(int(number) if re.fullmatch(r"[0-9]{1,6}", number) else 1)


@register.simple_tag
def directory_questions() -> Questions:
    """Return the answers that the three questions offer."""
    return questions()


@register.simple_tag
def directory_map(found: Listing) -> Map:
    """Return the map of the countries in which organisations are listed."""
    counts = {count.country.pk: count for count in found.countries}
    drawing = atlas()
    return Map(
        view_box=drawing.view_box,
        land=[shape for shape in drawing.shapes if shape.code not in counts],
        listed=[
            MapEntry(shape, counts[shape.code].country.name, counts[shape.code].number)
            for shape in drawing.shapes
            if shape.code in counts
        ],
    )


@register.simple_tag
def published_records(organisation: OrganisationPage) -> Records:
    """Return the charts and the cases in which the organisation is named."""
    return Records(
        practices=records_of(organisation, "practice_rows", "page_id"),
        case_studies=records_of(organisation, "case_studies", "pk"),
    )


@register.simple_tag
def organisation_data(organisation: OrganisationPage, url: str) -> dict[str, object]:
    """Return the entry in the words of schema.org."""
    names = [organisation.name_en, organisation.acronym, *organisation.other_names]
    address = (
        {"@type": "PostalAddress", "addressLocality": organisation.city}
        if organisation.city
        else {}
    )
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": url,
        "name": organisation.title,
        "alternateName": [name for name in names if name and name != organisation.title],
        "description": organisation.summary or organisation.description,
        "url": organisation.website,
        "email": organisation.email,
        "telephone": organisation.phone,
        "address": address,
        "areaServed": [
            {"@type": "Country", "name": country.name, "identifier": country.pk}
            for country in organisation.countries.all()
        ],
        "foundingDate": str(organisation.founded or ""),
    }


@register.filter
def phone_uri(number: str) -> str:
    """Return the address that dials `number`: its digits, with a plus in front where there is one."""
    digits = re.sub(r"[^0-9]", "", number)
    return f"tel:{'+' if number.strip().startswith('+') else ''}{digits}"


@register.filter
def without_scheme(url: str) -> str:
    """Return a web address as people write it."""
    return re.sub(r"^https?://", "", url).rstrip("/")
