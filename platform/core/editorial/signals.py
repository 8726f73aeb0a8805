"""What follows from the steps of a workflow: mails are queued, a review date is set."""

from typing import Any

from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from core.editorial.mails import tell_of_approval, tell_of_changes_wanted, tell_of_step
from core.editorial.review_dates import set_review_date
from core.editorial.steps import GuardedTaskState


def connect() -> None:
    """Take the place of Wagtail's mails about workflows, which are sent while the page waits.

    Its mails about single tasks stay for workflows that administrators make beside the site's own.
    """
    for signal, name in (
        (workflow_submitted, "workflow_state_submitted_email_notification"),
        (workflow_rejected, "workflow_state_rejected_email_notification"),
        (workflow_approved, "workflow_state_approved_email_notification"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
    uid = "core.editorial"
    task_submitted.connect(on_step, sender=GuardedTaskState, dispatch_uid=uid)
    workflow_rejected.connect(on_rejection, sender=WorkflowState, dispatch_uid=uid)
    workflow_approved.connect(on_approval, sender=WorkflowState, dispatch_uid=uid)


def on_step(instance: GuardedTaskState, **kwargs: Any) -> None:
    """Tell those concerned that a step begins."""
    tell_of_step(instance)


def on_rejection(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell the submitter that editors ask for changes."""
    tell_of_changes_wanted(instance, user)


def on_approval(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell the submitter that the page is published, and set its review date."""
    page = instance.content_object
    if isinstance(page, Page):
        set_review_date(page)
    tell_of_approval(instance, user)
