"""What administrators do for people who have no way in yet, or lost theirs."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from accounts.activation import VALID_FOR, activation_link
from accounts.models import User
from accounts.sign_ins import end_other_sessions
from core.mailing import queue_mail


@transaction.atomic
def welcome(*, user: User) -> None:
    """Prepare an account that an administrator made, and mail its owner the link that opens it."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"primary": True}
    )
    _mail(user, "welcome", link=activation_link(user), days=VALID_FOR.days)


@transaction.atomic
def follow_new_address(*, user: User) -> None:
    """Let an address that an administrator changed be the one that signs in, once it is confirmed.

    Whoever reads the old address is told, and is signed out.
    """
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.filter(email__iexact=user.email).exists():
        return
    old = list(addresses.values_list("email", flat=True))
    addresses.delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True)
    end_other_sessions(user)
    for address in old:
        _mail(user, "address_changed", to=address)


@transaction.atomic
def remove_second_factors(*, user: User, by: User | None = None) -> int:
    """Remove the second factors and recovery codes of somebody who lost them; return how many factors.

    All sessions end, the owner is told by mail, and the log of the admin names who did it.
    """
    held = Authenticator.objects.filter(user_id=user.pk)
    count = held.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    held.delete()
    end_other_sessions(user)
    if count:
        log(instance=user, action="wagtail.edit", user=by, data={"second_factors_removed": count})
        _mail(user, "factors_removed")
    return count


def _mail(user: User, name: str, *, to: str = "", **more: object) -> None:
    context = {"site": settings.WAGTAIL_SITE_NAME, "address": settings.SITE_URL, **more}
    queue_mail(to=to or user.email, template=f"accounts/mail/{name}", context=context)
