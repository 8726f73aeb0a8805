"""The link that a new account is opened with: signed, good once, for seven days."""

from datetime import timedelta
from enum import Enum

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

VALID_FOR = timedelta(days=7)
_SALT = "accounts.activation"


class LinkProblem(Enum):
    """Why a link opens no account."""

    FORGED = "forged"
    EXPIRED = "expired"
    USED = "used"


class LinkRefused(Exception):
    """A link opens no account; `problem` says why."""

    def __init__(self, problem: LinkProblem) -> None:
        """Keep the reason."""
        super().__init__(problem.value)
        self.problem = problem


class AlreadyActive(ValueError):
    """The account has been opened: its owner signs in, or asks for a new password."""


def is_active_account(user: User) -> bool:
    """Tell whether the owner has opened the account: its address is confirmed."""
    return EmailAddress.objects.filter(
        user_id=user.pk, email__iexact=user.email, verified=True
    ).exists()


def activation_link(user: User) -> str:
    """Return the link that opens an account; raises AlreadyActive where it is open.

    Earlier links of an account that nobody opened stay good until they expire.
    """
    if is_active_account(user):
        raise AlreadyActive(
            "This account is open already: send the address of the sign-in instead."
        )
    token = signing.dumps({"user": user.pk, "state": _state(user)}, salt=_SALT)
    return settings.SITE_URL + reverse("accounts_activate", args=[token])


def user_of_link(token: str) -> User:
    """Return whose account a link opens; raises LinkRefused."""
    try:
        signed = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise LinkRefused(LinkProblem.EXPIRED) from error
    except signing.BadSignature as error:
        raise LinkRefused(LinkProblem.FORGED) from error
    user = User.objects.filter(pk=signed["user"], is_active=True).first()
    if user is None or is_active_account(user):
        raise LinkRefused(LinkProblem.USED)
    if not constant_time_compare(signed["state"], _state(user)):
        raise LinkRefused(LinkProblem.USED)
    return user


def _state(user: User) -> str:
    """Return what no longer matches once the account was opened, or its address or password changed."""
    state = f"{user.pk}|{user.email.lower()}|{user.password}|{user.last_login}"
    return salted_hmac(_SALT, state, algorithm="sha256").hexdigest()
