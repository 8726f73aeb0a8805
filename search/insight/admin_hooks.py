"""What the report on searches adds to the admin: its addresses, its entry in the menu, the right to read it."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.admin_menu import PermittedMenuItem
from search.insight.admin_views import PERMISSION, SearchReportCsvView, SearchReportView


@hooks.register("register_reports_menu_item")
def search_report_menu_item() -> MenuItem:
    """Show the report in the menu."""
    return PermittedMenuItem(
        _("What is searched for"),
        reverse("search_insight"),
        permission=PERMISSION,
        icon_name="search",
        order=910,
    )


@hooks.register("register_admin_urls")
def search_report_urls() -> list[URLPattern]:
    """Serve the report under /admin/reports/."""
    return [
        path("reports/searches/", SearchReportView.as_view(), name="search_insight"),
        path("reports/searches.csv", SearchReportCsvView.as_view(), name="search_insight_csv"),
    ]


@hooks.register("register_permissions")
def search_permissions() -> QuerySet[Permission]:
    """List the rights to read the report and to see how the search comes to its results among those of the groups."""
    return Permission.objects.filter(
        content_type__app_label="search", codename__in=["view_searchcount", "explain_search"]
    )
