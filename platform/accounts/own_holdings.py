"""What the accounts themselves hold of a person."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.access import roles_of
from accounts.api_tokens import expires_at
from accounts.models import User
from accounts.personal_data import Holding, register_holding
from accounts.roles import Role
from accounts.services import withdraw_consent
from accounts.sign_ins import end_other_sessions

#: The address of an erased account leads nowhere, by RFC 2606.
ERASED_ADDRESS = "erased-{key}@erased.invalid"


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


# --- The account ------------------------------------------------------------------------------


def _export_account(user: User) -> dict[str, Any]:
    addresses = EmailAddress.objects.filter(user=user)
    profile = UserProfile.objects.filter(user=user).first()
    return {
        "email": user.email,
        "addresses": [{"address": one.email, "confirmed": one.verified} for one in addresses],
        "first_name": user.first_name,
        "last_name": user.last_name,
        "roles": sorted(role.value for role in roles_of(user)),
        "joined": _moment(user.date_joined),
        "last_sign_in": _moment(user.last_login),
        "editing": profile
        and {
            "language": profile.preferred_language,
            "time_zone": profile.current_time_zone,
            "picture": profile.avatar.name or None,
        },
    }


def _obstacles(user: User) -> list[str]:
    if Role.ADMINISTRATOR not in roles_of(user) or other_administrators(user):
        return []
    return [
        _(
            "You are the only administrator of this site. Give the role to somebody else first: "
            "without an administrator nobody could do it afterwards."
        )
    ]


def other_administrators(user: User) -> bool:
    """Tell whether somebody else who can sign in administers the site."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return (
        others.filter(is_superuser=True).exists()
        or others.filter(groups__name=Role.ADMINISTRATOR.value).exists()
    )


def _erase_account(user: User) -> None:
    """Take everything from the row that says who it was; who did what keeps pointing at it."""
    EmailAddress.objects.filter(user=user).delete()
    for profile in UserProfile.objects.filter(user=user):
        profile.avatar.delete(save=False)
        profile.delete()
    user.email = ERASED_ADDRESS.format(key=user.pk)
    user.first_name, user.last_name = "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    # The log of the admin writes down what a changed record was called: here, the person's name.
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(label=user.email, data={})


# --- Sign-ins, factors, tokens, consents ------------------------------------------------------


def _export_sign_ins(user: User) -> list[dict[str, Any]]:
    return [
        {
            "at": _moment(one.at),
            "method": one.method,
            "factor": one.factor or None,
            "device": one.device or None,
        }
        for one in user.sign_ins.all()
    ]


def _erase_sign_ins(user: User) -> None:
    end_other_sessions(user)
    user.sign_ins.all().delete()


def _export_factors(user: User) -> list[dict[str, Any]]:
    return [
        {
            "kind": factor.type,
            "name": str(factor),
            "set_up": _moment(factor.created_at),
            "last_used": _moment(factor.last_used_at),
        }
        for factor in Authenticator.objects.filter(user_id=user.pk).order_by("pk")
    ]


def _erase_factors(user: User) -> None:
    Authenticator.objects.filter(user_id=user.pk).delete()


def _export_tokens(user: User) -> list[dict[str, Any]]:
    return [
        {
            "name": token.name,
            "begins_with": token.prefix,
            "made": _moment(token.created),
            "last_used": _moment(token.last_used_at),
            "expires": _moment(expires_at(token)),
            "revoked": _moment(token.revoked_at),
        }
        for token in APIToken.objects.filter(user=user).order_by("pk")
    ]


def _erase_tokens(user: User) -> None:
    APIToken.objects.filter(user=user).delete()


def _export_consents(user: User) -> list[dict[str, Any]]:
    return [
        {
            "purpose": consent.purpose,
            "version": consent.version,
            "text": consent.text,
            "given": _moment(consent.given_at),
            "withdrawn": _moment(consent.withdrawn_at),
        }
        for consent in user.consents.all()
    ]


def _withdraw_consents(user: User) -> None:
    """Withdraw them all; that they were given stays on record, without a name."""
    for consent in user.consents.filter(withdrawn_at=None):
        withdraw_consent(consent=consent)


OWN = [
    Holding(
        name="account",
        label=gettext_lazy("Your account"),
        export=_export_account,
        erase=_erase_account,
        obstacles=_obstacles,
    ),
    Holding(
        name="sign_ins",
        label=gettext_lazy("Sign-ins of the last twelve months"),
        export=_export_sign_ins,
        erase=_erase_sign_ins,
    ),
    Holding(
        name="second_factors",
        label=gettext_lazy("Second factors, without their secrets"),
        export=_export_factors,
        erase=_erase_factors,
    ),
    Holding(
        name="api_tokens",
        label=gettext_lazy("API tokens, without their secrets"),
        export=_export_tokens,
        erase=_erase_tokens,
    ),
    Holding(
        name="consents",
        label=gettext_lazy("What you agreed to"),
        export=_export_consents,
        erase=_withdraw_consents,
    ),
]


def register_own() -> None:
    """Declare them all."""
    for holding in OWN:
        register_holding(holding)
