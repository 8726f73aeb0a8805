"""Holds sessions without a second factor where the roles of their owner ask for one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.second_factor import Standing, standing_of

_ALWAYS = frozenset({"account_logout", "wagtailadmin_logout", "accounts_second_factor"})
#: The names of the addresses that a held session may reach.
OPEN_TO = {
    Standing.SET_UP: _ALWAYS
    | {
        "mfa_activate_totp",
        "mfa_add_webauthn",
        # Setting up asks for the password once more.
        "account_reauthenticate",
    },
    Standing.CONFIRM: _ALWAYS | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"},
}


class SecondFactorMiddleware:
    """Let a person of a strong role reach nothing until the second factor is set up and used.

    However the session came about: by password, by a mailed code, by a link, by a page of Wagtail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision waits until the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer instead of the view where the session is held."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            # Nobody is signed in; who asks for no session can be answered from a shared cache.
            return None
        standing = standing_of(request)
        if standing is Standing.FREE:
            return None
        match = request.resolver_match
        if match and match.url_name in OPEN_TO[standing]:
            return None
        response = _held(request)
        add_never_cache_headers(response)
        return response


def _held(request: HttpRequest) -> HttpResponse:
    address = reverse("accounts_second_factor")
    if request.path.startswith("/api/"):
        detail = _("Your role needs a second factor: sign in with it at %(address)s first.")
        return JsonResponse({"detail": detail % {"address": address}, "problems": []}, status=403)
    if request.method not in {"GET", "HEAD"}:
        return render(request, "accounts/held.html", status=403)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
