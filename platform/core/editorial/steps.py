"""The two steps of the editorial way as tasks of a workflow, and what stands in the way of approving them."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState

from core.editorial.checks import newest_version, open_count
from core.editorial.open_findings import require_no_open_findings


class GuardedTaskState(TaskState):
    """A step that nobody approves while a finding is open, and never its submitter.

    Every way to approve ends here: the editor's buttons, the dashboard, the task's own address, code.
    """

    class Meta:
        """Names shown to editors."""

        verbose_name = _("step of the editorial way")

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Approve the newest version; raise PermissionDenied or OpenFindings."""
        page = self._page_held()
        if user is None or not self.task.specific.may_approve(page, user):
            raise PermissionDenied
        require_no_open_findings(page)
        return self.approve_newest(user, update, comment)

    @transaction.atomic
    def pass_on(self, user: Any) -> TaskState:
        """Approve a do-no-harm check in which no finding is open; no judgement is needed for that."""
        if not isinstance(self.task.specific, DoNoHarmTask):
            raise PermissionDenied
        require_no_open_findings(self._page_held())
        return self.approve_newest(user, update=True)

    def _page_held(self) -> Page:
        """Return the page as it is now; nobody saves it until the transaction ends."""
        self.workflow_state = WorkflowState.objects.get(pk=self.workflow_state_id)
        return Page.objects.select_for_update().get(pk=self.workflow_state.object_id)

    def approve_newest(self, user: Any, update: bool, comment: str = "") -> TaskState:
        """Approve without a question what was just checked: the newest version, not the one submitted."""
        self.revision = newest_version(self.workflow_state.content_object)
        return super().approve(user=user, update=update, comment=comment)


class GuardedTask(AbstractGroupApprovalTask):
    """A step for the members of its groups."""

    task_state_class = GuardedTaskState

    class Meta:
        """Never a table of its own."""

        abstract = True

    def may_review(self, user: AbstractBaseUser) -> bool:
        """Tell whether the step is for this person at all."""
        return bool(user.is_active) and (
            getattr(user, "is_superuser", False) or self._user_in_groups(user)
        )

    def may_approve(self, page: Page, user: AbstractBaseUser) -> bool:
        """Tell whether this person may approve: a reviewer who did not submit it."""
        state = page.current_workflow_state
        return self.may_review(user) and (state is None or state.requested_by_id != user.pk)

    def locked_for_user(self, obj: Page, user: AbstractBaseUser) -> bool:
        """Let those who may edit mend what was found; without findings the step is the reviewers' alone."""
        return super().locked_for_user(obj, user) and not open_count(obj)

    def get_actions(self, obj: Page, user: AbstractBaseUser) -> list[tuple[str, Any, bool]]:
        """Offer approval to a second person only, and only when no finding is open."""
        actions = super().get_actions(obj, user)
        if actions and self.may_approve(obj, user) and not open_count(obj):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def get_task_states_user_can_moderate(
        self, user: AbstractBaseUser, **kwargs: Any
    ) -> QuerySet[TaskState]:
        """Return what waits for this person, without what the person submitted."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


class DoNoHarmTask(GuardedTask):
    """The check of a submission for what could identify or endanger a person."""

    class Meta:
        """Names shown to administrators."""

        verbose_name = _("do-no-harm check")
        verbose_name_plural = _("do-no-harm checks")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Search the submission; where nothing is open, the next step begins at once.

        A submission that lacks what its readers need is refused here, before anybody reviews it.
        """
        page = workflow_state.content_object
        require_complete(page)
        task_state = super().start(workflow_state, user=user)
        # The signal of the start has had it checked already, for the mails.
        if not open_count(page):
            task_state.approve_newest(None, update=False)
        return task_state

    @classmethod
    def get_description(cls) -> Any:
        """Describe the step to administrators."""
        return _("Stops a page while it may identify or endanger a person")


class EditorialApprovalTask(GuardedTask):
    """The editors' decision to publish."""

    class Meta:
        """Names shown to administrators."""

        verbose_name = _("editorial approval")
        verbose_name_plural = _("editorial approvals")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Refuse what is incomplete: after a request for changes the submission goes on at this step."""
        require_complete(workflow_state.content_object)
        return super().start(workflow_state, user=user)

    @classmethod
    def get_description(cls) -> Any:
        """Describe the step to administrators."""
        return _("Members of the chosen groups approve, after the do-no-harm check")


def require_complete(page: Page) -> None:
    """Raise the page type's own ValidationError when the newest version may not be published as it is."""
    newest = page.get_latest_revision_as_object()
    rule = getattr(newest, "require_publishable", None)
    if rule is not None:
        rule()
