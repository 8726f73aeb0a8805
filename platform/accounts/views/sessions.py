"""Where one is signed in, and how one signed in before."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from accounts.models import SignInRecord
from accounts.sign_ins import Factor, Method, end_other_sessions, end_session, open_sessions

SHOWN = 50


def described(record: SignInRecord) -> dict[str, object]:
    """Return a sign-in with its method and factor in words."""
    return {
        "record": record,
        "method": Method(record.method).label,
        "factor": Factor(record.factor).label if record.factor in Factor.values else "",
    }


@never_cache
@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """List the open sessions and the sign-ins of the last twelve months."""
    user = person_of(request)
    context = {
        "sessions": [described(record) for record in open_sessions(user)],
        "history": [described(record) for record in user.sign_ins.all()[:SHOWN]],
        "current": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@login_required
@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session; one's own ends too, by signing out."""
    record = get_object_or_404(SignInRecord, pk=pk, user=person_of(request))
    end_session(record)
    if record.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("The session was ended."))
    return redirect("accounts_sessions")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    count = end_other_sessions(person_of(request), but=request.session.session_key)
    sentence = ngettext(
        "%(count)d other session was ended.", "%(count)d other sessions were ended.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("accounts_sessions")
