"""Parts of pages made of charts and cases: the categories, the newest cases, what is covered."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.parts import Part, register_part
from practices.selectors.coverage import coverage
from practices.selectors.links import PagePaths
from practices.selectors.listing import case_entry, cases_of, shelves

CHARTS_SHOWN = 3
CASES_SHOWN = 4


def _categories(request: HttpRequest | None) -> dict[str, Any]:
    categories = shelves(Locale.get_active().pk, request, shown=CHARTS_SHOWN)
    return {
        "categories": [category for category in categories if category.letter],
        "chart_count": sum(category.count for category in categories),
    }


def _newest_cases(request: HttpRequest | None) -> dict[str, Any]:
    cases = cases_of(Locale.get_active().pk)
    newest = cases.select_related("organisation").prefetch_related("countries")
    paths = PagePaths(request)
    entries = [
        case_entry(case, paths)
        for case in newest.order_by("-first_published_at", "-path")[:CASES_SHOWN]
    ]
    half = -(-len(entries) // 2)
    columns = [column for column in (entries[:half], entries[half:]) if column]
    return {"cases": columns, "case_count": cases.count()}


def _coverage(request: HttpRequest | None) -> dict[str, Any]:
    return {"coverage": coverage(Locale.get_active().pk)}


register_part(
    Part(
        name="practice-categories",
        label=_("Practice charts by category"),
        template="practices/parts/categories.html",
        context=_categories,
    )
)
register_part(
    Part(
        name="newest-cases",
        label=_("Newest case studies"),
        template="practices/parts/newest_cases.html",
        context=_newest_cases,
    )
)
register_part(
    Part(
        name="practice-coverage",
        label=_("Coverage: charts by country and category"),
        template="practices/parts/coverage.html",
        context=_coverage,
    )
)
