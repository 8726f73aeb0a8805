"""Finds what blocks fill themselves with: new records, new members, dates to come."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.models import MembershipPeriod, OrganisationPage
from directory.register.years import BELONGING
from directory.selectors import listed_organisations
from library.monitoring.dates import RoundDate, coming_dates
from newsletter.composing.composition import Composition
from newsletter.composing.items import Item, items_of, items_published
from newsletter.composing.parts import Entry
from search.cards import absolute

_DAYS_A_MONTH = 31


def new_records(
    composition: Composition,
    *,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    topics: Collection[str] = (),
    since: datetime | None = None,
    most: int,
) -> list[Item]:
    """Return the records that are new since the last issue, or since another moment."""
    return items_published(
        since or composition.since,
        kinds=kinds,
        countries=countries,
        topics=topics,
        language=composition.language,
        most=most,
    )


def search_address(
    *, kinds: Collection[str] = (), countries: Collection[str] = (), topics: Collection[str] = ()
) -> str:
    """Return the search, the newest first, for what did not fit into a list."""
    asked = [
        *(("kind", kind) for kind in kinds),
        *(("country", country) for country in countries),
        *(("topic", topic) for topic in topics),
        ("sort", "newest"),
    ]
    return f"{absolute(reverse('search'))}?{urlencode(asked)}"


def new_members(composition: Composition, most: int) -> list[Item]:
    """Return organisations that belong to the network and are new: listed since, or members since this year.

    The register of members knows years alone, so that one who joined this year counts until an issue presented it.
    """
    members = _new_members(composition.since).exclude(pk__in=composition.presented)
    keys = members.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    return items_of(keys[:most], language=composition.language)


def _new_members(since: datetime) -> QuerySet[OrganisationPage]:
    joined = MembershipPeriod.objects.filter(
        status__in=BELONGING, until=None, since__gte=since.year
    ).values("organisation")
    return listed_organisations().filter(
        Q(first_published_at__gt=since) | Q(pk__in=joined), membership_status__in=BELONGING
    )


def dates_to_come(
    today: date, *, months: int, countries: Collection[str], most: int
) -> Sequence[dict[str, str]]:
    """Return lines of the monitoring calendar as they are shown, for some countries or for all."""
    last = today + timedelta(days=_DAYS_A_MONTH * months)
    wanted = set(countries)
    found = [
        one
        for one in coming_dates(today)
        if one.day <= last
        and (not wanted or not one.round.country_id or one.round.country_id in wanted)
    ]
    return [_line(one) for one in found[:most]]


def _line(one: RoundDate) -> dict[str, str]:
    mechanism = one.round.mechanism
    return {
        "title": _("%(mechanism)s, %(country)s")
        % {"mechanism": mechanism, "country": one.country or _("all countries")},
        "url": absolute(reverse("library_mechanism", args=[mechanism.slug])),
        "teaser": " · ".join(part for part in (str(one.label), one.round.name) if part),
        "when": date_format(one.day, "j M Y"),
    }


def entries_of_lines(lines: Sequence[dict[str, str]]) -> list[Entry]:
    """Return lines of the calendar as entries."""
    return [Entry(**line) for line in lines]
