"""The issues of the archive by year, the newest first."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from wagtail.models import Page

from core.public_pages import open_to_all
from newsletter.models import IssuePage


@dataclass(frozen=True, slots=True)
class ArchivedIssue:
    """One line of the archive."""

    title: str
    url: str
    day: date | None
    number: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year with issues."""

    year: int
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """The issues of one year, and the way to the others; `is_unknown`: the year that was asked for has none."""

    year: int | None
    issues: list[ArchivedIssue]
    years: list[YearLink]
    newer: YearLink | None
    older: YearLink | None
    is_unknown: bool = False


def listed_issues(parent: Page) -> QuerySet[Any]:
    """Return the issues below a newsletter that everybody may read, the newest first; `day` is the date of each."""
    return (
        open_to_all(IssuePage.objects.child_of(parent))
        .annotate(day=Coalesce("issued_on", Cast("first_published_at", DateField())))
        .order_by(F("day").desc(nulls_last=True), F("number").desc(nulls_last=True), "-pk")
    )


def archive_of(page: Page, request: HttpRequest | None) -> ArchiveYear:
    """Return a year of the archive: that of `?year=`, else the newest."""
    issues = listed_issues(page)
    counts: dict[int, int] = {}
    for day in issues.values_list("day", flat=True):
        if day is not None:
            counts[day.year] = counts.get(day.year, 0) + 1
    asked = request.GET.get("year", "") if request else ""
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == 4
    newest = next(iter(counts), None)
    year = int(asked) if is_year and int(asked) in counts else newest
    links = [
        YearLink(
            one,
            count,
            page.get_url(request) + ("" if one == newest else f"?year={one}"),
            one == year,
        )
        for one, count in counts.items()
    ]
    newer = next((before for before, link in pairwise(links) if link.is_current), None)
    older = next((after for link, after in pairwise(links) if link.is_current), None)
    shown = issues.filter(day__year=year) if year else issues.none()
    return ArchiveYear(
        year=year,
        issues=[_line(issue, request) for issue in shown],
        years=links,
        newer=newer,
        older=older,
        is_unknown=bool(asked) and str(year) != asked,
    )


def _line(issue: Any, request: HttpRequest | None) -> ArchivedIssue:
    return ArchivedIssue(
        title=issue.title,
        url=issue.get_url(request) or "",
        day=issue.day,
        number=issue.number,
        summary=issue.summary or issue.preheader,
    )
