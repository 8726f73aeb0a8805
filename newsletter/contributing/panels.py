"""Panels of the admin's front page: notes that editors wait for or decide on, and those that one is asked for."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from newsletter.contributing.admin_views import may_edit
from newsletter.contributing.theirs import open_requests_of, requests_of
from newsletter.models import ContributionSlot, SlotState


class ContributionsPanel(WaitingPanel):
    """Notes that came and wait for a decision, and requests that nobody has answered."""

    name = "newsletter_contributions"
    heading = gettext_lazy("Notes from the countries")
    empty = gettext_lazy("No note is waiting, and none is asked for.")
    order = 62

    def is_for(self, user: Any) -> bool:
        """Tell whether the user edits the newsletter."""
        return may_edit(user)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return both lists, one query each."""
        slots = ContributionSlot.objects.select_related("issue", "country")
        given = slots.filter(state=SlotState.GIVEN).order_by("given_at", "pk")
        asked = slots.filter(state=SlotState.OPEN).order_by("deadline", "pk")
        return [
            WaitingList(_("To accept"), [_decided(slot) for slot in given[: MOST_ROWS + 1]]),
            WaitingList(_("Asked"), [_decided(slot) for slot in asked[: MOST_ROWS + 1]]),
        ]


def _decided(slot: ContributionSlot) -> WaitingRow:
    title = f"{slot.country.name} · {slot.issue.title}"
    return WaitingRow(title, reverse("contribution", args=[slot.pk]), _until(slot))


class OwnContributionsPanel(WaitingPanel):
    """Notes that the newsletter would like from one's organisation."""

    name = "own_contributions"
    heading = gettext_lazy("The newsletter asks you")
    empty = gettext_lazy("The newsletter asks for nothing at the moment.")
    order = 28

    def is_for(self, user: Any) -> bool:
        """Tell whether the user's organisation was ever asked."""
        return requests_of(user).exists()

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return what waits for a note, and what was given and can be changed."""
        given = requests_of(user).filter(state=SlotState.GIVEN).order_by("deadline", "pk")
        return [
            WaitingList(_("A short note"), _own(open_requests_of(user))),
            WaitingList(_("Given"), _own(given)),
        ]


def _own(slots: QuerySet[ContributionSlot]) -> list[WaitingRow]:
    return [
        WaitingRow(
            f"{slot.country.name} · {slot.issue.title}",
            reverse("newsletter:contribute_signed_in", args=[slot.pk]),
            _until(slot),
        )
        for slot in slots[: MOST_ROWS + 1]
    ]


def _until(slot: ContributionSlot) -> str:
    return _("until %(day)s") % {"day": date_format(slot.deadline)}
