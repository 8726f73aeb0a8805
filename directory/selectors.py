"""Reads of the directory that span models: who is listed where, what one may ask for."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Count, QuerySet, Value, When
from wagtail.models import Page

from core.models import Country, Term, Vocabulary
from directory.models import OrganisationPage

PAGE_SIZE = 20


@dataclass(frozen=True)
class CountryCount:
    """How many organisations work in a country."""

    country: Country
    number: int


@dataclass(frozen=True)
class CountryGroup:
    """Organisations of one country; `country` is None for those that name none."""

    country: Country | None
    organisations: list[OrganisationPage]


@dataclass(frozen=True)
class Listing:
    """One page of the directory, and the counts of the whole."""

    organisations: int
    countries: list[CountryCount]
    groups: list[CountryGroup]
    number: int
    pages: int


@dataclass(frozen=True)
class Questions:
    """What the three questions of the directory offer: only what some organisation answers."""

    countries: list[Country]
    services: list[Term]
    target_groups: list[Term]


def listed_organisations() -> QuerySet[OrganisationPage]:
    """Return the organisations that everybody may see."""
    return OrganisationPage.objects.live().public()


def directory_listing(number: int) -> Listing:
    """Return page `number` of the directory, country by country; a number out of range gives the nearest page.

    An organisation stands under every country it works in, so pages are cut from pairs of both.
    """
    listed = listed_organisations()
    counts = countries_of(listed)
    without = listed.filter(countries=None).order_by("title")
    total = sum(count.number for count in counts) + without.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    return Listing(
        organisations=listed.count(),
        countries=counts,
        groups=_groups(_pairs(listed, without, counts, (number - 1) * PAGE_SIZE), counts),
        number=number,
        pages=pages,
    )


def countries_of(listed: QuerySet[OrganisationPage]) -> list[CountryCount]:
    """Return the countries in which `listed` work, by name, each with the number of organisations."""
    rows = (
        listed.exclude(countries=None)
        .order_by()
        .values_list("countries")
        .annotate(number=Count("pk", distinct=True))
    )
    numbers = {code: number for code, number in rows if code}
    countries = Country.objects.filter(pk__in=numbers)
    return sorted(
        (CountryCount(country, numbers[country.pk]) for country in countries),
        key=lambda count: sort_key(count.country.name),
    )


def sort_key(name: str) -> str:
    """Return `name` without accents and case, by which names of any alphabet of Europe sort as expected."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


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


def _groups(pairs: list[tuple[str | None, int]], counts: list[CountryCount]) -> list[CountryGroup]:
    countries = {count.country.pk: count.country for count in counts}
    organisations = (
        OrganisationPage.objects.filter(pk__in={key for _, key in pairs})
        .select_related("type")
        .prefetch_related("terms")
        .in_bulk()
    )
    return [
        CountryGroup(
            country=countries[code] if code else None,
            organisations=[organisations[key] for _, key in group],
        )
        for code, group in groupby(pairs, key=lambda pair: pair[0])
    ]


def questions() -> Questions:
    """Return the countries, services and target groups that listed organisations have."""
    listed = listed_organisations()
    used = set(
        OrganisationPage.terms.through.objects.filter(
            organisationpage__in=listed.values("pk")
        ).values_list("term_id", flat=True)
    )
    asked = [Vocabulary.SERVICES, Vocabulary.TARGET_GROUPS]
    terms = list(Term.objects.filter(vocabulary__in=asked))
    offered = _broadest(terms, used)
    return Questions(
        countries=[count.country for count in countries_of(listed)],
        services=[term for term in offered if term.vocabulary == Vocabulary.SERVICES],
        target_groups=[term for term in offered if term.vocabulary == Vocabulary.TARGET_GROUPS],
    )


def _broadest(terms: Iterable[Term], used: set[int]) -> list[Term]:
    """Return the terms without a broader one that are used, or have a narrower one that is."""
    by_key = {term.pk: term for term in terms}

    def root(term: Term) -> Term:
        while term.parent_id in by_key:
            term = by_key[term.parent_id]
        return term

    roots = {root(term).pk for term in by_key.values() if term.pk in used}
    return [term for term in by_key.values() if term.pk in roots]


def records_of(organisation: OrganisationPage, accessor: str, key: str) -> list[Page]:
    """Return the public pages that point to `organisation` through the reverse relation `accessor`.

    The relations belong to apps that know the directory, which itself knows none of them; `key` is the
    column of the relation that holds the page.
    """
    related = getattr(organisation, accessor).order_by().values(key)
    return list(Page.objects.live().public().filter(pk__in=related).order_by("title").specific())
