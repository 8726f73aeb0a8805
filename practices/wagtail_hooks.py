"""What the app adds to Wagtail's admin: import pages, listings, careful publishing, the dashboard panel."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from practices.admin.listings import (
    CaseStudyListing,
    CaseStudyPageViewSet,
    PracticeListing,
    PracticePageViewSet,
)
from practices.admin.permissions import may_import
from practices.admin.publishing import CarefulPublishBulkAction
from practices.admin.waiting import RecordsPanel


@hooks.register("register_admin_urls")
def import_urls() -> list[URLResolver]:
    """Serve the import pages under /admin/imports/."""
    return [path("imports/", include("practices.admin.urls"))]


class ImportMenuItem(MenuItem):
    """The menu entry of the import, for those who may use it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may import anything."""
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Show the import in the menu."""
    return ImportMenuItem(
        _("Import forms"), reverse("practice_imports:index"), icon_name="upload", order=130
    )


@hooks.register("register_admin_viewset")
def record_viewsets() -> list[Any]:
    """List charts and case studies, and show their columns in the explorer."""
    return [
        PracticeListing("practice_charts"),
        CaseStudyListing("case_studies"),
        PracticePageViewSet(),
        CaseStudyPageViewSet(),
    ]


# After Wagtail's own action of this name, in whose place it comes.
hooks.register("register_bulk_action", CarefulPublishBulkAction, order=1)


@hooks.register("construct_homepage_panels")
def records_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits of charts and cases."""
    panels.append(RecordsPanel())
