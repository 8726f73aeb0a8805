"""Pages of the admin on which entries are confirmed and reports on entries are settled."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.access import roles_of
from accounts.roles import EDITORIAL_ROLES
from directory.freshness.answering import settle_report
from directory.freshness.confirming import confirm_entry, confirmable_ways
from directory.models import ConfirmationMethod, EntryReport, OrganisationPage

REPORTS_A_PAGE = 50
_HISTORY = 20


class ConfirmForm(forms.Form):
    """How somebody found out that the entry is right."""

    how = forms.ChoiceField(label=gettext_lazy("How"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For editors, for example what was asked. Name no private person."),
    )

    def __init__(self, *args: Any, ways: list[ConfirmationMethod], **kwargs: Any) -> None:
        """Offer the ways that the user has."""
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["how"].initial = ways[0]


class ConfirmEntryView(WagtailAdminTemplateMixin, TemplateView):
    """Confirm one entry; its history stands below."""

    template_name = "directory/admin/confirm_entry.html"
    page_title = gettext_lazy("Confirm the entry")
    header_icon = "check"
    form: ConfirmForm | None = None
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("organisations:index"), "label": gettext_lazy("Organisations")},
        {"url": "", "label": gettext_lazy("Confirm the entry")},
    ]

    @cached_property
    def organisation(self) -> OrganisationPage:
        """Return the entry that the address names."""
        return get_object_or_404(OrganisationPage, pk=self.kwargs["pk"])

    @cached_property
    def ways(self) -> list[ConfirmationMethod]:
        """Return the ways in which the user may confirm it."""
        return confirmable_ways(self.request.user, self.organisation)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who neither edit the directory nor speak for the organisation."""
        if not self.ways:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Name the organisation."""
        return self.organisation.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the history."""
        return super().get_context_data(
            organisation=self.organisation,
            form=self.form or ConfirmForm(ways=self.ways),
            history=self.organisation.confirmations.select_related("by")[:_HISTORY],
            next_url=self.request.GET.get("next", ""),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Write the confirmation and go back to where the user came from."""
        self.form = ConfirmForm(request.POST, ways=self.ways)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        is_back = confirm_entry(
            organisation=self.organisation,
            how=ConfirmationMethod(self.form.cleaned_data["how"]),
            by=request.user,  # type: ignore[arg-type]
            note=self.form.cleaned_data["note"],
        )
        text = _("The entry of %(name)s is confirmed as of today.")
        if is_back:
            text = _("The entry of %(name)s is confirmed and stands in public view again.")
        messages.success(request, text % {"name": self.organisation.title})
        return redirect(self._next_address())

    def _next_address(self) -> str:
        wanted = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}):
            return wanted
        if self.organisation.permissions_for_user(self.request.user).can_edit():
            return reverse("wagtailadmin_pages:edit", args=[self.organisation.pk])
        return reverse("wagtailadmin_home")


class EntryReportsView(WagtailAdminTemplateMixin, TemplateView):
    """What came back by the links of mails and waits for an editor."""

    template_name = "directory/admin/entry_reports.html"
    page_title = gettext_lazy("Reports on entries")
    header_icon = "comment"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("entry_reports"), "label": gettext_lazy("Reports on entries")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let editors in."""
        if not may_settle(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the open reports, the oldest first."""
        waiting = EntryReport.objects.filter(settled_at=None).select_related("organisation")
        page = Paginator(waiting, REPORTS_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(reports=page, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Settle one report."""
        key = request.POST.get("report", "")
        report = get_object_or_404(EntryReport, pk=int(key) if key.isdecimal() else 0)
        outcome = request.POST.get("outcome", "").strip()
        if not outcome:
            messages.error(request, _("Write what was done, in a few words."))
        elif settle_report(report=report, by=request.user, outcome=outcome):  # type: ignore[arg-type]
            messages.success(request, _("The report is settled."))
        else:
            messages.warning(request, _("Somebody has settled this report before."))
        return redirect("entry_reports")


def may_settle(user: Any) -> bool:
    """Tell whether a person decides on reports: editors and administrators do."""
    return bool(roles_of(user) & EDITORIAL_ROLES)
