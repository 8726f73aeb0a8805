"""What the core adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core import branding  # noqa: F401 - registers its hooks
from core.links import admin as links_admin  # noqa: F401 - registers its hooks
from core.my_drafts import DraftsPanel
from core.vocabulary_admin import VocabulariesGroup


@hooks.register("register_admin_viewset")
def vocabularies() -> VocabulariesGroup:
    """Offer the vocabularies and countries."""
    return VocabulariesGroup()


@hooks.register("construct_help_menu")
def only_own_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Drop the entries that lead to pages elsewhere."""
    items[:] = [item for item in items if not item.url.startswith(("http:", "https:"))]


@hooks.register("construct_homepage_panels")
def drafts_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the user's own drafts."""
    panels.append(DraftsPanel())
