"""Keeps robots from public forms without asking a third party and without a cookie.

A field that people do not see, and a signed time at which the form was opened. Somebody who is refused for the time
is told, and nothing typed is lost. What may be sent how often is counted by `accounts.rate_limits`.
"""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Nobody fills a form in faster, and nobody has it open for longer without losing track.
FASTEST_SECONDS, SLOWEST_SECONDS = 4, 24 * 3600
_SALT = "core.protected-form"


class OpenedAtField(forms.CharField):
    """The signed time at which the form was handed out; one second is good enough."""

    widget = forms.HiddenInput

    def clean(self, value: object) -> str:
        """Refuse a time that is forged, too short ago or too long ago; the form then carries a new one."""
        signed = str(value or "")[:200]
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(signed, max_age=SLOWEST_SECONDS)
        except signing.SignatureExpired as error:
            raise ValidationError(
                _("The form was open for more than a day. Please look it over and send it again.")
            ) from error
        except signing.BadSignature as error:
            raise ValidationError(
                _("The form did not arrive whole. Please look it over and send it again.")
            ) from error
        if is_too_fast(signed):
            raise ValidationError(
                _("That was very fast. Please wait a few seconds and send it again.")
            )
        return signed


def opened_now() -> str:
    """Return the signed time of now, for a form that is handed out."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


def is_too_fast(signed: str) -> bool:
    """Tell whether a signed time is so short ago that no person can have filled in the form."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(signed, max_age=FASTEST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True


class ProtectedForm(forms.Form):
    """A public form with a trap for robots (`trap`) and its signed time (`opened_at`)."""

    opened_at = OpenedAtField()
    trap = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Note when the form was handed out."""
        super().__init__(*args, **kwargs)
        self.initial["opened_at"] = opened_now()

    @property
    def is_trapped(self) -> bool:
        """Tell whether the field that people do not see was filled in."""
        return bool(self.data.get("trap"))

    def handed_out_again(self) -> str:
        """Return the time that the form carries: when it goes back with errors, its own if that is still good."""
        if not self.is_bound:
            return str(self.initial["opened_at"])
        return opened_now() if "opened_at" in self.errors else self.data.get("opened_at", "")
