"""What tests of control share: people of the roles, issues, mailings with recipients."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from newsletter.models import (
    IssuePage,
    Mailing,
    MailingKind,
    NewsletterPage,
    Recipient,
    Subscriber,
    SubscriberState,
)


def person(name, role=Role.NEWSLETTER_EDITOR):
    user = User.objects.create_user(f"{name}@example.org", last_name=name.title())
    user.groups.add(Group.objects.get(name=role.value))
    return User.objects.get(pk=user.pk)


def issue(title="An invented issue", *, publish=True, **fields):
    page = IssuePage(title=title, subject=title, **fields)
    page.live = False
    NewsletterPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return IssuePage.objects.get(pk=page.pk)


def reader(number, **fields):
    address = f"reader{number}@example.org"
    values = {"state": SubscriberState.ACTIVE, "confirmed_at": timezone.now()} | fields
    return Subscriber.objects.create(email=address, address_key=address, **values)


def mailing(title="An invented issue", **fields):
    values = {"kind": MailingKind.ISSUE, "key": f"issue:{title}"} | fields
    return Mailing.objects.create(title=title, **values)


def recipient(of, subscriber, state="sent", **fields):
    return Recipient.objects.create(
        mailing=of,
        subscriber=subscriber,
        email=subscriber.email,
        subscriber_key=subscriber.key,
        state=state,
        **fields,
    )


def later(**span):
    return timezone.now() + timedelta(**(span or {"days": 1}))
