"""Entries in the menus of the admin for those who hold one right."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermittedMenuItem(MenuItem):
    """An entry that only holders of `permission` see."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        """Keep the right."""
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user holds it."""
        return bool(request.user.has_perm(self.permission))
