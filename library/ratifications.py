"""Reads of the ratification table: the countries of an instrument, the instruments of a country, the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.countries import country_path
from core.models import Country, Term
from core.public_pages import open_to_all
from core.sorting import sort_key
from library.models import PolicyLevel, PolicyPage, Ratification
from library.models.ratifications import RatificationQuerySet


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A country and what it says to every instrument, in their order; None where nothing is known."""

    name: str
    url: str
    cells: tuple[Ratification | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Countries by instruments, of one named region or of all."""

    instruments: Sequence[PolicyPage]
    rows: Sequence[MatrixRow]
    regions: Sequence[Term]
    region: Term | None
    is_unknown_region: bool

    @property
    def notes(self) -> list[Ratification]:
        """Return the rows with a reservation, in the order of the table."""
        return [cell for row in self.rows for cell in row.cells if cell and cell.reservation]


def public_ratifications() -> RatificationQuerySet:
    """Return the rows of instruments that everybody may read."""
    return Ratification.objects.filter(policy__in=open_to_all(PolicyPage.objects.all()))


def ratifications_of(policy: PolicyPage) -> list[Ratification]:
    """Return the rows of an instrument, by the names of the countries (one query)."""
    rows = policy.ratifications.select_related("country")
    return sorted(rows, key=lambda row: sort_key(row.country.name))


def instruments_in(country: Country) -> list[Ratification]:
    """Return what a country says to the instruments, those that bind it first, the newest first (one query)."""
    rows = public_ratifications().filter(country=country).select_related("policy")
    return sorted(
        rows, key=lambda row: (not row.is_bound, -(row.policy.year_adopted or 0), row.policy.title)
    )


def matrix(region: str = "") -> Matrix:
    """Return the table; of a region that there is not, all countries, and the table says so (three queries)."""
    found = list(public_ratifications().select_related("policy"))
    countries = Country.objects.filter(pk__in={row.country_id for row in found})
    known = sorted(countries.prefetch_related("regions"), key=lambda one: sort_key(one.name))
    regions = {region.pk: region for country in known for region in country.regions.all()}
    chosen = next((one for one in regions.values() if one.slug == region), None)
    shown = [one for one in known if chosen is None or chosen in one.regions.all()]
    by_code = {country.pk: country for country in shown}
    cells = {(row.country_id, row.policy_id): row for row in found if row.country_id in by_code}
    for row in cells.values():
        row.country = by_code[row.country_id]
    instruments = _instruments(cells.values())
    return Matrix(
        instruments=instruments,
        rows=[
            MatrixRow(
                country.name,
                country_path(country.pk),
                tuple(cells.get((country.pk, one.pk)) for one in instruments),
            )
            for country in shown
        ],
        regions=sorted(regions.values(), key=lambda term: sort_key(term.name)),
        region=chosen,
        is_unknown_region=bool(region) and chosen is None,
    )


def _instruments(rows: Iterable[Ratification]) -> list[PolicyPage]:
    """Return the instruments of rows, global ones first, by year."""
    found = {row.policy_id: row.policy for row in rows}
    order = [*PolicyLevel.values, ""]
    return sorted(
        found.values(),
        key=lambda one: (order.index(one.level), one.year_adopted or 0, one.title),
    )
