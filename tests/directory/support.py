"""Organisations for the tests of the directory; every name and number is invented."""

from datetime import timedelta

from django.utils import timezone

from core.models import Country, Term
from directory.models import ConfirmationMethod, Contact, DirectoryPage, Location, OrganisationPage

SECRETS = {
    "public": "+40 11 000 001",
    "members": "+40 11 000 002",
    "editors": "+40 11 000 003",
}


def organisation(title, *countries, terms=(), days=None, contacts=(), locations=(), **fields):
    """Publish an entry; `terms` are slugs of any vocabulary, `days` how long ago it was confirmed."""
    if days is not None:
        fields["confirmed_at"] = timezone.now() - timedelta(days=days)
        fields["confirmed_how"] = ConfirmationMethod.PHONE
    page = OrganisationPage(title=title, **fields)
    page.countries = list(Country.objects.filter(pk__in=countries))
    page.terms = list(Term.objects.filter(slug__in=terms).exclude(vocabulary="organisation_types"))
    page.contacts = [Contact(**contact) for contact in contacts]
    page.locations = [Location(**location) for location in locations]
    return DirectoryPage.objects.get().add_child(instance=page)


def contacts_of_every_tier(kind="referral"):
    """Return a contact for each tier, told apart by their numbers."""
    return [{"kind": kind, "tier": tier, "phone": phone} for tier, phone in SECRETS.items()]


def text(response):
    """Return an answer as text, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()
