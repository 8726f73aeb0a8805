"""The panels of the admin's first page for people who do not see every page: what is not theirs is left out.

Wagtail lists what somebody edited, locked or sent on its way long after the right to it has ended.
"""

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page

from directory.visibility import explorable_pages


def _seen(request: Any, pages: list[Any]) -> set[int]:
    keys = [page.pk for page in pages if isinstance(page, Page)]
    seen = explorable_pages(request.user).filter(pk__in=keys) if keys else Page.objects.none()
    return set(seen.values_list("pk", flat=True))


class OwnRecentEdits(RecentEditsPanel):
    """What the person edited last and still may see."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Leave out the pages of others."""
        context = super().get_context_data(parent_context)
        seen = _seen(context["request"], [page for _, page in context["last_edits"]])
        context["last_edits"] = [each for each in context["last_edits"] if each[1].pk in seen]
        return context


class OwnLockedPages(LockedPagesPanel):
    """What the person locked and still may see."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Leave out the pages of others."""
        context = super().get_context_data(parent_context)
        pages = list(context["locked_pages"])
        seen = _seen(context["request"], pages)
        context["locked_pages"] = [page for page in pages if page.pk in seen]
        return context


class OwnObjectsInModeration(UserObjectsInWorkflowModerationPanel):
    """What the person sent on its way and still may see."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Leave out the pages of others."""
        context = super().get_context_data(parent_context)
        states = list(context["workflow_states"])
        seen = _seen(context["request"], [state.content_object for state in states])
        context["workflow_states"] = [s for s in states if s.content_object.pk in seen]
        return context


class OwnObjectsToModerate(WorkflowObjectsToModeratePanel):
    """What waits for the person and belongs to its organisations."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Leave out the pages of others."""
        context = super().get_context_data(parent_context)
        seen = _seen(context["request"], [state["obj"] for state in context["states"]])
        context["states"] = [state for state in context["states"] if state["obj"].pk in seen]
        return context


OWN_PANELS = (OwnRecentEdits, OwnLockedPages, OwnObjectsInModeration, OwnObjectsToModerate)


def with_own_panels(panels: list[Component]) -> list[Component]:
    """Return the panels with those in place that leave out what is not the person's."""
    own: dict[type[Component], type[Component]] = {panel.__mro__[1]: panel for panel in OWN_PANELS}
    return [own[type(panel)]() if type(panel) in own else panel for panel in panels]
