"""What notes from the countries add to Wagtail's admin: pages, a button on the issue, panels."""

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

from newsletter.contributing.admin_views import (
    AddByHandView,
    IssueContributionsView,
    SlotView,
    may_edit,
)
from newsletter.contributing.panels import ContributionsPanel, OwnContributionsPanel
from newsletter.models import IssuePage


@hooks.register("register_admin_urls")
def contribution_urls() -> list[URLPattern]:
    """Serve the pages under /admin/newsletter/."""
    return [
        path(
            "newsletter/issues/<int:pk>/notes/",
            IssueContributionsView.as_view(),
            name="contributions",
        ),
        path(
            "newsletter/issues/<int:pk>/notes/add/",
            AddByHandView.as_view(),
            name="contribution_add",
        ),
        path("newsletter/notes/<int:pk>/", SlotView.as_view(), name="contribution"),
    ]


@hooks.register("register_permissions")
def contribution_permission() -> QuerySet[Permission]:
    """Let administrators give the right to ask for notes and to decide on them."""
    return Permission.objects.filter(
        content_type__app_label="newsletter", codename="change_contributionslot"
    )


@hooks.register("register_page_header_buttons")
def header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the notes in the editor of an issue."""
    if page.specific_class is IssuePage and may_edit(user):
        yield Button(
            _("Notes from the countries"),
            reverse("contributions", args=[page.pk]),
            icon_name="globe",
            priority=20,
        )


@hooks.register("construct_homepage_panels")
def contribution_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show editors what waits, and organisations what they are asked for."""
    panels += [OwnContributionsPanel(), ContributionsPanel()]
