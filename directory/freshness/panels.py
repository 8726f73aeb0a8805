"""The directory's panels on the dashboard: what editors have to look after, and one's own entries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import roles_of
from accounts.models import User
from accounts.roles import EDITORIAL_ROLES
from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from directory.freshness.confirming import SPEAKERS
from directory.freshness.states import FreshnessState, limits_of, state_of
from directory.models import (
    Affiliation,
    ConfirmationMethod,
    EntryReport,
    FreshnessSettings,
    OrganisationPage,
)
from directory.services.orphans import organisations_without_manager


def _edit_url(key: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[key])


def _confirm_url(key: int) -> str:
    return f"{reverse('entry_confirm', args=[key])}?next={reverse('wagtailadmin_home')}"


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment)) if moment else ""


def _standing(state: FreshnessState, confirmed_at: datetime | None) -> str:
    if confirmed_at is None:
        return str(state.label)
    return _("%(state)s – last confirmed %(day)s") % {
        "state": state.label,
        "day": _day(confirmed_at),
    }


class EntriesPanel(WaitingPanel):
    """Entries that nobody confirmed or speaks for, and what organisations wrote about theirs."""

    name = "directory_entries"
    heading = gettext_lazy("Entries of the directory")
    empty = gettext_lazy(
        "Every entry that was confirmed is fresh, and no organisation has written."
    )
    order = 40

    def is_for(self, user: Any) -> bool:
        """Tell whether the user looks after the directory."""
        return bool(roles_of(user) & EDITORIAL_ROLES)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return one list a matter, the most pressing first; one query each."""
        limits = limits_of(FreshnessSettings.load(), timezone.now())
        live = OrganisationPage.objects.live()
        withdrawn = OrganisationPage.objects.filter(live=False, watch__withdrawn_at__isnull=False)
        leaving = Q(confirmed_at__lte=limits.warned) if limits.warned else Q(pk=None)
        due = Q(confirmed_at__lte=limits.due, confirmed_at__gt=limits.overdue)
        overdue = Q(confirmed_at__lte=limits.overdue)
        return [
            self._reports(),
            self._entries(_("Leave public view soon"), live.filter(leaving)),
            self._entries(_("Overdue"), live.filter(overdue).exclude(leaving)),
            self._entries(_("Left public view for their age"), withdrawn),
            self._orphans(),
            self._entries(_("To be confirmed"), live.filter(due)),
        ]

    def _reports(self) -> WaitingList:
        reports = EntryReport.objects.filter(settled_at=None).select_related("organisation")
        rows = [
            WaitingRow(
                report.organisation.title, reverse("entry_reports"), report.get_kind_display()
            )
            for report in reports[: MOST_ROWS + 1]
        ]
        return WaitingList(_("Organisations have written"), rows, reverse("entry_reports"))

    def _entries(self, heading: str, entries: QuerySet[OrganisationPage]) -> WaitingList:
        found = entries.order_by("confirmed_at", "pk").values_list("pk", "title", "confirmed_at")
        rows = [
            WaitingRow(
                title, _confirm_url(key), _("confirmed %(day)s") % {"day": _day(confirmed_at)}
            )
            for key, title, confirmed_at in found[: MOST_ROWS + 1]
        ]
        listing = f"{reverse('organisations:index')}?ordering=confirmed_at"
        return WaitingList(heading, rows, listing)

    def _orphans(self) -> WaitingList:
        found = organisations_without_manager().values_list("pk", "title")
        rows = [WaitingRow(title, _edit_url(key)) for key, title in found[: MOST_ROWS + 1]]
        return WaitingList(_("Organisations that nobody speaks for"), rows)


class OwnEntriesPanel(WaitingPanel):
    """The entries of the organisations that the user speaks for, each confirmed with one press."""

    name = "own_entries"
    heading = gettext_lazy("My organisation's entry")
    empty = gettext_lazy("You do not speak for an organisation of the directory.")
    order = 30

    def is_for(self, user: Any) -> bool:
        """Tell whether the user speaks for an organisation."""
        return _own(user).exists()

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return the entries with their state (one query)."""
        rules, now = FreshnessSettings.load(), timezone.now()
        rows = []
        for affiliation in _own(user).select_related("organisation"):
            page = affiliation.organisation
            state = state_of(page.confirmed_at, rules, now)
            rows.append(
                WaitingRow(
                    page.title,
                    _edit_url(page.pk),
                    _standing(state, page.confirmed_at),
                    press=reverse("entry_confirm", args=[page.pk]),
                    press_label=_("Still right"),
                    values={
                        "how": ConfirmationMethod.SELF.value,
                        "next": reverse("wagtailadmin_home"),
                    },
                )
            )
        return [WaitingList(_("How it stands"), rows)]


def _own(user: User) -> QuerySet[Affiliation]:
    return (
        Affiliation.objects.current()
        .filter(user=user, role__in=SPEAKERS)
        .order_by("organisation__title")
    )
