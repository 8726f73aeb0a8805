"""How the pages behind signed links are served: nothing of them is done with a signed-in person's rights."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

#: No cookie has to prove who asks: the link or the mailbox does.
without_cookie = method_decorator([csrf_exempt, never_cache], name="dispatch")


def no_such_link(request: HttpRequest) -> HttpResponse:
    """Say that a link is forged, cut off or too old, and what to do."""
    return render(request, "newsletter/subscribing/no_such_link.html", status=404)
