"""Reads of the directory that span models: who is listed where, what one may ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, QuerySet
from wagtail.models import Page

from core.models import Country, Term, Vocabulary
from core.public_pages import open_to_all
from core.sorting import sort_key
from directory.models import OrganisationPage


@dataclass(frozen=True)
class CountryCount:
    """How many organisations work in a country."""

    country: Country
    number: int


@dataclass(frozen=True)
class Questions:
    """What the three questions of the directory offer: only what some organisation answers."""

    countries: list[Country]
    services: list[Term]
    target_groups: list[Term]


@cache
def _listed() -> QuerySet[OrganisationPage]:
    return open_to_all(OrganisationPage.objects.all())


def listed_organisations() -> QuerySet[OrganisationPage]:
    """Return the organisations that everybody may see."""
    return _listed().all()


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
