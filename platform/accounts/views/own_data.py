"""What the site holds of a person: read, taken along, withdrawn, erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import person_of
from accounts.erasure import ErasureRefused, erase, export_of, obstacles_of, warnings_of
from accounts.models import Consent
from accounts.personal_data import holdings
from accounts.services import withdraw_consent


@never_cache
@login_required
@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    """Say what is held, and offer to take it along or to erase it."""
    context = {"holdings": holdings(), "consents": person_of(request).consents.all()}
    return render(request, "accounts/own_data.html", context)


@never_cache
@login_required
@reauthentication_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is held of the person, as one JSON file."""
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(export_of(person_of(request)), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one consent."""
    consent = get_object_or_404(Consent, pk=pk, user=person_of(request))
    withdraw_consent(consent=consent)
    messages.success(request, _("You withdrew your consent; the date is noted."))
    return redirect("accounts_data")


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def erase_account(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase the account and sign out."""
    user = person_of(request)
    if request.method == "POST" and request.POST.get("confirm"):
        try:
            erase(user=user)
        except ErasureRefused:
            return redirect("accounts_erase")
        logout(request)
        return render(request, "accounts/erased.html")
    context = {
        "obstacles": obstacles_of(user),
        "warnings": warnings_of(user),
        "forgot_to_confirm": request.method == "POST",
    }
    return render(request, "accounts/erase.html", context)
