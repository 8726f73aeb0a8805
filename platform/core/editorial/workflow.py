"""The workflow of the site: do-no-harm check, then editorial approval, for every page."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from core.editorial.steps import DoNoHarmTask, EditorialApprovalTask, GuardedTask


def ensure_workflow() -> None:
    """Make the workflow on the first run, and give steps without any group the editors' groups.

    What administrators changed later stays: a site that has a do-no-harm check has its workflow.
    """
    if not DoNoHarmTask.objects.exists():
        _make()
    for task in (*DoNoHarmTask.objects.all(), *EditorialApprovalTask.objects.all()):
        if not task.groups.exists():
            task.groups.set(Group.objects.filter(name__in=settings.EDITORIAL_GROUPS))


def _make() -> None:
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    with override(settings.LANGUAGE_CODE):
        steps: list[GuardedTask] = [
            DoNoHarmTask.objects.create(name=_("Do-no-harm check")),
            EditorialApprovalTask.objects.create(name=_("Editorial approval")),
        ]
        workflow = Workflow.objects.create(name=_("Editorial way"))
    for order, step in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    # The tree begins with Wagtail's own workflow, which has no check.
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
