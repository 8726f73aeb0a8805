"""The panel of one's own drafts, whatever kind of page they are."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow


def drafts_of(user: Any) -> QuerySet[Page]:
    """Return the pages that the user began, may still edit, and nobody published."""
    policy = policy_registry.get_by_type(Page)
    editable = policy.instances_user_has_permission_for(user, "change")
    return editable.filter(owner=user, live=False, expired=False).order_by(
        "-latest_revision_created_at", "-pk"
    )


class DraftsPanel(WaitingPanel):
    """What the user began and has not finished."""

    name = "my_drafts"
    heading = _("My drafts")
    empty = _("You have no unpublished drafts.")
    order = 60

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return the newest drafts."""
        rows = [
            WaitingRow(
                page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk])
            )
            for page in drafts_of(user)[: MOST_ROWS + 1]
        ]
        return [
            WaitingList(
                _("Not published yet"),
                rows,
                more_label=_("… and more; the listings show them all."),
            )
        ]
