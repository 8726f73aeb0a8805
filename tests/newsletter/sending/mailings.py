"""Invented mailings for the tests of sending."""

from datetime import timedelta

from django.utils import timezone

from newsletter.models import (
    Edition,
    IssuePage,
    Mailing,
    MailingKind,
    MailingState,
    NewsletterPage,
    NewsletterSettings,
    Recipient,
    Subscriber,
    SubscriberState,
)

HTML = (
    "<!doctype html><html><body><p>Dear %%name%%</p><a href='%%leave_url%%'>Leave</a></body></html>"
)
TEXT = "Dear %%name%%\n\nLeave: %%leave_url%%\nChoose: %%preferences_url%%\n"


def make_mailing(key="digest:2026-11", **fields):
    """Return a mailing that is being sent, with one edition and nobody in it."""
    kind = fields.pop("kind", MailingKind.DIGEST)
    state = fields.pop("state", MailingState.SENDING)
    mailing = Mailing.objects.create(
        key=key, kind=kind, title="November", state=state, queued_at=timezone.now(), **fields
    )
    Edition.objects.create(
        mailing=mailing,
        content_key="en",
        language="en",
        subject="News of November",
        html=HTML,
        text=TEXT,
        web_url="http://testserver/newsletter/november/",
    )
    return mailing


def make_readers(number, **fields):
    """Return so many readers who confirmed: reader-0@example.org and on."""
    values = {"state": SubscriberState.ACTIVE, "confirmed_at": timezone.now()} | fields
    first = Subscriber.objects.count()
    return Subscriber.objects.bulk_create(
        Subscriber(
            email=f"reader-{first + index}@example.org",
            address_key=f"reader-{first + index}@example.org",
            name=f"Reader {first + index}",
            **values,
        )
        for index in range(number)
    )


def fill(mailing, readers):
    """Put readers into a mailing with its one edition; return their rows."""
    edition = mailing.editions.get()
    return Recipient.objects.bulk_create(
        Recipient(
            mailing=mailing,
            edition=edition,
            subscriber=reader,
            email=reader.email,
            name=reader.name,
            subscriber_key=reader.key,
        )
        for reader in readers
    )


def states_of(mailing):
    """Return how many recipients of a mailing are in each state."""
    counts = {}
    for state in mailing.recipients.values_list("state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return counts


def remove_all():
    """Remove the mailings, issues and readers of an earlier test, and what it chose."""
    Recipient.objects.all().delete()
    Mailing.objects.all().delete()
    Subscriber.objects.all().delete()
    NewsletterSettings.objects.all().delete()
    for issue in IssuePage.objects.all():
        issue.delete()


def make_issue(number=0, *, names=(), **fields):
    """Return the approved mailing of `issue-1`, scheduled a year ahead, and make so many readers for it."""
    make_readers(number)
    for name in names:
        address = f"{name}@example.org"
        Subscriber.objects.create(
            email=address,
            address_key=address,
            state=SubscriberState.ACTIVE,
            confirmed_at=timezone.now(),
        )
    archive = NewsletterPage.objects.first()
    issue = archive.add_child(
        instance=IssuePage(title="Issue 1", slug="issue-1", subject="The first issue", summary="x")
    )
    values = {"state": MailingState.SCHEDULED, "scheduled_for": timezone.now() + timedelta(365)}
    return Mailing.objects.create(
        key=f"issue:{issue.translation_key}",
        kind=MailingKind.ISSUE,
        title=issue.title,
        issue=issue,
        **values | fields,
    )
