"""Forms of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class FirstPasswordForm(SetPasswordForm):
    """Asks for the first password of an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields as this site names them."""
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password2"].label = _("The same password again")


class NameForm(forms.ModelForm):
    """Changes a person's name."""

    class Meta:
        """Both parts of it may be empty."""

        model = User
        fields = ("first_name", "last_name")


class TokenForm(forms.Form):
    """Asks what a new API token is for."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("So that you know which one to revoke: “monthly spreadsheet”, “our website”."),
    )
