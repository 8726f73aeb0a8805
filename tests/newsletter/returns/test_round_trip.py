"""The whole way: an issue is sent, Postfix delivers to one reader and bounces another, the bounce is read by IMAP."""

import json
from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from newsletter.control.services import ask_to_send
from newsletter.delivery import send_due
from newsletter.models import Mailing, Recipient, Subscriber, SubscriberState
from tests.newsletter.control.support import issue, person
from tests.newsletter.returns.servers import LISTS, READERS, mail_servers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BODY = [("text", "<p>Dear colleagues, this is what is new.</p>")]


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


@pytest.fixture
def lists(settings, servers):
    """Let the site send by these servers and read their mailbox."""
    settings.BOUNCE_DOMAIN = LISTS
    settings.BOUNCE_MAILBOX_URL = servers.mailbox_url
    settings.DEFAULT_FROM_EMAIL = f"newsletter@{LISTS}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.smtp_port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return servers


def subscribed(name):
    address = f"{name}@{READERS}"
    now = timezone.now()
    return Subscriber.objects.create(
        email=address, address_key=address, state=SubscriberState.ACTIVE, confirmed_at=now
    )


def figures():
    out = StringIO()
    call_command("process_bounces", "--json", stdout=out)
    return {kind: number for kind, number in json.loads(out.getvalue()).items() if number}


def test_an_unknown_user_bounces_and_the_next_issue_does_not_go_there(lists):
    known, unknown = subscribed("known"), subscribed("unknown")
    editor = person("ines")
    ask_to_send(issue("First", body=BODY), by=editor, at=timezone.now())
    assert send_due().sent == 2
    lists.wait_for(1, "known")
    lists.wait_for(1, "bounces")
    (mail,) = lists.mails_of("known")
    assert message_from_bytes(mail, policy=policy.strict)["Subject"] == "First"
    assert figures() == {"hard": 1}
    states = dict(Subscriber.objects.values_list("pk", "state"))
    assert states == {known.pk: SubscriberState.ACTIVE, unknown.pk: SubscriberState.BOUNCED}
    row = Recipient.objects.get(subscriber=unknown)
    assert row.bounced_at
    assert row.reason_code == "5.1.1"
    assert figures() == {}
    assert len(lists.mails_of("bounces", ".Processed")) == 1
    ask_to_send(issue("Second", body=BODY), by=editor, at=timezone.now())
    assert send_due().sent == 1
    assert Mailing.objects.get(title="Second").recipients.get().subscriber == known
