"""The panel of the dashboard that lists pages whose newest version has open findings."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.editorial.reports import FindingRow
from core.editorial.reviewers import is_reviewer
from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow


class FindingsPanel(WaitingPanel):
    """What the do-no-harm check found and nobody has mended or answered."""

    name = "do_no_harm"
    heading = _("Do-no-harm check")
    empty = _("No finding of the check is open.")
    order = 20

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return the pages with open findings: all for reviewers, for others those they may edit."""
        found = FindingRow.objects.open().filter(
            report__revision_id=F("report__page__latest_revision_id")
        )
        if not is_reviewer(user):
            policy = policy_registry.get_by_type(Page)
            editable = policy.instances_user_has_permission_for(user, "change")
            found = found.filter(report__page__in=editable.values("pk"))
        rows = (
            found.order_by("report__page")
            .values("report__page", "report__page__draft_title")
            .annotate(number=Sum("count"))
        )
        return [
            WaitingList(
                _("To be mended or answered"),
                [
                    WaitingRow(
                        row["report__page__draft_title"],
                        reverse("editorial:check", args=[row["report__page"]]),
                        ngettext("%(n)d detail", "%(n)d details", row["number"])
                        % {"n": row["number"]},
                    )
                    for row in rows[: MOST_ROWS + 1]
                ],
            )
        ]
