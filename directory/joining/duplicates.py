"""What the directory may already know of an applicant; shown to editors and never to the applicant."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q

from directory.matching import OrganisationNames
from directory.models import Application, OrganisationPage

#: Hosts that many organisations share tell nothing.
_SHARED_HOSTS = ("facebook.com", "instagram.com", "linkedin.com", "wordpress.com", "google.com")
_NAME_KEYS = ("name", "name_en", "acronym")


@dataclass(frozen=True)
class Likeness:
    """What looks like the applicant: entries of the directory, and other applications."""

    entries: list[OrganisationPage]
    applications: list[Application]


def likeness_of(application: Application) -> Likeness:
    """Find entries by name or website, and applications by name, website or the applicant's address."""
    names = [str(application.entry.get(key) or "") for key in _NAME_KEYS]
    host = host_of(str(application.entry.get("website") or ""))
    found = Q(pk__in=set(_entries_named([name for name in names if name])))
    others = Q(entry__name__iexact=names[0])
    if application.contact_email:
        others |= Q(contact_email__iexact=application.contact_email)
    if host:
        found |= Q(website__icontains=host)
        others |= Q(entry__website__icontains=host)
    own = application.organisation_id
    entries = OrganisationPage.objects.filter(found).exclude(pk=own or 0).order_by("title")
    applications = Application.objects.for_editors().filter(others).exclude(pk=application.pk)
    return Likeness(list(entries[:10]), list(applications[:10]))


def _entries_named(names: list[str]) -> Iterator[int]:
    known = OrganisationNames()
    for name in names:
        match = known.find(name)
        if match.pk is not None:
            yield match.pk
        elif match.candidates:
            same = OrganisationPage.objects.filter(title__in=match.candidates)
            yield from same.values_list("pk", flat=True)


def host_of(website: str) -> str:
    """Return the host of a website without www, empty where it is one that many share."""
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return "" if any(_is_of(host, shared) for shared in _SHARED_HOSTS) else host


def address_fits_website(application: Application) -> bool:
    """Tell whether the applicant's address is of the organisation's own website."""
    domain = application.contact_email.rpartition("@")[2].lower()
    host = host_of(str(application.entry.get("website") or ""))
    return bool(host) and _is_of(domain, host)


def _is_of(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")
