"""The first page of one's own account, and one's name."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import person_of, roles_of
from accounts.api_tokens import usable_tokens
from accounts.forms import NameForm
from accounts.models import User
from accounts.personal_data import holdings
from accounts.roles import role_labels
from accounts.second_factor import has_strong_role
from accounts.sign_ins import open_sessions


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show a person what the site knows of them, and where each part is changed."""
    user = person_of(request)
    kinds = list(
        Authenticator.objects.filter(user_id=user.pk)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("type", flat=True)
    )
    shown = ((holding.label, holding.lines(user)) for holding in holdings())
    context = {
        "roles": role_labels(roles_of(user)),
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "advise_second_factor": has_strong_role(user) and not kinds,
        "session_count": len(open_sessions(user)),
        "last_sign_ins": user.sign_ins.all()[:1],
        "token_count": len(usable_tokens(user)),
        "further": [(label, lines) for label, lines in shown if lines],
    }
    return render(request, "accounts/overview.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change one's name."""
    # Not the person of the request: a refused name would stand in the header of the page.
    form = NameForm(request.POST or None, instance=User.objects.get(pk=person_of(request).pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name was changed."))
        return redirect("accounts_overview")
    return render(request, "accounts/name.html", {"form": form})
