"""The report on searches in the admin: the page and the same figures as CSV."""

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from core.csv_answers import csv_answer
from search.insight.chart import chart_of
from search.insight.reporting import COLUMNS, MOST_VALUES, Period, Report
from search.insight.storing import COUNTS_KEPT, THRESHOLD, WORDS_KEPT

PERMISSION = "search.view_searchcount"
PERIODS = {Period.DAYS: _("Last 30 days"), Period.MONTHS: _("Last 12 months")}


class _ForReaders(PermissionRequiredMixin, View):
    """A view for those who may read the report."""

    permission_required = PERMISSION
    raise_exception = True

    def report(self) -> Report:
        """Return the report on the period that the address names."""
        periods = {period.value: period for period in Period}
        period = periods.get(self.request.GET.get("period", ""), Period.DAYS)
        return Report(period, timezone.localdate())


class SearchReportView(_ForReaders, WagtailAdminTemplateMixin, TemplateView):
    """What is searched for: how much, narrowed by what, and which words find nothing."""

    template_name = "search/admin/insight.html"
    page_title = _("What is searched for")
    header_icon = "search"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("search_insight"), "label": _("What is searched for")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the report."""
        report = self.report()
        return super().get_context_data(
            report=report,
            chart=chart_of(report.steps),
            periods=[
                (period.value, label, period is report.period) for period, label in PERIODS.items()
            ],
            csv_url=f"{reverse('search_insight_csv')}?period={report.period.value}",
            most_values=f":{MOST_VALUES}",
            threshold=THRESHOLD,
            words_kept=WORDS_KEPT.days,
            counts_kept=COUNTS_KEPT.days,
            is_counting=settings.COUNT_SEARCHES,
            may_change_terms=self.request.user.has_perm("core.change_term"),
            **kwargs,
        )


class SearchReportCsvView(_ForReaders):
    """The same figures as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Write every line of the report."""
        report = self.report()
        return csv_answer(report.lines(), COLUMNS, f"searches-{report.period.value}")
