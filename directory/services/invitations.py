"""Invitations to speak for an organisation: sent, sent again, withdrawn, accepted."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import activation_link, create_account, record_consent
from core.mailing import queue_mail
from core.secret_links import hash_of, new_secret
from directory.models import (
    INVITATION_DAYS,
    Affiliation,
    AffiliationRole,
    Invitation,
    OrganisationPage,
    invitation_end,
)
from directory.services.affiliations import begin_affiliation, may_manage_people

CONSENT_PURPOSE = "Speaking for an organisation"
CONSENT_VERSION = "2026-11"
_ORDER = list(AffiliationRole)


class InvitationClosed(Exception):
    """The invitation was accepted, withdrawn or has expired; nothing happened."""


@dataclass(frozen=True)
class NewAccount:
    """An account that was made for an invitation, and the link that opens it."""

    user: User
    link: str


def consent_text() -> str:
    """Return what a person agrees to who accepts an invitation without having an account."""
    return _(
        "I agree that this site keeps my name and e-mail address so that I can sign in and speak for "
        "my organisation. Managers of the organisation and the editors see them. I can take away or "
        "erase what is kept about me at any time on the page of my account."
    )


@transaction.atomic
def invite(
    *, organisation: OrganisationPage, email: str, role: AffiliationRole, by: User | None
) -> Invitation:
    """Ask an address to belong to an organisation; an open invitation of that address is sent anew.

    What the inviter gets to see does not depend on whether the address has an account. Raises
    ValidationError where the address is none or its owner belongs to the organisation already, which the
    list of people tells as well, and PermissionDenied.
    """
    _refuse_strangers(by, organisation)
    address = email.strip()
    validate_email(address)
    # Locked, so that pressing twice at once sends two mails and makes one invitation.
    OrganisationPage.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    current = Affiliation.objects.current().filter(organisation=organisation)
    if current.filter(user__email__iexact=address).exists():
        raise ValidationError(
            _("This person is in the list already. Change the role there instead.")
        )
    invitation = organisation.invitations.open().filter(email__iexact=address).first()
    if invitation is None:
        invitation = Invitation(organisation=organisation, email=address)
    invitation.role, invitation.invited_by = role, by
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> None:
    """Send an open invitation with a new link; the earlier one stops working. Raises PermissionDenied."""
    _refuse_strangers(by, invitation.organisation)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationClosed
    _send(invitation)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back; one that was accepted or withdrawn stays so. Raises PermissionDenied."""
    _refuse_strangers(by, invitation.organisation)
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


def invitation_of_link(secret: str) -> Invitation | None:
    """Return the invitation that a link belongs to, whatever became of it."""
    rows = Invitation.objects.select_related("organisation")
    return rows.filter(link_hash=hash_of(secret)).first()


def account_of(invitation: Invitation) -> User | None:
    """Return the account of the invited address, if there is one."""
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is not None:
        return user
    known = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    address = known.select_related("user").first()
    return address.user if address else None


def is_for(invitation: Invitation, user: User) -> bool:
    """Tell whether an invitation was sent to an address of this person."""
    account = account_of(invitation)
    return account is not None and account.pk == user.pk and user.is_active


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Affiliation:
    """Let the invited person belong to the organisation, once.

    An invitation never takes a role away that the person has already. Raises InvitationClosed, and
    PermissionDenied where the invitation is for somebody else.
    """
    if not is_for(invitation, user):
        raise PermissionDenied(_("This invitation is for another address."))
    now = timezone.now()
    # One statement decides, so that a link that is used twice at once is used once.
    accepted = Invitation.objects.open().filter(pk=invitation.pk, expires_at__gt=now)
    if not accepted.update(accepted_at=now):
        raise InvitationClosed
    role = AffiliationRole(invitation.role)
    held = Affiliation.objects.current().filter(user=user, organisation=invitation.organisation)
    for value in held.values_list("role", flat=True):
        role = max(role, AffiliationRole(value), key=_ORDER.index)
    return begin_affiliation(user=user, organisation=invitation.organisation, role=role, by=None)


@transaction.atomic
def accept_with_new_account(*, invitation: Invitation, name: str) -> NewAccount:
    """Make an account for the invited address, note the consent, and accept.

    The link that opens the account is mailed as well, for those who are interrupted. Raises
    InvitationClosed, AddressInUse and ValidationError.
    """
    user = create_account(email=invitation.email, name=name)
    record_consent(user=user, purpose=CONSENT_PURPOSE, version=CONSENT_VERSION, text=consent_text())
    accept(invitation=invitation, user=user)
    link = activation_link(user)
    queue_mail(
        to=user.email,
        template="directory/mail/account",
        context={"link": link, "site_name": settings.WAGTAIL_SITE_NAME},
    )
    return NewAccount(user, link)


def _send(invitation: Invitation) -> None:
    secret, invitation.link_hash = new_secret()
    invitation.sent_at, invitation.expires_at = timezone.now(), invitation_end()
    invitation.save()
    queue_mail(
        to=invitation.email,
        template="directory/mail/invitation",
        context={
            "organisation": invitation.organisation.title,
            "role": invitation.get_role_display(),
            "link": settings.SITE_URL + reverse("directory_invitation", args=[secret]),
            "days": INVITATION_DAYS,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def _refuse_strangers(by: User | None, organisation: OrganisationPage) -> None:
    if by is not None and not may_manage_people(by, organisation):
        raise PermissionDenied(_("Only managers of the organisation and editors may invite to it."))
