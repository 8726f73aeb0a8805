"""The menu entry “Newsletter”; a part adds its own entry with the hook named here (`menu_hook` of a viewset)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from core.admin_menu import PermittedMenuItem
from newsletter.control.services import may_control
from newsletter.models import NewsletterPage

HOOK = "register_newsletter_menu_item"

newsletter_menu = Menu(register_hook_name=HOOK)


class ControlMenuItem(MenuItem):
    """An entry for those who decide on mailings."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user decides on mailings."""
        return may_control(request.user)


class IssuesMenuItem(ControlMenuItem):
    """Leads to the listing of the issues, wherever their page stands in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin without an address: the page is known when somebody looks."""
        super().__init__(_("Issues"), "", *args, **kwargs)

    def render_component(self, request: HttpRequest) -> Any:
        """Find the page."""
        page = NewsletterPage.objects.order_by("path").first()
        name, args = ("wagtailadmin_explore", [page.pk]) if page else ("wagtailadmin_home", [])
        self.url = reverse(name, args=args)
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def newsletter_entry() -> SubmenuMenuItem:
    """Show the newsletter in the menu."""
    return SubmenuMenuItem(
        _("Newsletter"), newsletter_menu, name="newsletter", icon_name="mail", order=140
    )


@hooks.register(HOOK)
def issues_entry() -> MenuItem:
    """Lead to the issues."""
    return IssuesMenuItem(name="newsletter-issues", icon_name="doc-full", order=10)


@hooks.register(HOOK)
def mailings_entry() -> MenuItem:
    """Lead to the mailings."""
    return ControlMenuItem(
        _("Mailings"), reverse("mailings"), name="newsletter-mailings", icon_name="mail", order=20
    )


@hooks.register(HOOK)
def settings_entry() -> MenuItem:
    """Lead to the settings."""
    address = reverse("wagtailsettings:edit", args=["newsletter", "newslettersettings"])
    return PermittedMenuItem(
        _("Settings"),
        address,
        permission="newsletter.change_newslettersettings",
        name="newsletter-settings",
        icon_name="cogs",
        order=90,
    )
