"""API tokens: made, shown once, revoked."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import APIToken

from accounts.access import person_of, tier_of
from accounts.api_tokens import TooManyTokens, expires_at, make_token, usable_tokens
from accounts.forms import TokenForm


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; make one and show it this once."""
    form = TokenForm(request.POST or None)
    text = None
    if request.method == "POST" and form.is_valid():
        try:
            _token, text = make_token(user=person_of(request), name=form.cleaned_data["name"])
            form = TokenForm()
        except TooManyTokens as error:
            form.add_error("name", str(error))
    context = {
        "form": form,
        "text": text,
        "tokens": [
            {"token": token, "expires": expires_at(token)}
            for token in usable_tokens(person_of(request))
        ],
        "tier": tier_of(request.user).label,
    }
    return render(request, "accounts/tokens.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one's own token; that needs no password, so that it is done at once."""
    token = get_object_or_404(APIToken, pk=pk, user=person_of(request))
    if token.revoked_at is None:
        token.revoke()
    messages.success(
        request, _("“%(name)s” was revoked and opens nothing any more.") % {"name": token.name}
    )
    return redirect("accounts_tokens")
