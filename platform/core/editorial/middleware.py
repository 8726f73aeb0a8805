"""What stands before the admin's views: edits of a page one after the other, refusals as sentences."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from core.editorial.open_findings import OpenFindings

View = Callable[..., HttpResponseBase]
#: Views of Wagtail that read a page, change it and write all of it back.
WRITING = frozenset({"wagtailadmin_pages:edit", "wagtailadmin_pages:workflow_action"})


class EditorialMiddleware:
    """Serves what is done to a page in the admin.

    Autosaving and approving can come in at the same moment. Wagtail's editor would then write the state in
    which it read the page, and an approved page would be a draft again: so one waits for the other.
    """

    def __init__(self, get_response: View) -> None:
        """Stand before the views."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Hold the page while it is written; it is read when nobody else holds it."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name not in WRITING:
            return None
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=kwargs.get("page_id")).first()
            try:
                # A transaction of its own is undone; the draft that was saved before it stays.
                return view(request, *args, **kwargs)
            except OpenFindings as error:
                return answer(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer OpenFindings on all other pages; leave every other error to others."""
        return answer(request, error) if isinstance(error, OpenFindings) else None


def answer(request: HttpRequest, error: OpenFindings) -> HttpResponse:
    """Say why nothing was published, and lead to the page of the check."""
    messages.error(request, " ".join(error.messages))
    address = reverse("editorial:check", args=[error.page_id])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        # What Wagtail's dialogue of a workflow action expects when it is done.
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)
