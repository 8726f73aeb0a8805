"""What accounts add to Wagtail's admin: guarded superusers, one's own uploads, links for new people."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from accounts.access import person_of
from accounts.models import User
from accounts.support import follow_new_address, welcome
from accounts.user_admin import refuse_superusers
from accounts.views import admin


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def guard_superuser(request: HttpRequest, user: User) -> None:
    """Let only superusers change or delete a superuser."""
    refuse_superusers(person_of(request), [user])


@hooks.register("before_bulk_action")
def guard_superusers(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Let only superusers change or delete superusers, also several at once."""
    refuse_superusers(person_of(request), objects)


@hooks.register("after_create_user")
def send_link(request: HttpRequest, user: User) -> None:
    """Mail the link that opens the account: administrators set no passwords."""
    welcome(user=user)


@hooks.register("after_edit_user")
def keep_address_in_step(request: HttpRequest, user: User) -> None:
    """Let a changed address sign in, once its reader has confirmed it."""
    follow_new_address(user=user)


@hooks.register("register_admin_urls")
def own_pages() -> list[URLPattern]:
    """Add the page that removes second factors."""
    return [
        path(
            "accounts/<int:pk>/second-factors/remove/",
            admin.remove_factors,
            name="accounts_remove_factors",
        )
    ]


@hooks.register("register_user_listing_buttons")
def offer_removal(user: User, request_user: User) -> Iterator[Button]:
    """Lead from the list of users to that page."""
    if user != request_user and request_user.has_perm("accounts.change_user"):
        yield Button(
            _("Remove second factors"),
            reverse("accounts_remove_factors", args=[user.pk]),
            icon_name="key",
            priority=40,
        )
