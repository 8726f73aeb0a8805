"""Mails of the editorial way: who is told of which step. They never quote what the check found."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override
from wagtail.models import Page, WorkflowState
from wagtail.users.models import UserProfile

from core.anonymity import find_in_text
from core.editorial.checks import newest_version, open_count
from core.editorial.reports import FindingRow, FindingState
from core.editorial.reviewers import members_of
from core.editorial.steps import EditorialApprovalTask, GuardedTaskState
from core.mailing import queue_mail

TEMPLATES = "core/editorial/mails"


def tell_of_step(state: GuardedTaskState) -> None:
    """Tell reviewers what waits for them, and the submitter what the check found.

    A check without open findings passes by itself and is no news.
    """
    page = state.workflow_state.content_object
    submitter = state.workflow_state.requested_by
    count = open_count(page)
    step = state.task.specific
    if isinstance(step, EditorialApprovalTask):
        name = "approval_waits"
    elif count:
        name = "check_waits"
    else:
        return
    reviewers = [user for user in members_of(step.groups.all()) if user != submitter]
    _send(name, "submitted", reviewers, page, {"count": count})
    if count:
        _send("findings_open", "", [submitter], page, {"count": count, "places": _places(page)})


def tell_of_changes_wanted(state: WorkflowState, user: Any) -> None:
    """Tell the submitter that a reviewer asks for changes."""
    _tell_submitter("changes_wanted", "rejected", state, user)


def tell_of_approval(state: WorkflowState, user: Any) -> None:
    """Tell the submitter that the page was approved."""
    _tell_submitter("approved", "approved", state, user)


def _tell_submitter(name: str, notification: str, state: WorkflowState, user: Any) -> None:
    step = state.current_task_state
    comment = step.comment.strip() if step is not None else ""
    context = {
        # Reviewers may quote what they found; the admin shows their words.
        "comment": "" if find_in_text(comment) else comment,
        "has_comment": bool(comment),
    }
    if state.requested_by is not None and state.requested_by != user:
        _send(name, notification, [state.requested_by], state.content_object, context)


def _send(
    name: str,
    notification: str,
    people: Iterable[AbstractBaseUser | None],
    page: Page,
    context: Mapping[str, Any],
) -> None:
    """Queue the mail for each of `people` who has an address and did not switch the notification off."""
    # The step may know the page as it was before it was published.
    page = Page.objects.get(pk=page.pk)
    for person in people:
        address = getattr(person, "email", "")
        if person is None or not person.is_active or not address:
            continue
        profile = UserProfile.get_for_user(person)
        if notification and not getattr(profile, f"{notification}_notifications"):
            continue
        with override(profile.get_preferred_language()):
            common = {
                "title": title_for_mail(page),
                "check_url": admin_url("editorial:check", page.pk),
                "edit_url": admin_url("wagtailadmin_pages:edit", page.pk),
                "page_url": page.full_url if page.live else "",
            }
            queue_mail(to=address, template=f"{TEMPLATES}/{name}", context={**common, **context})


def title_for_mail(page: Page) -> str:
    """Return the newest title of a page, or what kind of page it is where the title itself is a finding."""
    version = newest_version(page)
    title = version.object_str if version is not None else page.title
    if not title or find_in_text(title):
        return capfirst(str(page.specific_class._meta.verbose_name))
    return f"“{title}”"


def admin_url(name: str, *args: Any) -> str:
    """Return a full address in the admin."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def _places(page: Page) -> list[dict[str, Any]]:
    """Return kinds and fields of the open findings: where to look, never what stands there."""
    rows = FindingRow.objects.filter(
        report__page_id=page.pk, report__revision=newest_version(page), state=FindingState.OPEN
    )
    return [{"kind": row.kind_label, "place": row.label, "advice": row.advice} for row in rows[:20]]
