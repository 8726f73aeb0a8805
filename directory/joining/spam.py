"""Keeps robots from the public form without asking a third party and without a cookie.

A field that people do not see, a signed time at which the form was opened, and counts by network and by
address. Somebody who is refused for the time or the count is told, and nothing typed is lost.
"""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.rate_limits import Limit, is_within

#: Nobody fills the form in faster, and nobody has it open for longer without losing track.
FASTEST_SECONDS, SLOWEST_SECONDS = 4, 24 * 3600
BY_NETWORK = Limit("join", "5/h/ip")
BY_ADDRESS = Limit("join-address", "3/d/key")
_SALT = "directory.join"


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

    @property
    def is_trapped(self) -> bool:
        """Tell whether the field that people do not see was filled in."""
        return bool(self.data.get("trap"))


def network_may_send(request: HttpRequest) -> bool:
    """Count one application of the sender's network, and tell whether it was one too many."""
    return is_within(request, BY_NETWORK)


def address_may_get_mail(request: HttpRequest, address: str) -> bool:
    """Count one mail to an address; who sends is never told that there were too many."""
    return is_within(request, BY_ADDRESS, key=address.strip().lower())
