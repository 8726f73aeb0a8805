"""The forms of the second factor: a code of the authenticator app is good once."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.mfa_adapter import MFAAdapter


class _SpentOnce(forms.Form):
    """Refuses a code that its owner used before.

    allauth remembers a code for one period; with tolerance it would be good again for two more.
    """

    user: Any

    def clean_code(self) -> str:
        """Return the code and mark it as spent."""
        code: str = super().clean_code()  # type: ignore[misc]
        digits = "".join(code.split())
        periods = 2 * app_settings.TOTP_TOLERANCE + 2
        key = f"accounts.totp-spent:{self.user.pk}:{digits}"
        if not cache.add(key, True, timeout=periods * app_settings.TOTP_PERIOD):
            raise MFAAdapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_SpentOnce, base.AuthenticateForm):
    """Asks for a code at sign-in."""


class ReauthenticateForm(_SpentOnce, base.ReauthenticateForm):
    """Asks for a code before a change that protects the account."""


class ActivateTOTPForm(_SpentOnce, totp.ActivateTOTPForm):
    """Asks for the first code of a new authenticator app."""


# --- Passkeys ---------------------------------------------------------------------------------

#: What the library meets with in an answer that no browser wrote.
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class _MalformedRefused(forms.Form):
    """Refuses what is no answer of a passkey with a sentence, where the library stumbles over it."""

    def clean_credential(self) -> Any:
        """Return the second factor that the answer proves."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _MALFORMED as error:
            raise MFAAdapter().validation_error("incorrect_passkey") from error


class PasskeyLoginForm(_MalformedRefused, webauthn.LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class AuthenticatePasskeyForm(_MalformedRefused, webauthn.AuthenticateWebAuthnForm):
    """Asks for a passkey at sign-in."""


class ReauthenticatePasskeyForm(_MalformedRefused, webauthn.ReauthenticateWebAuthnForm):
    """Asks for a passkey before a change that protects the account."""


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """Adds a passkey that can be signed in with alone, unless its owner wants none."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        help_text=_("To tell your passkeys apart: “my telephone”, “office key”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without a password"),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        """Check the new passkey."""
        try:
            return super().clean()
        except _MALFORMED as error:
            raise MFAAdapter().validation_error("incorrect_passkey") from error
