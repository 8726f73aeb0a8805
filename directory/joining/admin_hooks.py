"""What joining adds to Wagtail's admin: the queue of applications, its menu entry and its panel."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow
from directory.models import Application, ApplicationState
from directory.services.applications import may_decide


@hooks.register("register_admin_urls")
def application_urls() -> list[URLResolver]:
    """Serve the queue under /admin/applications/."""
    return [path("applications/", include("directory.joining.admin_urls"))]


class ApplicationsMenuItem(MenuItem):
    """The menu entry of the queue, for those who decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user decides on applications."""
        return may_decide(request.user)


@hooks.register("register_admin_menu_item")
def applications_menu_item() -> MenuItem:
    """Show the queue in the menu."""
    return ApplicationsMenuItem(
        _("Applications"), reverse("applications:index"), icon_name="group", order=127
    )


class ApplicationsPanel(WaitingPanel):
    """Organisations that want to join, the longest waiting first."""

    name = "directory_applications"
    heading = _("Applications")
    empty = _("No application is waiting.")
    order = 30

    def is_for(self, user: Any) -> bool:
        """Tell whether the user decides on applications."""
        return may_decide(user)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return those that wait for editors, and those that wait for an answer."""
        return [
            self._list(_("To decide"), ApplicationState.WAITING),
            self._list(_("Waiting for an answer"), ApplicationState.ASKED),
        ]

    def _list(self, heading: Any, state: ApplicationState) -> WaitingList:
        rows = [
            WaitingRow(
                application.name,
                reverse("applications:detail", args=[application.pk]),
                timesince(application.confirmed_at or timezone.now()),
            )
            for application in Application.objects.open().filter(state=state)[: MOST_ROWS + 1]
        ]
        return WaitingList(heading, rows, reverse("applications:index"), _("All applications"))


@hooks.register("construct_homepage_panels")
def applications_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show editors who wants to join."""
    panels.append(ApplicationsPanel())
