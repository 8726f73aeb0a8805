"""The page of the do-no-harm check in the admin: findings in their text, answers, the way on."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.editorial.answers import (
    LONGEST_REASON,
    SHORTEST_REASON,
    answer_finding,
    may_answer,
    take_back_answer,
)
from core.editorial.checks import check_page
from core.editorial.form_places import panel_ids
from core.editorial.open_findings import OpenFindings
from core.editorial.passages import Passage, passages_of
from core.editorial.reports import FindingRow
from core.editorial.reviewers import is_reviewer
from core.editorial.steps import DoNoHarmTask, GuardedTaskState


class CheckView(WagtailAdminTemplateMixin, TemplateView):
    """What the check finds in the newest version of a page, for its authors and its reviewers."""

    template_name = "core/editorial/check.html"
    page_title = gettext_lazy("Do-no-harm check")
    header_icon = "view"
    http_method_names = ["get", "post"]
    #: What was typed and refused: key of the finding, reason.
    refused: tuple[int, str] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may edit the page, and its reviewers."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"], depth__gt=1).specific
        may_edit = self.page.permissions_for_user(request.user).can_edit()
        if not may_edit and not is_reviewer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Name the page."""
        return get_latest_str(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the editor."""
        return [
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": _("Edit")},
            {"url": "", "label": _("Do-no-harm check"), "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def step(self) -> GuardedTaskState | None:
        """Return the step at which the page stands on its editorial way."""
        state = self.page.current_workflow_task_state
        return state if isinstance(state, GuardedTaskState) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Check the page and put its findings into their texts."""
        check = check_page(self.page)
        ids = panel_ids(self.page)
        user = self.request.user
        is_check = self.step is not None and isinstance(self.step.task.specific, DoNoHarmTask)
        return super().get_context_data(
            page=self.page,
            passages=[(passage, self._edit_url(passage, ids)) for passage in passages_of(check)],
            open_count=len(check.open),
            step=self.step,
            may_answer=may_answer(user, self.page),
            is_reviewer=is_reviewer(user),
            may_pass_on=is_check and not check.open,
            reason_lengths=(SHORTEST_REASON, LONGEST_REASON),
            refused=self.refused,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )

    def _edit_url(self, passage: Passage, ids: dict[str, str]) -> str:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        panel = ids.get(passage.anchor)
        return f"{url}#{panel}" if panel else url

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the pressed button says."""
        match request.POST.get("do"):
            case "answer":
                return self._answer(request)
            case "take-back":
                finding = self._finding(request)
                take_back_answer(finding=finding, user=request.user)
                messages.success(request, _("The finding is open again."))
            case "pass-on":
                return self._pass_on(request)
        return self._back()

    def _finding(self, request: HttpRequest) -> FindingRow:
        key = request.POST.get("finding", "")
        own = FindingRow.objects.filter(report__page_id=self.page.pk).select_related("report__page")
        return get_object_or_404(own, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        finding = self._finding(request)
        reason = request.POST.get("reason", "")
        try:
            answer_finding(finding=finding, user=request.user, reason=reason)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            self.refused = finding.pk, reason
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, _("The answer is kept with this version of the page."))
        return self._back()

    def _pass_on(self, request: HttpRequest) -> HttpResponseBase:
        if self.step is None:
            messages.error(request, _("The page is not on its editorial way. Submit it first."))
            return self._back()
        try:
            self.step.pass_on(request.user)
        except OpenFindings as error:
            messages.error(request, " ".join(error.messages))
            return self._back()
        messages.success(request, _("The check is passed; the editors decide next."))
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def _back(self) -> HttpResponseBase:
        return redirect("editorial:check", self.page.pk)
