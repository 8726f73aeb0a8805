"""The panel of the admin's front page: the next newsletter."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from newsletter.control.services import may_control
from newsletter.models import IssuePage, Mailing, MailingKind, MailingState


class NextNewsletterPanel(WaitingPanel):
    """What waits for a decision, what goes out next, and the issues that are being written."""

    name = "next_newsletter"
    heading = gettext_lazy("Next newsletter")
    empty = gettext_lazy("No issue is scheduled, and none is being written.")
    order = 60

    def is_for(self, user: Any) -> bool:
        """Tell whether the user decides on mailings."""
        return may_control(user)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return four lists, one query each."""
        issues = Mailing.objects.filter(kind=MailingKind.ISSUE)
        stuck = issues.filter(state__in=(MailingState.PAST_WINDOW, MailingState.PAUSED))
        to_approve = issues.filter(state=MailingState.AWAITING_APPROVAL)
        coming = issues.filter(state__in=(MailingState.SENDING, MailingState.SCHEDULED))
        drafts = IssuePage.objects.filter(live=False, mailings=None, alias_of=None)
        return [
            _list(_("To decide"), stuck, with_state=True),
            _list(_("To approve"), to_approve),
            _list(_("Next to be sent"), coming),
            WaitingList(
                _("Being written"),
                [
                    WaitingRow(
                        page.get_admin_display_title(),
                        reverse("wagtailadmin_pages:edit", args=[page.pk]),
                    )
                    for page in drafts.order_by("-latest_revision_created_at", "-pk")[
                        : MOST_ROWS + 1
                    ]
                ],
            ),
        ]


def _list(heading: str, mailings: QuerySet[Mailing], *, with_state: bool = False) -> WaitingList:
    rows = [
        WaitingRow(
            mailing.title,
            reverse("mailing", args=[mailing.pk]),
            mailing.get_state_display() if with_state else _time(mailing),
        )
        for mailing in mailings.order_by("scheduled_for", "pk")[: MOST_ROWS + 1]
    ]
    return WaitingList(heading, rows, reverse("mailings"), _("All mailings"))


def _time(mailing: Mailing) -> str:
    if mailing.state == MailingState.SENDING:
        return mailing.get_state_display()
    return date_format(localtime(mailing.scheduled_for), "DATETIME_FORMAT")
