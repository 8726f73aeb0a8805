"""The answer to an upload that is refused where no form has looked at it before."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core.clean_uploads.refusal import RefusedFile


class RefusedUploadMiddleware:
    """Lead back to the page with the sentence of the refusal: nothing was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other fault alone."""
        if not isinstance(exception, RefusedFile):
            return None
        messages.error(request, exception.messages[0])
        return HttpResponseRedirect(request.get_full_path())
