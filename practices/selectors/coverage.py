"""What is covered and what is missing: charts by country and category, and countries without any."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from core.models import Country
from core.public_pages import open_to_all
from directory.models import OrganisationPage
from practices.models import Category, PracticePage
from practices.selectors.links import search_url

GAPS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """The charts of one country in one category; none is a gap."""

    letter: str
    count: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country with its categories."""

    name: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table, its totals, and the countries that have organisations but no chart."""

    letters: tuple[tuple[str, str], ...]
    rows: tuple[CountryRow, ...]
    totals: tuple[int, ...]
    gap_count: int
    gaps: tuple[str, ...]


def coverage(locale_id: int) -> Coverage:
    """Count the charts of a language that everybody may read (four queries)."""
    charts = open_to_all(PracticePage.objects.filter(locale_id=locale_id))
    counts = Counter(
        {
            (code, letter): count
            for code, letter, count in charts.order_by()
            .values_list("countries", "category")
            .annotate(Count("pk"))
            if code
        }
    )
    # A chart of two countries stands in two rows and counts once in the total.
    totals = dict(charts.order_by().values_list("category").annotate(Count("pk")))
    organisations = open_to_all(OrganisationPage.objects.filter(locale_id=locale_id))
    at_work = set(organisations.order_by().values_list("countries", flat=True).distinct()) - {None}
    covered = {code for code, _letter in counts}
    countries = Country.objects.in_bulk(covered | at_work)
    rows = sorted((countries[code] for code in covered), key=lambda country: country.name)
    gaps = sorted(countries[code].name for code in at_work - covered)
    return Coverage(
        letters=tuple((letter, str(label)) for letter, label in Category.choices),
        rows=tuple(_row(country, counts) for country in rows),
        totals=tuple(totals.get(letter, 0) for letter in Category.values),
        gap_count=len(gaps),
        gaps=tuple(gaps[:GAPS_NAMED]),
    )


def _row(country: Country, counts: Counter[tuple[str, str]]) -> CountryRow:
    place = ("country", country.pk)
    return CountryRow(
        name=country.name,
        url=search_url(("kind", "practice"), place),
        cells=tuple(
            Cell(
                letter=letter,
                count=counts[country.pk, letter],
                url=search_url(("kind", "practice"), ("category", letter), place),
                label=_("%(count)d in %(letter)s, %(country)s")
                % {"count": counts[country.pk, letter], "letter": letter, "country": country.name},
            )
            for letter in Category.values
        ),
    )
