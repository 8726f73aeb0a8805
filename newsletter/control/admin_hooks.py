"""What control adds to Wagtail's admin: pages, rights, the button of an issue, the panel, the menu."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from newsletter.control import admin_views, menu  # noqa: F401 - the menu registers its own
from newsletter.control.panels import NextNewsletterPanel
from newsletter.control.send_views import SendView
from newsletter.control.services import may_control
from newsletter.models import IssuePage


@hooks.register("register_permissions")
def mailing_permissions() -> QuerySet[Permission]:
    """List the right to decide on mailings among those of the groups."""
    return Permission.objects.filter(
        content_type__app_label="newsletter", codename__in=["view_mailing", "change_mailing"]
    )


@hooks.register("register_admin_urls")
def control_urls() -> list[URLPattern]:
    """Serve the pages under /admin/newsletter/."""
    return [
        path("newsletter/mailings/", admin_views.MailingsView.as_view(), name="mailings"),
        path("newsletter/mailings/<int:pk>/", admin_views.MailingView.as_view(), name="mailing"),
        path(
            "newsletter/mailings/<int:pk>/stop/",
            admin_views.StopView.as_view(),
            name="mailing_stop",
        ),
        path(
            "newsletter/mailings/<int:pk>/unsure/",
            admin_views.UnsureView.as_view(),
            name="mailing_unsure",
        ),
        path(
            "newsletter/mailings/<int:pk>.csv",
            admin_views.MailingCsvView.as_view(),
            name="mailing_csv",
        ),
        path("newsletter/issues/<int:pk>/send/", SendView.as_view(), name="issue_send"),
    ]


def _send_button(page: Page, user: Any, priority: int) -> Iterator[Button]:
    # Listings hold pages of every type; the type is known without reading the issue.
    if page.specific_class is IssuePage and may_control(user):
        yield Button(
            _("Check and send"),
            reverse("issue_send", args=[page.pk]),
            icon_name="mail",
            priority=priority,
        )


@hooks.register("register_page_header_buttons")
def header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer to send in the editor of an issue."""
    yield from _send_button(page, user, priority=10)


@hooks.register("register_page_listing_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer to send in listings."""
    yield from _send_button(page, user, priority=30)


@hooks.register("construct_homepage_panels")
def next_newsletter(request: HttpRequest, panels: list[Any]) -> None:
    """Show those who decide what goes out next."""
    panels.append(NextNewsletterPanel())
