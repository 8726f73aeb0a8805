"""What an applicant does: apply, confirm the address, answer a question, withdraw; and what is erased when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.mailing import queue_mail
from core.models import ContentPage
from core.secret_links import hash_of, new_secret
from directory.models import (
    OPEN_STATES,
    Application,
    ApplicationEventKind,
    ApplicationState,
    Invitation,
    JoiningSettings,
)
from directory.services.orphans import editor_addresses

CHARTER_SLUG = "charter"
#: An application whose address nobody confirmed is gone after so long, and so is its link.
CONFIRM_WITHIN = timedelta(days=7)
#: What is kept of a refused or withdrawn application, and of closed invitations, for so long.
KEEP_PERSONS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class ContactPerson:
    """Who applies for an organisation."""

    name: str
    function: str
    email: str
    known_by: str = ""


class ApplicationMoved(Exception):
    """The application is not in a state that allows this (any more); nothing happened."""


@transaction.atomic
def apply_to_join(*, entry: Mapping[str, Any], contact: ContactPerson) -> Application:
    """Take an application in and mail the link that confirms its address; editors do not see it yet.

    `entry` is the record (keys of data/demo/organisations.json) that acceptance will save. The mail holds
    nothing that was typed: else the form would send anybody's words to anybody's address.
    """
    texts = JoiningSettings.load()
    secret, link_hash = new_secret()
    application = Application.objects.create(
        entry=dict(entry),
        contact_name=contact.name,
        contact_function=contact.function,
        contact_email=contact.email,
        known_by=contact.known_by,
        charter_version=charter_version(),
        consent_version=texts.consent_version,
        consent_text=texts.consent_text,
        link_hash=link_hash,
    )
    context = {"days": CONFIRM_WITHIN.days}
    _mail(application, "confirm", context | {"link": link_of(secret), "name": ""})
    return application


def charter_version() -> str:
    """Return which text of the charter stands on the site now: the day it was last published."""
    charter = ContentPage.objects.live().filter(slug=CHARTER_SLUG).first()
    if charter is None or charter.last_published_at is None:
        return "original"
    return charter.last_published_at.strftime("%Y-%m-%d %H:%M")


def application_of_link(secret: str) -> Application | None:
    """Return the application that the newest mail's link belongs to, unless it was never confirmed in time."""
    application = Application.objects.filter(link_hash=hash_of(secret)).first()
    if application is None or not _is_too_late(application):
        return application
    return None


@transaction.atomic
def confirm_address(*, application: Application) -> None:
    """Hand a new application to the editors; raises ApplicationMoved when that was done before."""
    if _is_too_late(application):
        raise ApplicationMoved
    now = timezone.now()
    move(application, (ApplicationState.UNCONFIRMED,), ApplicationState.WAITING, confirmed_at=now)
    application.events.create(kind=ApplicationEventKind.CONFIRMED)
    mail_applicant(application, "received", {})
    queue_url = settings.SITE_URL + reverse("applications:index")
    for address in editor_addresses():
        queue_mail(
            to=address,
            template="directory/mail/application_waits",
            context={"url": queue_url, "site_name": settings.WAGTAIL_SITE_NAME},
        )


@transaction.atomic
def answer_question(*, application: Application, text: str) -> None:
    """Give the editors the answer that they asked for; raises ApplicationMoved."""
    move(application, (ApplicationState.ASKED,), ApplicationState.WAITING)
    application.events.create(kind=ApplicationEventKind.ANSWER, text=text)
    mail_applicant(application, "answered", {})


@transaction.atomic
def withdraw_application(*, application: Application) -> None:
    """Take an application back; raises ApplicationMoved when it was decided before."""
    if application.state == ApplicationState.UNCONFIRMED:
        # The editors have never seen it, so nothing needs to be kept.
        application.delete()
        return
    move(application, OPEN_STATES, ApplicationState.WITHDRAWN, decided_at=timezone.now())
    application.events.create(kind=ApplicationEventKind.WITHDRAWN)
    mail_applicant(application, "withdrawn", {})


@transaction.atomic
def erase_old_personal_data() -> int:
    """Delete what was never confirmed, and erase the persons of what was refused or withdrawn long ago."""
    now = timezone.now()
    unconfirmed = Application.objects.filter(
        state=ApplicationState.UNCONFIRMED, consented_at__lt=now - CONFIRM_WITHIN
    )
    number = unconfirmed.count()
    unconfirmed.delete()
    old = Application.objects.filter(
        state__in=(ApplicationState.REFUSED, ApplicationState.WITHDRAWN),
        decided_at__lt=now - KEEP_PERSONS_FOR,
        erased_at=None,
    )
    for application in old:
        erase_person(application=application)
        number += 1
    closed = Invitation.objects.filter(accepted_at=None, expires_at__lt=now - KEEP_PERSONS_FOR)
    return number + closed.delete()[0]


@transaction.atomic
def forget_applicant(*, application: Application) -> None:
    """Erase who applied, at their wish: what is open is withdrawn, an accepted organisation stays accepted."""
    if application.state == ApplicationState.UNCONFIRMED:
        application.delete()
    elif application.state == ApplicationState.ACCEPTED:
        _erase_contact(application, erased_at=timezone.now())
    else:
        if application.is_open:
            now = timezone.now()
            move(application, OPEN_STATES, ApplicationState.WITHDRAWN, decided_at=now)
            application.events.create(kind=ApplicationEventKind.WITHDRAWN)
        erase_person(application=application)


def erase_person(*, application: Application) -> None:
    """Erase who applied and what was written to and fro; the organisation's name and the decision stay."""
    application.events.update(text="")
    entry = {"name": application.name}
    _erase_contact(application, entry=entry, erased_at=timezone.now())


def _erase_contact(application: Application, **fields: Any) -> None:
    Application.objects.filter(pk=application.pk).update(
        contact_name="",
        contact_function="",
        contact_email="",
        known_by="",
        link_hash=None,
        **fields,
    )


def move(
    application: Application,
    before: tuple[ApplicationState, ...],
    state: ApplicationState,
    **fields: Any,
) -> None:
    """Bring an application from one of the states `before` into `state`; raises ApplicationMoved.

    One statement decides: of two people who press at once, one moves it and the other is told.
    """
    rows = Application.objects.filter(pk=application.pk, state__in=before)
    if not rows.update(state=state, **fields):
        raise ApplicationMoved
    application.state = state
    for name, value in fields.items():
        setattr(application, name, value)


def mail_applicant(application: Application, template: str, context: Mapping[str, Any]) -> None:
    """Mail the applicant with a new link to the application; links of earlier mails stop working."""
    secret, link_hash = new_secret()
    Application.objects.filter(pk=application.pk).update(link_hash=link_hash)
    application.link_hash = link_hash
    known = {"link": link_of(secret), "name": application.contact_name}
    _mail(application, template, {**known, "organisation": application.name, **context})


def link_of(secret: str) -> str:
    """Return the whole address of an applicant's page."""
    return settings.SITE_URL + reverse("directory_application", args=[secret])


def _mail(application: Application, template: str, context: Mapping[str, Any]) -> None:
    queue_mail(
        to=application.contact_email,
        template=f"directory/mail/application_{template}",
        context={"site_name": settings.WAGTAIL_SITE_NAME, **context},
    )


def _is_too_late(application: Application) -> bool:
    is_unconfirmed = application.state == ApplicationState.UNCONFIRMED
    return is_unconfirmed and application.consented_at < timezone.now() - CONFIRM_WITHIN
