"""The panel “Waiting for me” of the dashboard: own drafts, records past their review, open imports."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import User
from practices.admin.permissions import may_import, visible_batches
from practices.models import CaseStudyPage, ImportBatch, PracticePage

MOST_ROWS = 8


def drafts_of(user: User) -> QuerySet[Page]:
    """Return the pages that the user began and nobody published."""
    return Page.objects.filter(owner=user, live=False, expired=False).order_by(
        "-latest_revision_created_at", "-pk"
    )


def overdue_for(user: User) -> list[Page]:
    """Return the published records past their review-by date that the user may edit, oldest first."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    today = timezone.localdate()
    records: list[PracticePage | CaseStudyPage] = []
    for model in (PracticePage, CaseStudyPage):
        due = model.objects.live().filter(review_by__lt=today, pk__in=editable.values("pk"))
        records += due.order_by("review_by")[: MOST_ROWS + 1]
    return sorted(records, key=lambda page: page.review_by)


class WaitingPanel(Component):
    """What somebody who enters the admin has to go on with."""

    name = "waiting_for_me"
    template_name = "practices/admin/waiting_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Read the three lists."""
        user = (parent_context or {})["request"].user
        lists = {
            "drafts": list(drafts_of(user)[: MOST_ROWS + 1]),
            "overdue": overdue_for(user),
            "imports": list(
                visible_batches(user).exclude(state__in=ImportBatch.CLOSED)[: MOST_ROWS + 1]
            ),
        }
        return {
            **{name: rows[:MOST_ROWS] for name, rows in lists.items()},
            "more": {name: len(rows) > MOST_ROWS for name, rows in lists.items()},
            "is_empty": not any(lists.values()),
            "may_import": may_import(user),
        }
