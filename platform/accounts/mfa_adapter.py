"""How allauth's second factors behave on this site."""

from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import crypto
from accounts.models import User
from accounts.second_factor import FACTORS, must_have_second_factor


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts what the database keeps, and keeps the last factor of a person who must have one."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right or was used before. Wait for the next one and type it again."
        ),
        "incorrect_passkey": _("This passkey was not recognised. Try again, or use another way."),
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Add another one first; then this one can be removed."
        ),
        "secret_unreadable": _(
            "Your second factor cannot be checked, because the key of this site has changed. "
            "Ask an administrator to remove it, so that you can set up a new one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raises ValidationError with a sentence when its key is gone."""
        try:
            return crypto.decrypt(encrypted_text)
        except crypto.SecretUnreadable as error:
            raise self.validation_error("secret_unreadable") from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to remove the last factor of a person who must have one."""
        user = authenticator.user
        if not isinstance(user, User) or not must_have_second_factor(user):
            return True
        others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Propose a name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %d") % number

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME
