"""Coverage: for which countries and needs somebody is listed, and where nobody is, or nobody lately confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import Country, Term, Vocabulary
from core.prepared import PreparedQuery
from core.sorting import sort_key
from directory.freshness.states import limits_of
from directory.models import FreshnessSettings, OrganisationPage
from directory.selectors import listed_organisations
from search.facets import COUNTRY, SERVICE, TARGET_GROUP
from search.page_parts import Link


class CellState(models.TextChoices):
    """What a cell of the table says; all but the last are gaps."""

    NONE = "none", gettext_lazy("nobody listed")
    UNVERIFIED = "unverified", gettext_lazy("listed, never confirmed")
    STALE = "stale", gettext_lazy("confirmed once, overdue now")
    CONFIRMED = "confirmed", gettext_lazy("confirmed")


SIDES: Mapping[str, tuple[str, str]] = {
    SERVICE.name: (Vocabulary.SERVICES, gettext_lazy("Services")),  # type: ignore[dict-item]
    TARGET_GROUP.name: (Vocabulary.TARGET_GROUPS, gettext_lazy("Target groups")),  # type: ignore[dict-item]
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One country and one need: how many organisations, how many of them lately confirmed, and what that means."""

    count: int
    current: int
    state: CellState
    url: str
    words: str

    @property
    def is_gap(self) -> bool:
        """Tell whether nobody can be relied on."""
        return self.state != CellState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Row:
    """A country with its cells."""

    name: str
    code: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Entries of a cell: all, those confirmed and not overdue, those that were ever confirmed."""

    count: int = 0
    current: int = 0
    ever: int = 0

    @property
    def state(self) -> CellState:
        """Return what they mean."""
        if not self.count:
            return CellState.NONE
        if self.current:
            return CellState.CONFIRMED
        return CellState.STALE if self.ever else CellState.UNVERIFIED


_NOTHING = Numbers()
# How the states of entries are counted in the database.
_CURRENT, _OVERDUE, _NEVER = 0, 1, 2


@dataclass(frozen=True)
class Coverage:
    """The table as the page shows it; `side` is what stands across: services or target groups."""

    side: str
    region: str
    columns: Sequence[Term]
    countries: Sequence[Country]
    numbers: Mapping[tuple[str, int], Numbers]
    regions: Sequence[Term]
    problems: Sequence[str]

    @property
    def title(self) -> str:
        """Return what stands across."""
        return str(SIDES[self.side][1])

    @cached_property
    def rows(self) -> list[Row]:
        """Return the countries with their cells."""
        return [
            Row(
                name=country.name,
                code=country.pk,
                url=f"{self._directory}?{COUNTRY.name}={country.pk}",
                cells=[self._cell(country, term) for term in self.columns],
            )
            for country in self.countries
        ]

    def _cell(self, country: Country, term: Term) -> Cell:
        numbers = self.numbers.get((country.pk, term.pk), _NOTHING)
        url = ""
        if numbers.count:  # Codes and slugs need no quoting.
            url = f"{self._directory}?{COUNTRY.name}={country.pk}&{self.side}={term.slug}"
        words = self._words.get(numbers)
        if words is None:
            words = self._words[numbers] = _words(numbers)
        return Cell(numbers.count, numbers.current, numbers.state, url, words)

    @cached_property
    def _directory(self) -> str:
        return reverse("directory")

    @cached_property
    def _words(self) -> dict[Numbers, str]:
        """Return cells in words, each wording made once."""
        return {}

    @property
    def body(self) -> SafeString:
        """Return the lines of the table; a template would take longer over its thousand cells than the database."""
        return format_html_join("", "{}", ((_line(row),) for row in self.rows))

    @cached_property
    def gaps(self) -> dict[CellState, int]:
        """Return how many cells are gaps, by what they lack."""
        found: dict[CellState, int] = defaultdict(int)
        for row in self.rows:
            for cell in row.cells:
                found[cell.state] += 1
        return found

    @property
    def summary(self) -> str:
        """Return the table in a sentence."""
        cells = sum(self.gaps.values())
        return _(
            "%(cells)d combinations: %(confirmed)d with a confirmed entry, %(stale)d overdue, "
            "%(unverified)d never confirmed, %(none)d with nobody listed."
        ) % {
            "cells": cells,
            "confirmed": self.gaps.get(CellState.CONFIRMED, 0),
            "none": self.gaps.get(CellState.NONE, 0),
            "unverified": self.gaps.get(CellState.UNVERIFIED, 0),
            "stale": self.gaps.get(CellState.STALE, 0),
        }

    @property
    def switch(self) -> list[Link]:
        """Return the links to the two tables."""
        return [
            Link(str(label), self._url(side, self.region), side == self.side)
            for side, (_vocabulary, label) in SIDES.items()
        ]

    @property
    def csv_url(self) -> str:
        """Return the address of the table as CSV."""
        return self._url(self.side, self.region, "directory_coverage_csv")

    def _url(self, side: str, region: str, name: str = "directory_coverage") -> str:
        pairs = [("by", side)] if side != SERVICE.name else []
        pairs += [("region", region)] if region else []
        return reverse(name) + (f"?{urlencode(pairs)}" if pairs else "")

    def columns_for_csv(self) -> list[str]:
        """Return the head line: each need twice, all listed and those currently confirmed."""
        names = [term.name for term in self.columns]
        return [
            "country",
            "code",
            *(column for name in names for column in (name, f"{name} ({_('confirmed')})")),
        ]

    def rows_for_csv(self) -> Iterator[dict[str, Any]]:
        """Yield a row a country."""
        for row in self.rows:
            told: dict[str, Any] = {"country": row.name, "code": row.code}
            for term, cell in zip(self.columns, row.cells, strict=True):
                told[term.name] = cell.count
                told[f"{term.name} ({_('confirmed')})"] = cell.current
            yield told


def coverage_page(params: QueryDict) -> Coverage:
    """Return the table that a query string asks for (`by`, `region`), and says what of it made no sense."""
    side, region = params.get("by", SERVICE.name), params.get("region", "")
    problems = []
    if side not in SIDES:
        problems.append(_("The table goes by service or target-group; services are shown."))
        side = SERVICE.name
    regions = list(Term.objects.of(Vocabulary.REGIONS).filter(countries__isnull=False).distinct())
    chosen = next((term for term in regions if term.slug == region), None)
    if region and chosen is None:
        problems.append(_("There is no such region; all countries are shown."))
    terms = list(Term.objects.of(SIDES[side][0]))
    roots = _roots(terms)
    numbers = _numbers(roots)
    return Coverage(
        side=side,
        region=chosen.slug if chosen else "",
        columns=[term for term in terms if roots[term.pk] == term.pk],
        countries=_countries(chosen, {code for code, _term in numbers}),
        numbers=numbers,
        regions=sorted(regions, key=lambda term: sort_key(term.name)),
        problems=problems,
    )


def _countries(region: Term | None, listed: Iterable[str]) -> list[Country]:
    """Return the countries of a region, empty ones too; of the whole world those where somebody is listed."""
    countries = region.countries.all() if region else Country.objects.filter(pk__in=list(listed))
    return sorted(countries, key=lambda country: sort_key(country.name))


def _roots(terms: Iterable[Term]) -> dict[int, int]:
    """Return the broadest term above each: whoever gives a narrower service gives the broader one."""
    parents = {term.pk: term.parent_id for term in terms}
    roots = {}
    for key in parents:
        root, seen = key, {key}
        while (parent := parents.get(root)) in parents and parent not in seen:
            assert parent is not None
            seen.add(parent)
            root = parent
        roots[key] = root
    return roots


def _numbers(roots: Mapping[int, int]) -> dict[tuple[str, int], Numbers]:
    """Count entries by country and need (four queries).

    Each country and each need is a number with a bit for every entry that has it, and a cell is the bits that two of
    them share. Grouping the joined tables in the database takes ten times as long.
    """
    overdue = limits_of(FreshnessSettings.load(), timezone.now()).overdue
    state = Case(
        When(confirmed_at=None, then=Value(_NEVER)),
        When(confirmed_at__lte=overdue, then=Value(_OVERDUE)),
        default=Value(_CURRENT),
    )
    listed = list(
        listed_organisations().order_by().annotate(state=state).values_list("pk", "state")
    )
    places = {pk: place for place, (pk, _state) in enumerate(listed)}
    by_state = _bits(places, listed)
    ever = by_state[_CURRENT] | by_state[_OVERDUE]
    countries = _bits(places, _of_countries.rows())
    needs = _bits(places, ((pk, roots[term]) for pk, term in _of_terms.rows(terms=list(roots))))
    found = {}
    for code, in_country in countries.items():
        for need, with_need in needs.items():
            if both := in_country & with_need:
                found[code, need] = Numbers(
                    both.bit_count(),
                    (both & by_state[_CURRENT]).bit_count(),
                    (both & ever).bit_count(),
                )
    return found


def _country_rows() -> models.QuerySet:
    return OrganisationPage.countries.through.objects.values_list(
        "organisationpage_id", "country_id"
    )


def _term_rows(terms: list[int]) -> models.QuerySet:
    through = OrganisationPage.terms.through
    return through.objects.filter(term_id__in=terms).values_list("organisationpage_id", "term_id")


_of_countries, _of_terms = PreparedQuery(_country_rows), PreparedQuery(_term_rows)


def _bits(places: Mapping[int, int], rows: Iterable[tuple[int, Any]]) -> defaultdict[Any, int]:
    """Return by value a number with the bits of the entries that have it; who has no place is left out."""
    size = len(places) // 8 + 1
    found: defaultdict[Any, bytearray] = defaultdict(lambda: bytearray(size))
    for pk, value in rows:
        place = places.get(pk)
        if place is not None:
            found[value][place >> 3] |= 1 << (place & 7)
    bits = {value: int.from_bytes(octets, "little") for value, octets in found.items()}
    return defaultdict(int, bits)


def _line(row: Row) -> SafeString:
    head = format_html('<tr><th scope="row"><a href="{}">{}</a></th>', row.url, row.name)
    # Everything of a cell is a number, a fixed word or an address that was quoted; only those are put in as they are.
    cells = "".join(_cell_html(cell) for cell in row.cells)
    return mark_safe(f"{head}{cells}</tr>\n")  # noqa: S308


def _cell_html(cell: Cell) -> str:
    if not cell.count:
        words = f'<span class="visually-hidden">{escape(cell.words)}</span>'
        return f'<td><span class="cover none" aria-hidden="true">–</span>{words}</td>'
    return (
        f'<td><a class="cover {cell.state}" href="{escape(cell.url)}">{cell.count}'
        f'<span class="visually-hidden"> {escape(cell.words)}</span></a></td>'
    )


def _words(numbers: Numbers) -> str:
    """Return a cell in words, for those who do not see its shape."""
    if not numbers.count:
        return str(CellState.NONE.label)
    listed = ngettext("%(count)d listed", "%(count)d listed", numbers.count) % {
        "count": numbers.count
    }
    if numbers.current:
        return _("%(listed)s, %(current)d confirmed") % {
            "listed": listed,
            "current": numbers.current,
        }
    return _("%(listed)s, none confirmed now") % {"listed": listed}
