"""What the tests of freshness share: a clock, entries of any age, people who speak for them."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from directory.models import (
    Affiliation,
    AffiliationRole,
    ConfirmationAsk,
    DirectoryPage,
    EditorsDigest,
    FreshnessSettings,
    OrganisationPage,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def ago(days, now=NOW):
    return now - timedelta(days=days)


def entry(title="Invented House", *, confirmed=None, **fields):
    """A published entry, last confirmed `confirmed` days before NOW."""
    fields.setdefault("email", "office@house.example.org")
    page = OrganisationPage(title=title, **fields)
    DirectoryPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    if confirmed is not None:
        OrganisationPage.objects.filter(pk=page.pk).update(
            confirmed_at=ago(confirmed), confirmed_how="self"
        )
    return OrganisationPage.objects.get(pk=page.pk)


def person(email, *roles):
    user = User.objects.create_user(email, "a password")
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def editor(email="editor@example.org"):
    return person(email, Role.EDITOR)


def manager_of(page, email="manager@house.example.org", role=AffiliationRole.MANAGER):
    user = person(email, Role.MEMBER)
    Affiliation.objects.create(user=user, organisation=page, role=role, since=ago(900).date())
    return user


def rules(**changes):
    settings = FreshnessSettings.load()
    for name, value in changes.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def all_mail_went_out(at):
    """Pretend that a server took every queued mail at `at`."""
    ConfirmationAsk.objects.filter(sent_at=None).update(sent_at=at)
    EditorsDigest.objects.filter(sent_at=None).update(sent_at=at)
