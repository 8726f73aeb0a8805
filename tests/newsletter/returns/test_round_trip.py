"""The whole way: Postfix takes a newsletter, delivers to one reader and bounces another; the bounce is read by IMAP."""

import json
import smtplib
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from newsletter.models import Subscriber, SubscriberState
from newsletter.sending.verp import message_id, verp_address
from tests.newsletter.control.support import mailing, recipient
from tests.newsletter.returns.servers import LISTS, READERS, mail_servers
from tests.newsletter.returns.support import written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


@pytest.fixture
def lists(settings, servers):
    """Let the site send by these servers and read their mailbox."""
    settings.BOUNCE_DOMAIN = LISTS
    settings.BOUNCE_MAILBOX_URL = servers.mailbox_url
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.smtp_port
    return servers


def subscribed(name):
    address = f"{name}@{READERS}"
    return Subscriber.objects.create(
        email=address,
        address_key=address,
        state=SubscriberState.ACTIVE,
        confirmed_at=timezone.now(),
    )


def figures():
    out = StringIO()
    call_command("process_bounces", "--json", stdout=out)
    return {kind: number for kind, number in json.loads(out.getvalue()).items() if number}


def test_an_unknown_user_bounces_and_is_written_to_no_more(lists):
    sent = mailing(state="finished")
    known, unknown = (recipient(sent, subscribed(name)) for name in ("known", "unknown"))
    with smtplib.SMTP("127.0.0.1", lists.smtp_port) as smtp:
        for row in (known, unknown):
            mail = written("Text.", to=row.email, subject="An issue")
            identity = b"Message-ID: " + message_id(sent.pk, row.pk).encode()
            smtp.sendmail(verp_address(row.pk), [row.email], identity + b"\n" + mail)
    lists.wait_for(1, "known")
    lists.wait_for(1, "bounces")
    assert figures() == {"hard": 1}
    states = {each.pk: each.state for each in Subscriber.objects.all()}
    assert states == {known.subscriber_id: "active", unknown.subscriber_id: "bounced"}
    assert figures() == {}
    assert len(lists.mails_of("bounces", ".Processed")) == 1
