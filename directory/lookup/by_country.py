"""The whole directory country by country, as the database knows it: what is left while the search is down."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from core.access import Tier
from core.models import Country
from directory.disclosure_batches import Discloser
from directory.freshness.states import state_of
from directory.lookup.entries import Entry, entry_of
from directory.models import FreshnessSettings, OrganisationPage
from directory.selectors import CountryCount, countries_of, listed_organisations
from search.rows import PagePaths

PAGE_SIZE = 20


@dataclass(frozen=True)
class CountryGroup:
    """Organisations of one country; `country` is None for those that name none."""

    country: Country | None
    entries: list[Entry]


@dataclass(frozen=True)
class Listing:
    """One page of the directory, and the counts of the whole."""

    organisations: int
    countries: list[CountryCount]
    groups: list[CountryGroup]
    number: int
    pages: int


def directory_listing(number: int, tier: Tier) -> Listing:
    """Return page `number` of the directory, country by country; a number out of range gives the nearest page.

    An organisation stands under every country it works in, so pages are cut from pairs of both.
    """
    listed = listed_organisations()
    counts = countries_of(listed)
    without = listed.filter(countries=None).order_by("title")
    total = sum(count.number for count in counts) + without.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    pairs = _pairs(listed, without, counts, (number - 1) * PAGE_SIZE)
    return Listing(
        organisations=listed.count(),
        countries=counts,
        groups=_groups(pairs, counts, tier),
        number=number,
        pages=pages,
    )


def _pairs(
    listed: QuerySet[OrganisationPage],
    without: QuerySet[OrganisationPage],
    counts: list[CountryCount],
    start: int,
) -> list[tuple[str | None, int]]:
    """Return PAGE_SIZE pairs of (country code, organisation) from `start`, countries by name."""
    membership = OrganisationPage.countries.through
    order = [
        When(country_id=count.country.pk, then=Value(position))
        for position, count in enumerate(counts)
    ]
    pairs: list[tuple[str | None, int]] = []
    if order:
        rows = (
            membership.objects.filter(organisationpage__in=listed.values("pk"))
            .annotate(position=Case(*order))
            .order_by("position", "organisationpage__title", "organisationpage_id")
            .values_list("country_id", "organisationpage_id")
        )
        pairs = list(rows[start : start + PAGE_SIZE])
    missing = PAGE_SIZE - len(pairs)
    if missing:
        begin = max(0, start - sum(count.number for count in counts))
        rest = without.values_list("pk", flat=True)[begin : begin + missing]
        pairs += [(None, key) for key in rest]
    return pairs


def _groups(
    pairs: list[tuple[str | None, int]], counts: list[CountryCount], tier: Tier
) -> list[CountryGroup]:
    countries = {count.country.pk: count.country for count in counts}
    paths, rules, now = PagePaths(), FreshnessSettings.load(), timezone.now()
    shown = Discloser(tier).disclose(list({key for _, key in pairs}))
    entries = {
        one.id: entry_of(one, paths.of(one.url_path), state_of(one.confirmation.at, rules, now))
        for one in shown
    }
    return [
        CountryGroup(
            country=countries[code] if code else None,
            entries=[entries[key] for _, key in group if key in entries],
        )
        for code, group in groupby(pairs, key=lambda pair: pair[0])
    ]
