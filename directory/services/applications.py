"""What editors do with applications: note, ask, refuse, accept."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import roles_of
from accounts.models import User
from accounts.roles import EDITORIAL_ROLES
from directory.freshness.confirming import confirm_entry
from directory.models import (
    OPEN_STATES,
    AffiliationRole,
    Application,
    ApplicationEventKind,
    ApplicationState,
    ConfirmationMethod,
    MembershipStatus,
    OrganisationPage,
)
from directory.services.entries import save_organisation
from directory.services.invitations import invite
from directory.services.joining import ApplicationMoved, mail_applicant, move
from directory.services.membership import set_membership


@dataclass(frozen=True)
class Acceptance:
    """What editors decide when they accept: status in the register, published or draft, new or existing entry."""

    status: MembershipStatus
    since: int | None
    publish: bool = True
    existing: OrganisationPage | None = None


def may_decide(user: User | AnonymousUser) -> bool:
    """Tell whether a person decides on applications: editors do."""
    return bool(roles_of(user) & EDITORIAL_ROLES)


@transaction.atomic
def add_note(*, application: Application, text: str, by: User) -> None:
    """Keep what an editor found out; the applicant never sees it."""
    _refuse_strangers(by)
    application.events.create(kind=ApplicationEventKind.NOTE, text=text, author=by)


@transaction.atomic
def ask_applicant(*, application: Application, question: str, by: User) -> None:
    """Mail a question with a link on which it is answered; raises ApplicationMoved."""
    _refuse_strangers(by)
    move(application, OPEN_STATES, ApplicationState.ASKED)
    application.events.create(kind=ApplicationEventKind.QUESTION, text=question, author=by)
    mail_applicant(application, "question", {"question": question})


@transaction.atomic
def refuse_application(*, application: Application, reason: str, by: User) -> None:
    """Refuse with the reason that the applicant reads; a second refusal changes nothing.

    Raises ApplicationMoved where it was decided otherwise meanwhile.
    """
    _refuse_strangers(by)
    if _is_already(application, ApplicationState.REFUSED):
        return
    now = timezone.now()
    move(application, OPEN_STATES, ApplicationState.REFUSED, decided_at=now, decided_by=by)
    application.events.create(kind=ApplicationEventKind.REFUSED, text=reason, author=by)
    mail_applicant(application, "refused", {"reason": reason})


@transaction.atomic
def accept_application(
    *, application: Application, acceptance: Acceptance, by: User
) -> OrganisationPage | None:
    """Make the entry, open its membership, invite its manager: all of it or nothing.

    An existing entry is taken as it stands. A second acceptance returns the entry of the first, or nothing
    where that was deleted. Raises ApplicationMoved, and RecordError where the application no longer fits the
    vocabularies.
    """
    _refuse_strangers(by)
    if _is_already(application, ApplicationState.ACCEPTED):
        return Application.objects.get(pk=application.pk).organisation
    now = timezone.now()
    move(application, OPEN_STATES, ApplicationState.ACCEPTED, decided_at=now, decided_by=by)
    organisation = acceptance.existing or _new_entry(application, acceptance, by)
    set_membership(organisation=organisation, status=acceptance.status, since=acceptance.since)
    Application.objects.filter(pk=application.pk).update(organisation=organisation)
    application.organisation = organisation
    application.events.create(kind=ApplicationEventKind.ACCEPTED, author=by)
    entry_url = settings.SITE_URL + reverse(
        "wagtail_serve", args=[f"directory/{organisation.slug}/"]
    )
    mail_applicant(application, "accepted", {"entry_url": entry_url if organisation.live else ""})
    _invite_manager(application, organisation, by)
    return organisation


def _new_entry(application: Application, acceptance: Acceptance, by: User) -> OrganisationPage:
    """Make the entry; what it says came from the organisation itself a moment ago."""
    entry = save_organisation(record=application.entry, publish=acceptance.publish, user=by)
    note = _("As stated in the application")
    confirm_entry(organisation=entry, how=ConfirmationMethod.SELF, by=None, note=note)
    return entry


def _invite_manager(application: Application, organisation: OrganisationPage, by: User) -> None:
    managers = organisation.affiliations.current().managers()
    if not managers.filter(user__email__iexact=application.contact_email).exists():
        invite(
            organisation=organisation,
            email=application.contact_email,
            role=AffiliationRole.MANAGER,
            by=by,
        )


def _is_already(application: Application, state: ApplicationState) -> bool:
    return Application.objects.filter(pk=application.pk, state=state).exists()


def _refuse_strangers(by: User) -> None:
    if not may_decide(by):
        raise PermissionDenied(_("Editors decide on applications."))


__all__ = [
    "Acceptance",
    "ApplicationMoved",
    "accept_application",
    "add_note",
    "ask_applicant",
    "may_decide",
    "refuse_application",
]
