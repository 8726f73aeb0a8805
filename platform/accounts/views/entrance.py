"""Ways in: the page that holds a session without its second factor, and the link of a new account."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import stash_login, unstash_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from accounts.activation import LinkProblem, LinkRefused, user_of_link
from accounts.forms import FirstPasswordForm
from accounts.models import User
from accounts.second_factor import Standing, standing_of
from accounts.services import open_account

#: Where a session notes what its owner asked for before the second factor had to be set up.
_WANTED = "accounts_wanted"
REFUSALS = {LinkProblem.FORGED: 404, LinkProblem.EXPIRED: 410, LinkProblem.USED: 410}


class SignInView(LoginView):
    """Signs in; who asks for another page between the two steps lands on that one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note the page asked for before allauth leads back to the second step, which knows of the first alone."""
        wanted = get_next_redirect_url(request)
        begun = unstash_login(request, peek=True) if wanted else None
        if begun:
            begun.redirect_url = wanted
            stash_login(request, begun)
        return super().dispatch(request, *args, **kwargs)


@never_cache
def wagtails_login(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's logins were: lead to the site's own; raises PermissionDenied.

    Wagtail also sends people here whose account is not enough. The sign-in would send them straight back.
    """
    onwards = get_next_redirect_url(request)
    if request.user.is_authenticated:
        is_admin = bool(onwards) and str(onwards).startswith(reverse("wagtailadmin_home"))
        if not (is_admin and request.user.has_perm("wagtailadmin.access_admin")):
            raise PermissionDenied
    return redirect_to_login(onwards or "", reverse("account_login"))


@never_cache
@login_required
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say what is missing before this session may go on, and lead there; afterwards lead to what was wanted."""
    standing = standing_of(request)
    wanted = get_next_redirect_url(request) or request.session.get(_WANTED)
    onwards = wanted or reverse("accounts_overview")
    if standing is Standing.FREE:
        request.session.pop(_WANTED, None)
        return HttpResponseRedirect(onwards)
    if standing is Standing.SET_UP:
        # It takes several pages of allauth, which know of no address to return to.
        request.session[_WANTED] = onwards
    factors = Authenticator.objects.filter(user_id=request.user.pk)
    context = {
        "must_set_up": standing is Standing.SET_UP,
        "types": set(factors.values_list("type", flat=True)),
        "next": onwards,
    }
    return render(request, "accounts/second_factor.html", context)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ActivationView(View):
    """Opens an account by the link of a mail: its owner chooses a password, or a passkey instead."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say what is wrong with a link that opens nothing."""
        try:
            self.account = user_of_link(kwargs["token"])
            return super().dispatch(request, *args, **kwargs)
        except LinkRefused as error:
            status = REFUSALS[error.problem]
            context = {"problem": error.problem.value}
            return render(request, "accounts/link_refused.html", context, status=status)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask for a password. Nothing happens yet: programs that check mails open links too."""
        return self._page(request, FirstPasswordForm(self.account))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Open the account and sign its owner in."""
        if "passkey" in request.POST:
            open_account(token=token, password=None)
            return self._sign_in(request, reverse("mfa_add_webauthn"))
        form = FirstPasswordForm(self.account, request.POST)
        if not form.is_valid():
            return self._page(request, form)
        open_account(token=token, password=form.cleaned_data["new_password1"])
        return self._sign_in(request, reverse("accounts_overview"))

    def _page(self, request: HttpRequest, form: FirstPasswordForm) -> HttpResponse:
        context = {"form": form, "account": self.account}
        return render(request, "accounts/activate.html", context)

    def _sign_in(self, request: HttpRequest, onwards: str) -> HttpResponse:
        if request.user.is_authenticated:
            logout(request)
        user = User.objects.get(pk=self.account.pk)
        record_authentication(request, user, "activation")
        return perform_login(request, Login(user=user, email=user.email, redirect_url=onwards))
