"""What the editorial way adds to Wagtail's admin: the page of the check and the ways to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from core import audit_admin  # noqa: F401 - registers its hooks
from core.audit import AuditAction, record
from core.editorial.admin_api import CheckedPagesViewSet
from core.editorial.checks import check_page, open_count
from core.editorial.open_findings import OpenFindings, refuse_open_contribution
from core.editorial.review_dates import set_review_date
from core.editorial.steps import DoNoHarmTask, GuardedTask
from core.editorial.waiting import FindingsPanel


@hooks.register("register_admin_urls")
def editorial_urls() -> list[URLResolver]:
    """Serve the page of the check under /admin/editorial/."""
    return [path("editorial/", include("core.editorial.urls"))]


@hooks.register("construct_admin_api")
def checked_api(api: WagtailAPIRouter) -> None:
    """Let the admin's API publish under the same refusal."""
    api.register_endpoint("pages", CheckedPagesViewSet)


class CheckMenuItem(ActionMenuItem):
    """Shows the check of the saved draft, before and after it is submitted."""

    name = "action-do-no-harm-check"
    label = gettext_lazy("Check for confidential details")
    icon_name = "view"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it wherever a page is saved already, also while it is locked."""
        return context["view"] == "edit"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Lead to the page of the check."""
        return reverse("editorial:check", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def check_menu_item() -> ActionMenuItem:
    """Offer the check beside saving and submitting."""
    return CheckMenuItem(order=70)


SUBMITTING = ("action-submit", "action-restart-workflow")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def show_findings(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to the check when the submission was stopped by it; tell when an edit has mended all."""
    page = Page.objects.get(pk=page.pk)
    step = page.current_workflow_task
    if not isinstance(step, GuardedTask):
        return None
    is_submitted = any(name in request.POST for name in SUBMITTING)
    if is_submitted and (count := open_count(page)):
        messages.warning(request, sentence_on(count))
        return redirect("editorial:check", page.pk)
    if is_submitted:
        messages.info(request, _("The editors are told by mail. You get a mail when they decide."))
    # Autosaving asks for JSON and would show nothing.
    is_autosaved = "application/json" in request.headers.get("accept", "")
    is_check = isinstance(step, DoNoHarmTask)
    if is_check and not is_submitted and not is_autosaved and not open_count(page):
        button = messages.button(reverse("editorial:check", args=[page.pk]), _("Pass it on"))
        messages.info(request, _("No finding of the check is open."), buttons=[button])
    return None


def sentence_on(count: int) -> str:
    """Say how many details need another look."""
    return ngettext(
        "%(count)d detail could identify or endanger a person. Mend it here before editors read on.",
        "%(count)d details could identify or endanger a person. Mend them here before editors read on.",
        count,
    ) % {"count": count}


@hooks.register("before_publish_page")
def refuse_open_findings(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a contribution with open findings a draft, also when an editor publishes it directly."""
    try:
        refuse_open_contribution(Page.objects.get(pk=page.pk))
    except OpenFindings as error:
        messages.error(request, " ".join(error.messages))
        return redirect("editorial:check", page.pk)
    return None


@hooks.register("after_publish_page")
def warn_editor(request: HttpRequest, page: Page) -> None:
    """Give the page its review date; warn an editor who published own work with findings."""
    set_review_date(page)
    count = len(check_page(page).open)
    if not count:
        return
    record(
        user=request.user,
        action=AuditAction.PUBLISHED_WITH_FINDINGS,
        target=page,
        details={"count": count, "version": page.live_revision_id},
    )
    button = messages.button(reverse("editorial:check", args=[page.pk]), _("Show them"))
    text = ngettext(
        "The published text has %(count)d detail that could identify or endanger a person.",
        "The published text has %(count)d details that could identify or endanger a person.",
        count,
    )
    messages.warning(request, text % {"count": count}, buttons=[button])


@hooks.register("construct_homepage_panels")
def findings_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show which pages have open findings, and before them what waits for the person's approval."""
    panels.append(FindingsPanel())
    for panel in panels:
        if isinstance(panel, WorkflowObjectsToModeratePanel):
            panel.order = FindingsPanel.order - 10
