"""Accounts in the admin: administrators manage everybody's but those of superusers, and make none."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from accounts.models import User


class GuardedFormMixin:
    """A form on which only a superuser makes superusers."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Show the tick to others, and take nothing they send for it."""
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        if "is_superuser" in form.fields and not request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class GuardedCreateView(GuardedFormMixin, CreateView):
    """Creates an account."""


class GuardedEditView(GuardedFormMixin, EditView):
    """Edits an account."""


class GuardedUserViewSet(UserViewSet):
    """The pages of accounts."""

    add_view_class = GuardedCreateView
    edit_view_class = GuardedEditView
    # A copy would begin with all rights of its original.
    copy_view_enabled = False


def refuse_superusers(by: User, accounts: list[Any]) -> None:
    """Raise PermissionDenied when somebody else's hand is laid on the account of a superuser."""
    if not by.is_superuser and any(
        isinstance(account, User) and account.is_superuser for account in accounts
    ):
        raise PermissionDenied
