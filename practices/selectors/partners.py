"""Organisations that a reader of a chart may want to turn to."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from core.models import Vocabulary
from core.prepared import PreparedQuery
from core.public_pages import open_to_all
from directory.models import OrganisationPage
from practices.models import PracticePage
from practices.selectors.links import Link, PagePaths

PARTNERS_SHOWN = 4
# How many organisations of the countries are looked at.
LOOKED_AT = 1_000


def _partners_query(
    countries: list[str], terms: list[int], own: list[int], locale: int
) -> QuerySet:
    near = OrganisationPage.countries.through.objects.filter(country_id__in=countries)
    newest = near.order_by("-pk").values("organisationpage_id")[:LOOKED_AT]
    return (
        open_to_all(OrganisationPage.objects.filter(locale_id=locale))
        .filter(pk__in=newest, terms__in=terms)
        .exclude(pk__in=own)
        .annotate(shared=Count("terms", distinct=True))
        .order_by("-shared", "title")
        .values_list("title", "url_path", "city", "shared")[:PARTNERS_SHOWN]
    )


_partners = PreparedQuery(_partners_query)


def partners(page: PracticePage, request: HttpRequest | None) -> list[Link]:
    """Return organisations of the chart's countries that offer the same services or work for the same people."""
    countries = [country.pk for country in page.countries.all()]
    terms = page.terms_of(Vocabulary.SERVICES) + page.terms_of(Vocabulary.TARGET_GROUPS)
    if not countries or not terms:
        return []
    own = [row.organisation_id for row in page.organisation_rows.all() if row.organisation_id]
    rows = _partners.rows(
        countries=countries,
        terms=[term.pk for term in terms],
        own=own or [0],
        locale=page.locale_id,
    )
    paths = PagePaths(request)
    return [
        Link(title, paths.url(url_path), note=_note(city, shared))
        for title, url_path, city, shared in rows
    ]


def _note(city: str, shared: int) -> str:
    what = ngettext(
        "%(count)d service or target group in common",
        "%(count)d services or target groups in common",
        shared,
    ) % {"count": shared}
    return f"{city} · {what}" if city else what
