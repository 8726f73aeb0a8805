"""What the practices say about a country: the charts that name it, and the cases across its borders."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, Window
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from core.countries import (
    CountryColumn,
    CountryItem,
    CountryPart,
    CountrySection,
    RecordPaths,
    register_country_part,
)
from core.countries.parts import SHOWN
from core.models import Country
from practices.models import CaseStudyPage, PracticeOrganisation, PracticePage
from practices.selectors.formatting import period_text
from practices.selectors.links import search_url
from practices.selectors.listing import cases_of, charts_of

#: So few cases could point to persons, so their number is not told (docs/confidentiality.md).
FEWEST_CASES = 5
# The number of all stands in every row of the first ones: one query instead of two.
_IN_ALL = Window(Count("pk"))


def _sections(country: Country, request: HttpRequest) -> Sequence[CountrySection]:
    """Return the charts and cases that name a country (three queries)."""
    paths = RecordPaths(request)
    organisations = PracticeOrganisation.objects.select_related("organisation")
    charts = _first(charts_of(paths.locale_id), country).prefetch_related(
        Prefetch("organisation_rows", organisations)
    )
    cases = _first(cases_of(paths.locale_id), country).select_related("organisation")
    return [
        CountrySection(
            name="practices",
            title=gettext_lazy("Practice charts"),
            place=30,
            items=[_chart(chart, paths) for chart in charts],
            count=_count(charts),
            empty=gettext_lazy("No practice chart of this country yet."),
            see_all=search_url(("kind", "practice"), ("country", country.pk)),
        ),
        CountrySection(
            name="cases",
            title=gettext_lazy("Cases across borders"),
            place=40,
            items=[_case(case, paths) for case in cases],
            count=_count(cases),
            empty=gettext_lazy("No case study names this country yet."),
            see_all=search_url(("kind", "case-study"), ("country", country.pk)),
            least=FEWEST_CASES,
        ),
    ]


def _first(pages: QuerySet[Any], country: Country) -> QuerySet[Any]:
    return pages.filter(countries=country).annotate(in_all=_IN_ALL)[:SHOWN]


def _count(pages: QuerySet[Any]) -> int:
    return pages[0].in_all if pages else 0


def _chart(chart: PracticePage, paths: RecordPaths) -> CountryItem:
    names = ", ".join(row.name for row in chart.organisation_rows.all())
    period = period_text(chart.period_start, chart.period_end)
    return CountryItem(
        title=chart.title,
        url=paths.of(chart.url_path),
        notes=tuple(note for note in (names, period) if note),
        letter=chart.category,
    )


def _case(case: CaseStudyPage, paths: RecordPaths) -> CountryItem:
    number = _("Case %(number)d") % {"number": case.number} if case.number else ""
    notes = (number, case.organisation_name)
    return CountryItem(
        title=case.title,
        url=paths.of(case.url_path),
        notes=tuple(note for note in notes if note),
    )


def _numbers_of(pages: QuerySet[Any]) -> Mapping[str, int]:
    rows = pages.exclude(countries=None).order_by().values_list("countries")
    return dict(rows.annotate(number=Count("pk", distinct=True)))


register_country_part(
    CountryPart(
        sections=_sections,
        columns=(
            CountryColumn(
                "practices",
                gettext_lazy("Practice charts"),
                30,
                lambda: _numbers_of(charts_of(Locale.get_active().pk)),
            ),
            CountryColumn(
                "cases",
                gettext_lazy("Case studies"),
                40,
                lambda: _numbers_of(cases_of(Locale.get_active().pk)),
                least=FEWEST_CASES,
            ),
        ),
    )
)
