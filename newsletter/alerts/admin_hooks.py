"""The welcome mails in Wagtail's admin, each with a look at the mail as readers get it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button, HeaderButton

from newsletter.alerts.welcome import preview_html
from newsletter.control.menu import HOOK
from newsletter.models import WelcomeMail


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a welcome mail as an invented reader gets it."""
    if not request.user.has_perm("newsletter.change_welcomemail"):  # type: ignore[union-attr]
        raise PermissionDenied
    return HttpResponse(preview_html(get_object_or_404(WelcomeMail, pk=pk)))


def _preview_of(mail: WelcomeMail) -> str:
    return reverse("welcome_preview", args=[mail.pk])


class WelcomeIndexView(generic.IndexView):
    """The steps, each with a look at it."""

    def get_list_more_buttons(self, instance: WelcomeMail) -> list[Button]:
        """Add the look at the mail."""
        look = Button(_("Look at the mail"), _preview_of(instance), icon_name="view", priority=15)
        return [*super().get_list_more_buttons(instance), look]


class WelcomeEditView(generic.EditView):
    """The form of a step, with a look at it as it is saved."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Add the look at the mail."""
        look = HeaderButton(_("Look at the mail"), _preview_of(self.object), icon_name="view")
        return [*super().header_more_buttons, look]


class WelcomeViewSet(ModelViewSet):
    """The menu entry “Welcome mails”."""

    model = WelcomeMail
    icon = "mail"
    menu_label = _("Welcome mails")
    menu_name = "newsletter-welcome"
    menu_order = 60
    menu_hook = HOOK
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = WelcomeIndexView
    edit_view_class = WelcomeEditView
    list_display = ["__str__", "language", "days_after", "is_on"]
    list_filter = ["language"]
    search_fields = ["subject", "body"]
    search_backend_name = None


@hooks.register("register_admin_urls")
def welcome_urls() -> list[URLPattern]:
    """Serve the look at a mail."""
    return [path("newsletter/welcome/<int:pk>/look/", preview, name="welcome_preview")]


@hooks.register("register_admin_viewset")
def welcome_mails() -> WelcomeViewSet:
    """List the welcome mails."""
    return WelcomeViewSet("newsletter_welcome", url_prefix="newsletter/welcome")
