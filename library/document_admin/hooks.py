"""Wires the pages about files into the admin; `library.wagtail_hooks` imports it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from library.document_admin.views import (
    EarlierFilesView,
    WorkFilesView,
    earlier_file,
    may_take_over,
)
from library.models import LibraryRecord


@hooks.register("register_admin_urls")
def document_urls() -> list[URLPattern]:
    """Serve the pages under /admin/library/."""
    return [
        path("library/works/<int:pk>/files/", WorkFilesView.as_view(), name="library_work_files"),
        path(
            "library/documents/<int:pk>/earlier/",
            EarlierFilesView.as_view(),
            name="library_earlier_files",
        ),
        path(
            "library/documents/<int:pk>/earlier/<int:version>/",
            earlier_file,
            name="library_earlier_file",
        ),
    ]


@hooks.register("register_page_header_buttons")
def files_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the files behind the links of a work in the menu of its page."""
    work = page.specific
    if isinstance(work, LibraryRecord) and may_take_over(user, work):
        yield Button(
            _("Files from links"),
            reverse("library_work_files", args=[work.pk]),
            icon_name="download",
            priority=67,
        )
