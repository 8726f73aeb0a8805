"""Who needs a second factor, and whether this session was signed in with one."""

from enum import Enum

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import STRONG_ROLES, Role

#: Groups whose members cannot change what everybody reads without somebody's approval.
_HARMLESS = [role.value for role in Role if role not in STRONG_ROLES]
#: Recovery codes stand in for a lost factor; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Standing(Enum):
    """What a session may do as far as the second factor is concerned."""

    #: Everything that the roles allow.
    FREE = "free"
    #: Nothing but setting up a second factor: the roles ask for one and there is none.
    SET_UP = "set up"
    #: Nothing but using the second factor: there is one, and this session began without it.
    CONFIRM = "confirm"


def is_compulsory() -> bool:
    """Tell whether this site insists on a second factor for strong roles; the demonstration offers it."""
    chosen: bool | None = settings.SECOND_FACTOR_COMPULSORY
    return not settings.DEMONSTRATION if chosen is None else chosen


def has_strong_role(user: User | AnonymousUser) -> bool:
    """Tell whether a person has a role that can change what everybody reads.

    A group that an administrator made by hand counts as one: nobody knows here what it may do.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or user.groups.exclude(name__in=_HARMLESS).exists()


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Tell whether this person may not work here without a second factor."""
    return is_compulsory() and has_strong_role(user)


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Tell whether a person has set up an authenticator app or a passkey."""
    return (
        isinstance(user, User)
        and Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
    )


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether this session has proved a second factor of the person who is signed in."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def standing_of(request: HttpRequest) -> Standing:
    """Return what this session may do; roles and factors are asked anew at each request.

    So a role gained while signed in counts at once, and a session that began before it or before the
    second factor was set up is held like any other.
    """
    if not isinstance(request.user, User) or not must_have_second_factor(request.user):
        return Standing.FREE
    if not has_second_factor(request.user):
        return Standing.SET_UP
    return Standing.FREE if is_confirmed(request) else Standing.CONFIRM


def note_first_factor(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Count the session that sets up the first factor of an account as signed in with it.

    A further factor counts for nothing: who holds a session without the first one could otherwise
    add one of their own and be let in by it.
    """
    others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
    if authenticator.type in FACTORS and not others.exclude(pk=authenticator.pk).exists():
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type), set_up=True
        )
