"""The page that the link of an invitation opens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.activation import activation_link, is_active_account
from accounts.models import User
from accounts.services import AddressInUse
from directory.models import Invitation
from directory.people.forms import NewAccountForm
from directory.services.invitations import (
    InvitationClosed,
    accept,
    accept_with_new_account,
    account_of,
    consent_text,
    invitation_of_link,
    is_for,
)


@method_decorator(never_cache, name="dispatch")
class InvitationView(View):
    """Accept an invitation: signed in, or with an account that is made on the way.

    Opening the link does nothing by itself: programs that look through mail open links as well.
    """

    invitation: Invitation

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Show whose invitation it is and what accepting takes."""
        found = invitation_of_link(secret)
        if found is None or not found.is_open:
            return self._refused(found)
        self.invitation = found
        return self._page(NewAccountForm())

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Accept, once."""
        found = invitation_of_link(secret)
        if found is None or not found.is_open:
            return self._refused(found)
        self.invitation = found
        try:
            if isinstance(request.user, User):
                return self._accept_signed_in(request.user)
            return self._accept_without_sign_in()
        except InvitationClosed:
            found.refresh_from_db()
            return self._refused(found)
        except PermissionDenied:
            return self._page(NewAccountForm(), status=403)

    def _accept_signed_in(self, user: User) -> HttpResponse:
        accept(invitation=self.invitation, user=user)
        name = self.invitation.organisation.title
        messages.success(
            self.request, _("You now speak for %(organisation)s.") % {"organisation": name}
        )
        return redirect("accounts_overview")

    def _accept_without_sign_in(self) -> HttpResponse:
        account = account_of(self.invitation)
        if account is not None:
            if is_active_account(account):
                return self._page(NewAccountForm(), status=403)
            # Made for an earlier invitation and never opened: whoever has the mail may open it.
            accept(invitation=self.invitation, user=account)
            return redirect(activation_link(account))
        form = NewAccountForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            made = accept_with_new_account(
                invitation=self.invitation, name=form.cleaned_data["name"]
            )
        except AddressInUse:
            return self._page(NewAccountForm(), status=409)
        except ValidationError as error:
            form.add_error("name", error)
            return self._page(form, status=422)
        return redirect(made.link)

    def _refused(self, invitation: Invitation | None) -> HttpResponse:
        # Gone for whoever holds a link that once worked; for others there never was one.
        status = 404 if invitation is None else 410
        context = {"invitation": invitation}
        return render(self.request, "directory/people/refused.html", context, status=status)

    def _page(self, form: NewAccountForm, status: int = 200) -> HttpResponse:
        account = account_of(self.invitation)
        user = self.request.user
        context = {
            "invitation": self.invitation,
            "form": form,
            "consent_text": consent_text(),
            "is_for_me": isinstance(user, User) and is_for(self.invitation, user),
            "has_account": account is not None and is_active_account(account),
            "needs_account": account is None,
        }
        return render(self.request, "directory/people/invitation.html", context, status=status)
