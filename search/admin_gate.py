"""Pages of the admin for those who hold one right, and their entries in its menu."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View
from wagtail.admin.menu import MenuItem


class PermittedView(View):
    """A view that only holders of `permission` reach."""

    permission: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PermittedMenuItem(MenuItem):
    """An entry that only holders of `permission` see."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        """Keep the right."""
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user holds it."""
        return request.user.has_perm(self.permission)
