"""Pages on which managers and editors say who speaks for an organisation."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.models import User
from accounts.rate_limits import Limit, is_within
from directory.models import Affiliation, AffiliationRole, Invitation, OrganisationPage
from directory.people.forms import InviteForm, RoleForm
from directory.services.affiliations import (
    change_role,
    end_affiliation,
    may_manage_people,
)
from directory.services.invitations import InvitationClosed, invite, send_again, withdraw
from directory.services.orphans import has_manager

BY_INVITER = Limit("invite", "30/d/user")
BY_INVITED = Limit("invite-address", "5/d/key")


@method_decorator([never_cache, login_required], name="dispatch")
class OrganisationView(View):
    """A page about the people of one organisation, for those who may manage them."""

    organisation: OrganisationPage
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else, in the same way whether there is such an organisation or not."""
        self.user = cast(User, request.user)
        found = OrganisationPage.objects.filter(slug=kwargs.pop("slug")).first()
        if found is None or not self.may_enter(found, **kwargs):
            raise PermissionDenied
        self.organisation = found
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self, organisation: OrganisationPage, **kwargs: Any) -> bool:
        """Tell whether the page is for this person."""
        return may_manage_people(self.user, organisation)

    def list_of_people(self) -> HttpResponse:
        """Go back to the list, or home for somebody who may no longer see it."""
        if may_manage_people(self.user, self.organisation):
            return redirect("directory_people", self.organisation.slug)
        return redirect("accounts_overview")

    def mail_limit_is_kept(self, address: str) -> bool:
        """Count one invitation by this person and to this address; say so when it was one too many."""
        key = f"{self.organisation.pk} {address.lower()}"
        within = is_within(self.request, BY_INVITED, key=key) and is_within(
            self.request, BY_INVITER
        )
        if not within:
            messages.error(
                self.request, _("That were many invitations for one day. Please go on tomorrow.")
            )
        return within


class PeopleView(OrganisationView):
    """Who belongs to the organisation, who is invited, and the form that invites."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return self._page(InviteForm(initial={"role": AffiliationRole.CONTRIBUTOR}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Invite; the answer does not depend on whether the address has an account."""
        form = InviteForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        address = form.cleaned_data["email"]
        if not self.mail_limit_is_kept(address):
            return self._page(form, status=429)
        role = AffiliationRole(form.cleaned_data["role"])
        try:
            invite(organisation=self.organisation, email=address, role=role, by=self.user)
        except ValidationError as error:
            form.add_error("email", error)
            return self._page(form, status=422)
        messages.success(
            request, _("An invitation was sent to %(address)s.") % {"address": address}
        )
        return self.list_of_people()

    def _page(self, form: InviteForm, status: int = 200) -> HttpResponse:
        current = self.organisation.affiliations.current().filter(user__is_active=True)
        context = {
            "organisation": self.organisation,
            "people": current.select_related("user").order_by("user__first_name", "user__email"),
            "invitations": self.organisation.invitations.open(),
            "form": form,
            "lacks_manager": not has_manager(self.organisation),
        }
        return render(self.request, "directory/people/people.html", context, status=status)


class PersonView(OrganisationView):
    """One person of the organisation: another role, or no longer here. Everybody may leave themselves."""

    affiliation: Affiliation

    def may_enter(self, organisation: OrganisationPage, **kwargs: Any) -> bool:
        """Let managers, editors and the person in."""
        own = Affiliation.objects.filter(pk=kwargs["pk"], organisation=organisation, user=self.user)
        return super().may_enter(organisation) or own.exists()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what can be changed."""
        self.affiliation = self._affiliation(pk)
        return self._page(RoleForm(initial={"role": self.affiliation.role}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the role, or end the affiliation once that is confirmed."""
        self.affiliation = self._affiliation(pk)
        form = RoleForm(request.POST)
        if "end" in request.POST:
            return self._end()
        if not form.is_valid():
            return self._page(form, status=422)
        role = AffiliationRole(form.cleaned_data["role"])
        if self._is_last_manager() and role != AffiliationRole.MANAGER and not self._is_sure():
            return self._page(form, ask="role", role=role)
        change_role(affiliation=self.affiliation, role=role, by=self.user)
        messages.success(request, _("The role was changed."))
        return self.list_of_people()

    def _end(self) -> HttpResponse:
        if not self._is_sure():
            form = RoleForm(initial={"role": self.affiliation.role})
            return self._page(form, ask="end")
        end_affiliation(affiliation=self.affiliation, by=self.user)
        if self.affiliation.user_id == self.user.pk:
            messages.success(self.request, _("You no longer belong to the organisation."))
        else:
            messages.success(self.request, _("The person no longer belongs to the organisation."))
        return self.list_of_people()

    def _affiliation(self, pk: int) -> Affiliation:
        current = self.organisation.affiliations.current().select_related("user", "organisation")
        return get_object_or_404(current, pk=pk)

    def _is_sure(self) -> bool:
        return "sure" in self.request.POST

    def _is_last_manager(self) -> bool:
        managers = self.organisation.affiliations.current().managers()
        return list(managers.values_list("pk", flat=True)) == [self.affiliation.pk]

    def _page(
        self,
        form: RoleForm,
        *,
        ask: str = "",
        role: AffiliationRole | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "organisation": self.organisation,
            "affiliation": self.affiliation,
            "is_oneself": self.affiliation.user_id == self.user.pk,
            "is_last_manager": self._is_last_manager(),
            "may_manage": may_manage_people(self.user, self.organisation),
            "form": form,
            "ask": ask,
            "role": role,
        }
        return render(self.request, "directory/people/person.html", context, status=status)


class InvitationActionView(OrganisationView):
    """Sends an invitation again, or withdraws it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what was pressed, and go back to the list."""
        invitation = get_object_or_404(
            Invitation.objects.filter(organisation=self.organisation), pk=pk
        )
        try:
            if "again" in request.POST:
                self._send_again(invitation)
            elif "withdraw" in request.POST:
                withdraw(invitation=invitation, by=self.user)
                messages.success(request, _("The invitation was withdrawn; its link is dead."))
        except InvitationClosed:
            messages.info(request, _("That invitation was accepted or withdrawn meanwhile."))
        return self.list_of_people()

    def _send_again(self, invitation: Invitation) -> None:
        if self.mail_limit_is_kept(invitation.email):
            send_again(invitation=invitation, by=self.user)
            messages.success(self.request, _("The invitation was sent again, with a new link."))
