"""The panel of the admin's front page: reading lists that wait to be shown to everybody."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from library.models import ReadingList
from library.reading_lists.access import is_editor


class ListsPanel(WaitingPanel):
    """Lists whose owners would like everybody to see them, the longest waiting first."""

    name = "reading_lists"
    heading = _("Reading lists")
    empty = _("No reading list is waiting.")
    order = 60

    def is_for(self, user: Any) -> bool:
        """Tell whether the user decides."""
        return is_editor(user)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return those that wait (one query)."""
        waiting = ReadingList.objects.filter(public_asked_at__isnull=False)
        rows = [
            WaitingRow(
                each.title,
                reverse("library_list_edit", args=[each.slug]),
                date_format(each.public_asked_at) if each.public_asked_at else "",
            )
            for each in waiting.order_by("public_asked_at")[: MOST_ROWS + 1]
        ]
        return [WaitingList(_("To show to everybody"), rows)]
