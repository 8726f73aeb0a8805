"""Charts and cases as entries of lists: the shelf by category, one category, all cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest

from core.public_pages import open_to_all
from practices.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    Category,
    CategoryPage,
    PracticeOrganisation,
    PracticePage,
)
from practices.selectors.formatting import period_text
from practices.selectors.links import PagePaths

PAGE_SIZE = 25
# How many charts of a category stand on the index page; its own page has all of them.
SHOWN_OF_CATEGORY = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A chart or a case in a list."""

    pk: int
    number: int | None
    title: str
    url: str
    summary: str
    category: str
    countries: str
    organisations: str
    period: str


@dataclass(frozen=True, slots=True)
class CategoryShelf:
    """The first charts of a category; `page` explains the category, if there is such a page."""

    letter: str
    label: str
    url: str
    summary: str
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a long list."""

    entries: tuple[Entry, ...]
    page: PageOfList


def shelves(
    locale_id: int, request: HttpRequest | None, shown: int = SHOWN_OF_CATEGORY
) -> list[CategoryShelf]:
    """Return the categories with their first charts (five queries, however many charts there are)."""
    charts = charts_of(locale_id)
    counts = dict(charts.order_by().values_list("category").annotate(Count("pk")))
    first = charts.annotate(
        place=Window(
            RowNumber(),
            partition_by="category",
            order_by=[F("number").asc(nulls_last=True), F("title").asc()],
        )
    ).filter(place__lte=shown)
    paths = PagePaths(request)
    entries: dict[str, list[Entry]] = {}
    for chart in with_names(first):
        entries.setdefault(chart.category, []).append(chart_entry(chart, paths))
    pages = {
        category_page.category: category_page
        for category_page in open_to_all(CategoryPage.objects.filter(locale_id=locale_id))
    }
    return [
        _shelf(letter, pages.get(letter), counts.get(letter, 0), entries.get(letter, []), paths)
        for letter in (*Category.values, "")
        if letter or counts.get("")
    ]


def _shelf(
    letter: str,
    page: CategoryPage | None,
    count: int,
    entries: list[Entry],
    paths: PagePaths,
) -> CategoryShelf:
    return CategoryShelf(
        letter=letter,
        label=str(Category(letter).label) if letter else "",
        url=paths.url(page.url_path) if page else "",
        summary=page.summary if page else "",
        count=count,
        entries=tuple(entries),
    )


def charts_of(locale_id: int) -> QuerySet[PracticePage]:
    """Return the charts of a language that everybody may read, in the order of the shelf."""
    return open_to_all(PracticePage.objects.filter(locale_id=locale_id)).order_by(
        F("number").asc(nulls_last=True), "title"
    )


def with_names(charts: QuerySet[PracticePage]) -> QuerySet[PracticePage]:
    """Fetch with the charts what an entry names: countries and organisations (two more queries)."""
    organisations = PracticeOrganisation.objects.select_related("organisation")
    return charts.prefetch_related("countries", Prefetch("organisation_rows", organisations))


def chart_entry(chart: PracticePage, paths: PagePaths) -> Entry:
    """Return a chart as an entry of a list."""
    return Entry(
        pk=chart.pk,
        number=chart.number,
        title=chart.title,
        url=paths.url(chart.url_path),
        summary=chart.summary,
        category=chart.category,
        countries=names(chart.countries.all()),
        organisations=", ".join(row.name for row in chart.organisation_rows.all()),
        period=period_text(chart.period_start, chart.period_end),
    )


def names(countries: Iterable[Any]) -> str:
    """Return the names of countries, sorted, on one line."""
    return ", ".join(sorted(country.name for country in countries))


def category_listing(page: CategoryPage, request: HttpRequest | None) -> Listing:
    """Return the charts of a category, one page of them."""
    part = _part(with_names(charts_of(page.locale_id).filter(category=page.category)), request)
    paths = PagePaths(request)
    return Listing(tuple(chart_entry(chart, paths) for chart in part), part)


def case_listing(page: CaseStudyIndexPage, request: HttpRequest | None) -> Listing:
    """Return the case studies, one page of them."""
    cases = cases_of(page.locale_id).select_related("organisation").prefetch_related("countries")
    part = _part(cases, request)
    paths = PagePaths(request)
    return Listing(tuple(case_entry(case, paths) for case in part), part)


def cases_of(locale_id: int) -> QuerySet[CaseStudyPage]:
    """Return the case studies of a language that everybody may read, in the order of the shelf."""
    return open_to_all(CaseStudyPage.objects.filter(locale_id=locale_id)).order_by(
        F("number").asc(nulls_last=True), "title"
    )


def case_entry(case: CaseStudyPage, paths: PagePaths) -> Entry:
    """Return a case study as an entry of a list."""
    return Entry(
        pk=case.pk,
        number=case.number,
        title=case.title,
        url=paths.url(case.url_path),
        summary=case.summary,
        category="",
        countries=names(case.countries.all()),
        organisations=case.organisation_name,
        period="",
    )


def _part(rows: QuerySet[Any], request: HttpRequest | None) -> PageOfList:
    number = request.GET.get("page", "1") if request else "1"
    return Paginator(rows, PAGE_SIZE).get_page(number)
