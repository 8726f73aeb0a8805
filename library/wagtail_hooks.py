"""The libraries in the admin, and the gate of documents on Wagtail's own addresses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks

from library.document_access import may_read
from library.document_admin import hooks as document_hooks  # noqa: F401 - registers its own
from library.models import LibraryDocument
from library.monitoring.admin import MonitoringGroup
from library.ratification_admin import RatificationListing
from library.reading_lists.panel import ListsPanel


@hooks.register("before_serve_document", order=-10)
def ask_the_gate(document: LibraryDocument, request: HttpRequest) -> HttpResponse | None:
    """Lead from Wagtail's address of a document to the stable one; for those who may not read it, nothing is there."""
    if not may_read(document, request.user):
        raise Http404
    return None if request.path == document.url else redirect(document.url)


@hooks.register("register_admin_viewset")
def ratification_listing() -> RatificationListing:
    """List the ratifications."""
    return RatificationListing("ratifications")


@hooks.register("register_admin_viewset")
def monitoring_group() -> MonitoringGroup:
    """List the mechanisms and their rounds."""
    return MonitoringGroup()


@hooks.register("construct_homepage_panels")
def reading_lists_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the editors which reading lists wait for them."""
    panels.append(ListsPanel())
