"""What the templates of the directory show beyond what their views hand them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access import Tier
from core.markup import fill, joined
from directory.disclosure import (
    DisclosedContact,
    DisclosedLocation,
    DisclosedOrganisation,
    disclose,
)
from directory.lookup.entries import Entry
from directory.lookup.entry import (
    EntryPage,
    entry_page,
    organisation_data,
    place_heading,
    place_words,
    precision_note,
)
from directory.models import OrganisationPage
from directory.names import Names
from directory.selectors import records_of
from search.vocabulary import vocabulary

register = template.Library()


@dataclass(frozen=True)
class Records:
    """What an organisation has published here."""

    practices: list[Page]
    case_studies: list[Page]


@register.simple_tag(takes_context=True)
def entry_for(context: Context, page: OrganisationPage) -> EntryPage:
    """Return the entry of a page as the viewer may see it: the view's, or in a preview one of the draft."""
    known = context.get("entry")
    return known if isinstance(known, EntryPage) else entry_page(page, context["request"])


@register.simple_tag
def published_records(organisation: OrganisationPage) -> Records:
    """Return the charts and the cases in which the organisation is named."""
    return Records(
        practices=records_of(organisation, "practice_rows", "page_id"),
        case_studies=records_of(organisation, "case_studies", "pk"),
    )


@register.simple_tag
def public_data(organisation: OrganisationPage, url: str) -> dict[str, object]:
    """Return the entry in the words of schema.org, with what everybody may see, whoever looks."""
    return organisation_data(disclose(organisation, Tier.PUBLIC), url)


@register.filter
def words(place: DisclosedLocation) -> list[str]:
    """Return what is told of a place below its heading, the most precise first."""
    names = Names()
    return [word for word in place_words(place, names) if word != place_heading(place, names)]


@register.filter
def heading(place: DisclosedLocation) -> str:
    """Return what a place is called."""
    return place_heading(place, Names())


@register.filter
def precision(place: DisclosedLocation) -> str:
    """Say how precisely a place is shown."""
    return precision_note(place)


@register.filter
def age(moment: datetime) -> str:
    """Return in words how long ago something was."""
    is_new = timezone.now() - moment < timedelta(minutes=1)
    return _("just now") if is_new else timesince(moment)


@register.filter
def tier_label(tier: str) -> str:
    """Return for whom a row is, in words."""
    return str(Tier(tier).label)


@register.filter
def language_names(slugs: Iterable[str]) -> list[str]:
    """Return the names of languages; one that the vocabulary lacks stands as its code."""
    known = vocabulary()
    return [known.label("spoken", slug) or slug for slug in slugs]


@register.filter
def phone_uri(number: str) -> str:
    """Return the address that dials `number`: its digits, with a plus in front where there is one."""
    digits = re.sub(r"[^0-9]", "", number)
    return f"tel:{'+' if number.strip().startswith('+') else ''}{digits}"


@register.filter
def ways(way: DisclosedOrganisation | DisclosedContact) -> SafeString:
    """Return telephone, mail and website as a list of links; forty times a page, a template is too slow for it."""
    lines = []
    if way.phone:
        lines.append(fill('<a class="phone" href="{}">{}</a>', phone_uri(way.phone), way.phone))
    if way.email:
        lines.append(fill('<a href="mailto:{0}">{0}</a>', way.email))
    if website := getattr(way, "website", ""):
        shown = without_scheme(website)
        lines.append(fill('<a href="{}" rel="noreferrer">{}</a>', website, shown))
    items = joined([fill("<li>{}</li>", line) for line in lines])
    return fill('<ul class="reach" role="list">{}</ul>', items)


@register.filter
def reached(entry: Entry) -> SafeString:
    """Return how the organisation of an entry is reached: its office, then its first contacts, each by its kind."""
    reach = entry.reach
    blocks = [ways(reach)] if reach.phone or reach.email or reach.website else []
    for contact in entry.contacts:
        if contact.phone or contact.email:
            blocks += [
                fill('<p class="way-for">{}{}</p>', contact.kind_label, _tier_mark(contact)),
                ways(contact),
            ]
    if blocks or entry.contacts:
        return joined(blocks)
    is_public = reach.tier is Tier.PUBLIC
    return fill(
        '<span class="soft">{}</span>',
        _("No public contact.") if is_public else _("No contact is given."),
    )


def _tier_mark(contact: DisclosedContact) -> SafeString:
    if contact.tier == Tier.PUBLIC:
        return SafeString("")
    return fill(' <span class="tier {}">{}</span>', contact.tier, tier_label(contact.tier))


@register.filter
def without_scheme(url: str) -> str:
    """Return a web address as people write it."""
    return re.sub(r"^https?://", "", url).rstrip("/")
