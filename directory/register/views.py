"""The public page of the register, and its export for editors."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.audit import AuditAction, record
from core.csv_answers import csv_answer
from core.exchange import Cell, Column, RecordTable
from core.exchange.writing import write_xlsx
from directory.models import MembershipPeriod
from directory.register.figure import figure_of
from directory.register.members import current_groups, former_group
from directory.register.years import BELONGING, register_history
from directory.services.applications import may_decide

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = ("csv", "xlsx")
TABLE = RecordTable(
    (
        Column("slug"),
        Column("organisation"),
        Column("countries", Cell.CODES),
        Column("status"),
        Column("since", Cell.WHOLE_NUMBER),
        Column("until", Cell.WHOLE_NUMBER),
        Column("note"),
        Column("published", Cell.YES_OR_NO),
    )
)


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Show the members by year, as a figure and as a table, and who they are today."""
    today = timezone.localdate()
    found = register_history(today.year)
    context = {
        "today": today,
        "years": found.years,
        "without_year": found.without_year,
        "statuses": [status.label for status in BELONGING],
        "figure": figure_of(found.years),
        "groups": current_groups(),
        "former": former_group(),
    }
    return render(request, "directory/register/members.html", context)


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send the whole register to an editor, as CSV or Excel; it is noted in the audit log."""
    if not may_decide(request.user):
        raise PermissionDenied
    if extension not in EXTENSIONS:
        raise Http404
    details = {"register": "membership", "format": extension}
    record(user=request.user, action=AuditAction.EXPORTED, details=details)
    rows, name = _rows(), f"membership-{timezone.localdate():%Y-%m-%d}"
    if extension == "csv":
        return csv_answer(rows, [column.name for column in TABLE.columns], name)
    buffer = BytesIO()
    write_xlsx(rows, TABLE, buffer)
    answer = HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _rows() -> Iterator[dict[str, Any]]:
    periods = MembershipPeriod.objects.select_related("organisation").prefetch_related(
        "organisation__countries"
    )
    for period in periods.order_by("organisation__title", "organisation_id", "since", "pk"):
        organisation = period.organisation
        yield {
            "slug": organisation.slug,
            "organisation": organisation.title,
            "countries": sorted(country.pk for country in organisation.countries.all()),
            "status": period.status,
            "since": period.since,
            "until": period.until,
            "note": period.note,
            "published": organisation.live,
        }
