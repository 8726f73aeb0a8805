"""What explaining a search adds to the admin: its address and its entry among the reports."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.admin_menu import PermittedMenuItem
from search.explaining.admin_views import PERMISSION, ExplainView


@hooks.register("register_reports_menu_item")
def explain_menu_item() -> MenuItem:
    """Show the page in the menu."""
    return PermittedMenuItem(
        _("Explain a search"),
        reverse("search_explained"),
        permission=PERMISSION,
        icon_name="search",
        order=920,
    )


@hooks.register("register_admin_urls")
def explain_urls() -> list[URLPattern]:
    """Serve the page under /admin/reports/."""
    return [path("reports/explain-search/", ExplainView.as_view(), name="search_explained")]
