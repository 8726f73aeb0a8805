"""The audit log in the admin: read by administrators, filtered, taken away as CSV."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from core.admin_menu import PermittedMenuItem
from core.audit import AuditAction, record
from core.csv_answers import csv_answer
from core.models.audit import AuditEntry

PERMISSION = "core.view_auditentry"


class AuditFilterSet(WagtailFilterSet):
    """Narrows the log by action, person and day."""

    action = django_filters.MultipleChoiceFilter(
        label=_("Action"), choices=AuditAction.choices, widget=CheckboxSelectMultiple
    )
    user = MultipleUserFilter(
        label=_("Person"),
        queryset=lambda request: get_user_model().objects.filter(
            pk__in=AuditEntry.objects.values("user")
        ),
        widget=CheckboxSelectMultiple,
    )
    at = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        """The filters above."""

        model = AuditEntry
        fields: ClassVar[list[str]] = []


class AuditLogView(ReportView):
    """The lines of the log, the newest first."""

    model = AuditEntry
    page_title = _("Audit log")
    header_icon = "history"
    filterset_class = AuditFilterSet
    permission_policy = ModelPermissionPolicy(AuditEntry)
    permission_required = "view"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    default_ordering = "-at"
    # One format, written by the gate that no formula passes.
    FORMATS = ("csv",)
    list_export = ["at", "person", "action", "kind", "key", "record", "details"]
    columns: ClassVar[list[Column]] = [
        Column("at_in_words", label=_("At"), sort_key="at", width="16%"),
        Column("person", label=_("Person"), width="22%"),
        Column("get_action_display", label=_("Action"), sort_key="action", width="22%"),
        Column("record_name", label=_("Record"), width="20%"),
        Column("details_in_words", label=_("Details")),
    ]

    def get_queryset(self) -> QuerySet[AuditEntry]:
        """Read the persons with the lines."""
        return AuditEntry.objects.select_related("user").order_by("-at", "-pk")

    def decorate_paginated_queryset(self, object_list: Any) -> list[AuditEntry]:
        """Name persons and records, with one query for all pages."""
        return list(_named(list(object_list)))

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> StreamingHttpResponse:
        """Return the lines as CSV; taking the log away is itself logged."""
        entries = list(queryset)
        record(
            user=self.request.user,
            action=AuditAction.EXPORTED,
            details={"what": "audit log", "format": "csv", "count": len(entries)},
        )
        rows = (
            {
                "at": entry.at.isoformat(timespec="seconds"),
                "person": entry.person,
                "action": entry.action,
                "kind": entry.object_label,
                "key": entry.object_pk,
                "record": entry.record_name,
                "details": entry.details_in_words,
            }
            for entry in entries
        )
        return csv_answer(rows, self.list_export, "audit-log")

    @property
    def header_more_buttons(self) -> list[Button]:
        """Offer the one format."""
        url = self.get_export_url("csv")
        return [Button(_("Download CSV"), url=url, icon_name="download", priority=100)]


def _named(entries: list[AuditEntry]) -> Iterator[Any]:
    keys = {int(entry.object_pk) for entry in entries if _is_page(entry.object_label)}
    titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "title"))
    for entry in entries:
        named: Any = entry
        named.at_in_words = date_format(timezone.localtime(entry.at), "DATETIME_FORMAT")
        named.person = _person(entry.user)
        named.record_name = _record_name(entry, titles)
        named.details_in_words = ", ".join(
            f"{key}: {value}" for key, value in entry.details.items()
        )
        yield named


def _person(user: Any) -> str:
    # The address tells two people of one name apart.
    return user.email if isinstance(user, AbstractUser) else "–"


def _is_page(label: str) -> bool:
    try:
        return bool(label) and issubclass(apps.get_model(label), Page)
    except LookupError:
        return False


def _record_name(entry: AuditEntry, titles: dict[int, str]) -> str:
    if not entry.object_label:
        return "–"
    if _is_page(entry.object_label):
        return titles.get(int(entry.object_pk), f"{entry.object_label} {entry.object_pk}")
    try:
        kind = capfirst(str(apps.get_model(entry.object_label)._meta.verbose_name))
    except LookupError:
        kind = entry.object_label
    return f"{kind} {entry.object_pk}"


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> MenuItem:
    """Show the log among the reports."""
    return PermittedMenuItem(
        _("Audit log"),
        reverse("audit_log"),
        permission=PERMISSION,
        icon_name="history",
        order=900,
    )


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLPattern]:
    """Serve the log under /admin/reports/."""
    results = AuditLogView.as_view(results_only=True)
    return [
        path("reports/audit-log/", AuditLogView.as_view(), name="audit_log"),
        path("reports/audit-log/results/", results, name="audit_log_results"),
    ]
