"""allauth's forms, with their fields named as this site names them."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "remember": _("Stay signed in on this device"),
    "oldpassword": _("Password until now"),
    "password1": _("New password"),
    "password2": _("The new password again"),
}


class _Named(forms.Form):
    """A form whose fields have the labels of this site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name them."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LABELS:
                field.label = LABELS[name]


class LoginForm(_Named, allauth_forms.LoginForm):
    """Signs in with address and password."""


class RequestLoginCodeForm(_Named, allauth_forms.RequestLoginCodeForm):
    """Asks for a code by mail."""


class ResetPasswordForm(_Named, allauth_forms.ResetPasswordForm):
    """Asks for a new password."""


class ResetPasswordKeyForm(_Named, allauth_forms.ResetPasswordKeyForm):
    """Chooses a new password by a link."""


class ChangePasswordForm(_Named, allauth_forms.ChangePasswordForm):
    """Changes the password."""


class SetPasswordForm(_Named, allauth_forms.SetPasswordForm):
    """Chooses a first password."""


class AddEmailForm(_Named, allauth_forms.AddEmailForm):
    """Changes the address."""
