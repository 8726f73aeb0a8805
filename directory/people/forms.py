"""Forms about the people of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import AffiliationRole

ROLE_HINT = _(
    "A reader sees what is for members. A contributor also writes charts, cases and the entry. A manager "
    "also invites and removes people."
)


class RoleForm(forms.Form):
    """What somebody may do for the organisation."""

    role = forms.ChoiceField(
        choices=AffiliationRole.choices,
        label=_("Role"),
        help_text=ROLE_HINT,
        widget=forms.RadioSelect,
    )


class InviteForm(RoleForm):
    """Who is invited, and as what."""

    email = forms.EmailField(
        max_length=254,
        label=_("E-mail address"),
        help_text=_("We send an invitation to this address; it works once, for fourteen days."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ["email", "role"]


class NewAccountForm(forms.Form):
    """What a person without an account gives to accept an invitation."""

    name = forms.CharField(
        max_length=150,
        label=_("Your name"),
        help_text=_("Managers of the organisation and the editors see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("I agree to this."),
        error_messages={"required": _("Without this we may not make an account for you.")},
    )
