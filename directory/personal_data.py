"""What the directory holds of a person: organisations, invitations, applications."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.personal_data import Holding, register_holding
from directory.freshness import personal_data as freshness  # noqa: F401 - registers its holding
from directory.models import Affiliation, AffiliationRole, Application, Invitation
from directory.models.affiliation import AffiliationQuerySet
from directory.services.affiliations import end_all_of
from directory.services.joining import forget_applicant


def _sent_to(user: User, field: str) -> Q:
    """Return the condition that `field` is an address of the person."""
    known = EmailAddress.objects.filter(user=user, verified=True)
    condition = Q(**{f"{field}__iexact": user.email})
    for address in known.values_list("email", flat=True):
        condition |= Q(**{f"{field}__iexact": address})
    return condition


def _current(user: User) -> AffiliationQuerySet:
    return Affiliation.objects.current().filter(user=user).select_related("organisation")


# --- Organisations ----------------------------------------------------------------------------


def _affiliation_lines(user: User) -> list[SafeString]:
    """Return each organisation with the person's role and what can be done there."""
    return [_affiliation_line(each) for each in _current(user)]


def _affiliation_line(affiliation: Affiliation) -> SafeString:
    organisation = affiliation.organisation
    links = []
    if affiliation.role != AffiliationRole.READER:
        links += [
            (reverse("wagtailadmin_pages:edit", args=[organisation.pk]), _("edit the entry")),
            (reverse("entry_confirm", args=[organisation.pk]), _("confirm the entry")),
        ]
    if affiliation.role == AffiliationRole.MANAGER:
        links.append((reverse("directory_people", args=[organisation.slug]), _("people")))
    own = reverse("directory_person", args=[organisation.slug, affiliation.pk])
    links.append((own, _("leave")))
    return format_html(
        "{}: {} ({})",
        organisation.title,
        _("%(role)s since %(day)s")
        % {"role": affiliation.get_role_display(), "day": date_format(affiliation.since, "j F Y")},
        format_html_join(", ", '<a href="{}">{}</a>', links),
    )


def _affiliation_warnings(user: User) -> list[str]:
    managed = _current(user).managers()
    return [
        _("%(organisation)s will have no manager; the editors will be told.")
        % {"organisation": each.organisation.title}
        for each in managed
        if not Affiliation.objects.current()
        .managers()
        .filter(organisation=each.organisation)
        .exclude(user=user)
        .exists()
    ]


def _export_affiliations(user: User) -> list[dict[str, Any]]:
    return [
        {
            "organisation": each.organisation.title,
            "role": each.role,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else None,
        }
        for each in Affiliation.objects.filter(user=user).select_related("organisation")
    ]


def _erase_affiliations(user: User) -> None:
    """End them all; that somebody spoke for the organisation stays, without a name."""
    end_all_of(user=user)


# --- Invitations ------------------------------------------------------------------------------


def _invitations(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(_sent_to(user, "email")).select_related("organisation")


def _export_invitations(user: User) -> list[dict[str, Any]]:
    return [
        {
            "organisation": each.organisation.title,
            "role": each.role,
            "address": each.email,
            "sent": each.sent_at.isoformat(timespec="seconds"),
            "accepted": each.accepted_at.isoformat(timespec="seconds")
            if each.accepted_at
            else None,
        }
        for each in _invitations(user)
    ]


def _erase_invitations(user: User) -> None:
    """Delete those that were not accepted; of the others stays that there was one."""
    _invitations(user).filter(accepted_at=None).delete()
    _invitations(user).update(email="")


# --- Applications -----------------------------------------------------------------------------


def _applications(user: User) -> QuerySet[Application]:
    return Application.objects.filter(_sent_to(user, "contact_email"))


def _export_applications(user: User) -> list[dict[str, Any]]:
    return [
        {
            "organisation": each.name,
            "state": each.state,
            "name": each.contact_name,
            "function": each.contact_function,
            "address": each.contact_email,
            "known_by": each.known_by,
            "consent": each.consent_text,
            "consent_given": each.consented_at.isoformat(timespec="seconds"),
        }
        for each in _applications(user)
    ]


def _erase_applications(user: User) -> None:
    """Withdraw what is open, and erase the person from all."""
    for application in _applications(user):
        forget_applicant(application=application)


register_holding(
    Holding(
        name="organisations",
        label=gettext_lazy("Your organisations"),
        export=_export_affiliations,
        erase=_erase_affiliations,
        lines=_affiliation_lines,
        warnings=_affiliation_warnings,
    )
)
register_holding(
    Holding(
        name="invitations",
        label=gettext_lazy("Invitations to speak for an organisation"),
        export=_export_invitations,
        erase=_erase_invitations,
    )
)
register_holding(
    Holding(
        name="applications",
        label=gettext_lazy("Applications of organisations"),
        export=_export_applications,
        erase=_erase_applications,
    )
)
