"""Organisations that nobody speaks for any more: which they are, and how the editors hear of it."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.roles import EDITORIAL_ROLES
from core.mailing import queue_mail
from directory.models import Affiliation, AffiliationRole, Invitation, OrganisationPage


def has_manager(organisation: OrganisationPage) -> bool:
    """Tell whether somebody manages the organisation today."""
    return Affiliation.objects.current().managers().filter(organisation=organisation).exists()


def organisations_without_manager() -> QuerySet[OrganisationPage]:
    """Return the published entries that once had a manager and have none today.

    Entries that the editors have looked after from the start are not among them.
    """
    of_entry = {"organisation": OuterRef("pk")}
    managers = Affiliation.objects.filter(role=AffiliationRole.MANAGER, **of_entry)
    # An account that was erased takes its affiliation along; the accepted invitation stays.
    invited = Invitation.objects.filter(
        role=AffiliationRole.MANAGER, accepted_at__isnull=False, **of_entry
    )
    return OrganisationPage.objects.live().filter(
        Exists(managers) | Exists(invited),
        ~Exists(Affiliation.objects.current().managers().filter(**of_entry)),
    )


def announce_orphan(organisation: OrganisationPage) -> None:
    """Tell every editor by e-mail that the last manager of an organisation has left."""
    context = {
        "organisation": organisation.title,
        "people_url": settings.SITE_URL + reverse("directory_people", args=[organisation.slug]),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    for address in editor_addresses():
        queue_mail(to=address, template="directory/mail/orphan", context=context)


def editor_addresses() -> list[str]:
    """Return the addresses of the people who decide on entries."""
    editors = User.objects.filter(
        Q(groups__name__in=[role.value for role in EDITORIAL_ROLES]) | Q(is_superuser=True),
        is_active=True,
    )
    return sorted(set(editors.values_list("email", flat=True)))
