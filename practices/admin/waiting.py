"""The panel of charts and cases on the dashboard: records past their review, open imports."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import User
from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from practices.admin.permissions import may_import, visible_batches
from practices.models import CaseStudyPage, ImportBatch, PracticePage


def overdue_for(user: User) -> list[Page]:
    """Return the published records past their review-by date that the user may edit, oldest first."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    today = timezone.localdate()
    records: list[PracticePage | CaseStudyPage] = []
    for model in (PracticePage, CaseStudyPage):
        due = model.objects.live().filter(review_by__lt=today, pk__in=editable.values("pk"))
        records += due.order_by("review_by")[: MOST_ROWS + 1]
    return sorted(records, key=lambda page: page.review_by)


class RecordsPanel(WaitingPanel):
    """What somebody who writes or publishes charts has to go on with."""

    name = "practice_records"
    heading = _("Charts and cases")
    empty = _("No review is due and no import is open.")
    order = 50

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return open imports and records past their review."""
        return [self._imports(user), self._overdue(user)]

    def _imports(self, user: User) -> WaitingList:
        batches = visible_batches(user).exclude(state__in=ImportBatch.CLOSED)[: MOST_ROWS + 1]
        rows = [
            WaitingRow(
                f"{batch.get_kind_display()}, {date_format(batch.created_at, 'DATETIME_FORMAT')}",
                reverse("practice_imports:batch", args=[batch.pk]),
                batch.get_state_display(),
            )
            for batch in (batches if may_import(user) else [])
        ]
        return WaitingList(
            _("Imports not finished"), rows, reverse("practice_imports:index"), _("All imports")
        )

    def _overdue(self, user: User) -> WaitingList:
        rows = [
            WaitingRow(
                page.get_admin_display_title(),
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                date_format(page.review_by),
            )
            for page in overdue_for(user)
        ]
        more = _("… and more; sort the listings by “Review by”.")
        return WaitingList(_("Past their review date"), rows, more_label=more)
