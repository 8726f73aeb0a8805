"""What composing adds to Wagtail's admin: pages, and buttons on the newsletter and on its issues."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from newsletter.composing.admin_views import FillInView, NewIssueView, TryIssueView
from newsletter.models import IssuePage, NewsletterPage


@hooks.register("register_admin_urls")
def composing_urls() -> list[URLPattern]:
    """Serve the pages under /admin/newsletter/."""
    return [
        path("newsletter/<int:pk>/new/", NewIssueView.as_view(), name="newsletter_new_issue"),
        path("newsletter/issues/<int:pk>/fill/", FillInView.as_view(), name="newsletter_fill_in"),
        path(
            "newsletter/issues/<int:pk>/try/", TryIssueView.as_view(), name="newsletter_try_issue"
        ),
    ]


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    # Listings hold pages of every type; the type is known without reading the page.
    if page.specific_class is NewsletterPage:
        if page.permissions_for_user(user).can_add_subpage():
            address = reverse("newsletter_new_issue", args=[page.pk])
            yield Button(
                _("New issue from what was published"), address, icon_name="history", priority=5
            )
    elif page.specific_class is IssuePage and page.permissions_for_user(user).can_edit():
        fill = reverse("newsletter_fill_in", args=[page.pk])
        attempt = reverse("newsletter_try_issue", args=[page.pk])
        yield Button(_("Fill in what is new"), fill, icon_name="history", priority=5)
        yield Button(_("Check and test"), attempt, icon_name="mail", priority=6)


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer them in the editor and in the list of issues."""
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer them in listings."""
    yield from _buttons(page, user)
