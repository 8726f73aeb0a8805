"""What freshness adds to Wagtail's admin: pages, the button on an entry, a menu entry, lines of the log."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from directory.freshness.admin_views import ConfirmEntryView, EntryReportsView, may_settle
from directory.freshness.confirming import may_confirm
from directory.freshness.panels import EntriesPanel, OwnEntriesPanel
from directory.models import EntryReport, OrganisationPage


@hooks.register("register_admin_urls")
def freshness_urls() -> list[URLPattern]:
    """Serve the pages under /admin/entries/."""
    return [
        path("entries/<int:pk>/confirm/", ConfirmEntryView.as_view(), name="entry_confirm"),
        path("entries/reports/", EntryReportsView.as_view(), name="entry_reports"),
    ]


class ReportsMenuItem(MenuItem):
    """The menu entry of the reports, shown while some wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether an editor has something to settle."""
        return may_settle(request.user) and EntryReport.objects.filter(settled_at=None).exists()


@hooks.register("register_admin_menu_item")
def reports_menu_item() -> MenuItem:
    """Show the reports in the menu."""
    return ReportsMenuItem(
        _("Reports on entries"), reverse("entry_reports"), icon_name="comment", order=126
    )


def _confirm_button(page: Page, user: Any, priority: int) -> Iterator[Button]:
    # Listings hold pages of every type; the type is known without reading the organisation.
    if page.specific_class is OrganisationPage and may_confirm(user, page.pk):
        yield Button(
            _("Confirm the entry"),
            reverse("entry_confirm", args=[page.pk]),
            icon_name="check",
            priority=priority,
        )


@hooks.register("register_page_header_buttons")
def header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the confirmation in the editor of an entry."""
    yield from _confirm_button(page, user, priority=15)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer the confirmation in listings."""
    yield from _confirm_button(page, user, priority=3)


@hooks.register("construct_homepage_panels")
def entry_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show one's own entries, and to editors those that want looking after."""
    panels += [OwnEntriesPanel(), EntriesPanel()]


class WithdrawnFormatter(LogFormatter):
    """Says since when nobody had confirmed the entry."""

    label = _("Leave public view")

    def format_message(self, log_entry: Any) -> Any:
        """Name the reason."""
        day = log_entry.data.get("confirmed_on") or "–"
        return _("Left public view by itself: nobody confirmed the entry since %(day)s") % {
            "day": day
        }


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to entries in their history."""
    actions.register_action("directory.entry_withdrawn")(WithdrawnFormatter)
    actions.register_action(
        "directory.entry_returned", _("Return to public view"), _("Confirmed: in public view again")
    )
