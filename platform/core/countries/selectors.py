"""Reads of the country pages: one country, several side by side, all of which something is known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.countries.parts import (
    CountryColumn,
    CountryItem,
    CountryLink,
    CountrySection,
    SectionForm,
    country_parts,
    shown_number,
)
from core.countries.paths import country_path
from core.models import Country, Term, Vocabulary
from core.sorting import sort_key

FEWEST, MOST = 2, 4
# However many are asked for, so many are looked at.
MOST_READ = 20
_CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country of the list with its numbers in the order of the columns; empty where there is nothing."""

    code: str
    name: str
    url: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryList:
    """The countries of which something is known, of one named region or of all."""

    columns: tuple[CountryColumn, ...]
    rows: tuple[CountryRow, ...]
    regions: tuple[Term, ...]
    region: Term | None
    is_unknown_region: bool


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """What the countries say to one thing: for each its item, or None; `url` when it is one record for all."""

    title: str
    url: str
    cells: tuple[CountryItem | None, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One section of every country; `rows` when it aligns."""

    name: str
    title: str | Promise
    sections: tuple[CountrySection, ...]
    rows: tuple[AlignedRow, ...]
    aligns: bool


@dataclass(frozen=True, slots=True)
class CountryComparison:
    """Countries side by side; `problems` says in sentences what could not be done as asked."""

    countries: tuple[Country, ...]
    sections: tuple[ComparedSection, ...]
    problems: tuple[str, ...]

    @property
    def is_possible(self) -> bool:
        """Tell whether there are enough countries to compare."""
        return len(self.countries) >= FEWEST

    @property
    def codes(self) -> list[str]:
        """Return the codes of the countries, in their order."""
        return [country.pk for country in self.countries]


def sections_of(country: Country, request: HttpRequest) -> list[CountrySection]:
    """Return the sections of a country in their order."""
    sections = [one for part in country_parts() for one in part.sections(country, request)]
    return sorted(sections, key=lambda section: section.place)


def links_of(country: Country) -> list[CountryLink]:
    """Return what can be done with a country, in the order of the apps."""
    return [one for part in country_parts() for one in part.links(country)]


def country_list(region: str = "") -> CountryList:
    """Return the countries of which something is public; of a region that there is not, all, and the list says so."""
    columns = _columns()
    numbers = [column.numbers() for column in columns]
    known = {code for counts in numbers for code, number in counts.items() if number}
    countries = Country.objects.filter(pk__in=known).prefetch_related("regions")
    regions = _regions(countries)
    chosen = next((one for one in regions if one.slug == region), None)
    rows = [
        CountryRow(
            code=country.pk,
            name=country.name,
            url=country_path(country.pk),
            numbers=tuple(
                shown_number(counts[country.pk], column.least) if counts.get(country.pk) else ""
                for column, counts in zip(columns, numbers, strict=True)
            ),
        )
        for country in countries
        if chosen is None or chosen in country.regions.all()
    ]
    return CountryList(
        columns=columns,
        rows=tuple(sorted(rows, key=lambda row: sort_key(row.name))),
        regions=regions,
        region=chosen,
        is_unknown_region=bool(region) and chosen is None,
    )


def known_codes() -> list[str]:
    """Return the codes of the countries of which something is public, sorted."""
    return sorted({code for column in _columns() for code in column.numbers()})


def _columns() -> tuple[CountryColumn, ...]:
    columns = [column for part in country_parts() for column in part.columns]
    return tuple(sorted(columns, key=lambda column: column.place))


def _regions(countries: Iterable[Country]) -> tuple[Term, ...]:
    found = {region.pk: region for country in countries for region in country.regions.all()}
    regions = [one for one in found.values() if one.vocabulary == Vocabulary.REGIONS]
    return tuple(sorted(regions, key=lambda region: sort_key(region.name)))


def compare_countries(asked: Sequence[str], request: HttpRequest) -> CountryComparison:
    """Set the countries with these codes side by side; codes of no country are left out and told."""
    codes = list(dict.fromkeys(text.strip().upper() for text in asked[:MOST_READ] if text.strip()))
    found = Country.objects.in_bulk([code for code in codes if _CODE.fullmatch(code)])
    known = [found[code] for code in codes if code in found]
    problems = _problems(len(codes) - len(known), len(known))
    countries = tuple(known[:MOST])
    if len(countries) < FEWEST:
        return CountryComparison(countries, (), problems)
    return CountryComparison(countries, _compared(countries, request), problems)


def _compared(countries: Sequence[Country], request: HttpRequest) -> tuple[ComparedSection, ...]:
    # Every part gives the same sections for every country, so they stand in the same order.
    together = zip(*(sections_of(country, request) for country in countries), strict=True)
    return tuple(
        ComparedSection(
            name=sections[0].name,
            title=sections[0].title,
            sections=sections,
            rows=_aligned(sections) if sections[0].aligns else (),
            aligns=sections[0].aligns,
        )
        for sections in together
    )


def _aligned(sections: Sequence[CountrySection]) -> tuple[AlignedRow, ...]:
    # Behind a number stands a list of its country, behind anything else one record for all.
    is_number = sections[0].form == SectionForm.VALUES
    cells = [{item.title: item for item in section.items} for section in sections]
    titles = dict.fromkeys(item.title for section in sections for item in section.items)
    rows = []
    for title in sorted(titles, key=sort_key):
        row = tuple(by_title.get(title) for by_title in cells)
        rows.append(AlignedRow(title, "" if is_number else _first_url(row), row))
    return tuple(rows)


def _first_url(row: Sequence[CountryItem | None]) -> str:
    return next(item.url for item in row if item)


def _problems(missing: int, known: int) -> tuple[str, ...]:
    problems = []
    if missing:
        problems.append(
            ngettext(
                "%(count)d of the codes asked for belongs to no country; use codes such as FR or IT.",
                "%(count)d of the codes asked for belong to no country; use codes such as FR or IT.",
                missing,
            )
            % {"count": missing}
        )
    if known > MOST:
        problems.append(
            _("At most %(most)d countries stand side by side; the first %(most)d are shown.")
            % {"most": MOST}
        )
    if known == 1:
        problems.append(_("Choose one country more."))
    return tuple(problems)
