"""Publishing of several pages at once, and the end of a workflow, under the rules of publication."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from core.editorial.open_findings import OpenFindings, refuse_open_contribution
from practices.publication import NotPublishable, PublicationRules, refusal


def refusal_of(page: Page) -> str:
    """Return why the newest version of a page cannot be published, or an empty text."""
    newest = page.specific.get_latest_revision_as_object()
    try:
        if isinstance(newest, PublicationRules):
            newest.require_publishable()
        refuse_open_contribution(page)
    except NotPublishable as error:
        return refusal(page.title, error)
    except OpenFindings as error:
        return " ".join(error.messages)
    return ""


class CarefulPublishBulkAction(PublishBulkAction):
    """Publishes the chosen pages that say enough, and tells of each of the others what it lacks."""

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Publish what can be published; return the numbers of pages and of pages below them."""
        parents = [page for page in objects if not refusal_of(page)]
        count, below = super().execute_action(parents, user=user)
        for page in objects if include_descendants else []:
            drafts = [
                draft
                for draft in page.get_descendants().not_live().specific()
                if not refusal_of(draft)
                and (user is None or draft.permissions_for_user(user).can_publish())
            ]
            below += super().execute_action(drafts, user=user)[0]
        return count, below

    def prepare_action(self, objects: list[Page], objects_without_access: dict[str, Any]) -> None:
        """Tell of each page that stays a draft what it lacks."""
        pages = list(objects)
        if self.cleaned_form.cleaned_data["include_descendants"]:
            pages += [draft for page in objects for draft in page.get_descendants().not_live()]
        for page in pages:
            if reason := refusal_of(page):
                messages.warning(self.request, reason)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Say nothing of success where nothing was published."""
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


class CarefulWorkflowActionView(WorkflowActionView):
    """The last step of a workflow publishes; a page that lacks something goes back to its form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn a refusal into a message."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotPublishable as error:
            messages.error(request, refusal(self.object.title, error))
            return redirect("wagtailadmin_pages:edit", self.object.pk)
