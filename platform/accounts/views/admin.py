"""A page of the admin: removing the second factor of somebody who lost it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import person_of
from accounts.models import User
from accounts.support import remove_second_factors
from accounts.user_admin import refuse_superusers


@require_http_methods(["GET", "POST"])
def remove_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove. Nobody removes their own here: that is done with the factor in hand."""
    person = get_object_or_404(User, pk=pk)
    if not request.user.has_perm("accounts.change_user") or person == request.user:
        raise PermissionDenied
    refuse_superusers(person_of(request), [person])
    if request.method == "POST":
        if remove_second_factors(user=person, by=person_of(request)):
            messages.success(
                request, _("The second factors of %(name)s were removed.") % {"name": person}
            )
        else:
            messages.info(request, _("%(name)s has no second factor.") % {"name": person})
        return redirect("wagtailusers_users:index")
    return render(request, "accounts/admin/remove_factors.html", {"person": person})
