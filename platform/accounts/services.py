"""What is done to accounts: they are created, opened, and say what their owners agreed to."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.activation import activation_link, user_of_link
from accounts.models import Consent, User

__all__ = [
    "AddressInUse",
    "activation_link",
    "create_account",
    "open_account",
    "record_consent",
    "withdraw_consent",
]


class AddressInUse(ValueError):
    """There is an account with this address already; whoever invites needs no new one."""


def create_account(*, email: str, name: str = "") -> User:
    """Create an account without a password, whose address nobody has confirmed yet.

    Raises ValidationError when the address is none, and AddressInUse where an account has it.
    """
    address = User.objects.normalize_email(email.strip())
    validate_email(address)
    too_long = User._meta.get_field("first_name").max_length or 0
    if len(name) > too_long:
        raise ValidationError(
            _("The name is longer than %(number)d letters.") % {"number": too_long}
        )
    try:
        with transaction.atomic():
            _refuse_known_address(address)
            user = User.objects.create_user(address, None, first_name=name.strip())
            EmailAddress.objects.create(user=user, email=address.lower(), primary=True)
    except IntegrityError as error:
        raise AddressInUse(_("There is an account with this address already.")) from error
    return user


def _refuse_known_address(address: str) -> None:
    known = (
        User.objects.filter(email__iexact=address).exists()
        or EmailAddress.objects.filter(email__iexact=address, verified=True).exists()
    )
    if known:
        raise AddressInUse(_("There is an account with this address already."))


@transaction.atomic
def open_account(*, token: str, password: str | None) -> User:
    """Open the account of a link, once: confirm its address and set the password, if one is chosen.

    Raises LinkRefused.
    """
    # The row is locked, so that a link that is used twice at once opens the account once.
    user = User.objects.select_for_update().get(pk=user_of_link(token).pk)
    user_of_link(token)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    return user


def record_consent(*, user: User, purpose: str, version: str, text: str) -> Consent:
    """Keep what a person agreed to, word for word; agreeing twice to one version is one consent."""
    consent, _created = Consent.objects.get_or_create(
        user=user, purpose=purpose, version=version, withdrawn_at=None, defaults={"text": text}
    )
    return consent


def withdraw_consent(*, consent: Consent) -> None:
    """Note that a person withdrew a consent; what was done under it before stays right."""
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
