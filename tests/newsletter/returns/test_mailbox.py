"""The mailbox over IMAP: what its address may say, and what becomes of mails whoever is killed when."""

import smtplib
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from newsletter.models import BounceEvent, BounceKind, Subscriber
from newsletter.returns import mailbox
from newsletter.returns.mailbox import MailboxError, mailbox_at, read_mailbox
from newsletter.returns.periodic import take_in_returned_mail
from tests.newsletter.returns.servers import LISTS, USER, mail_servers
from tests.newsletter.returns.support import reported, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


def deliver(servers, *mails):
    before = len(servers.mails_of(USER))
    with smtplib.SMTP("127.0.0.1", servers.smtp_port) as smtp:
        for mail in mails:
            smtp.sendmail("", [f"{USER}@{LISTS}"], mail)
    servers.wait_for(before + len(mails), USER)


def test_an_address_of_a_mailbox_is_read_with_its_signs():
    box = mailbox_at("imaps://bounces%40example.org:a%2Fb%3Ac@mail.example.org/Returned%20mail")
    assert (box.host, box.port, box.is_encrypted) == ("mail.example.org", 993, True)
    assert (box.user, box.password) == ("bounces@example.org", "a/b:c")
    assert box.folder == "Returned mail"
    assert mailbox_at("imap://u:p@localhost:1143").port == 1143


@pytest.mark.parametrize(
    "url",
    [
        "imap://u:secret@mail.example.org/INBOX",
        "pop3://u:secret@localhost",
        "imaps://mail.example.org",
        "imaps://u:secret@host:port/INBOX",
        "secret",
    ],
)
def test_an_address_that_cannot_work_is_explained_without_the_password(url):
    with pytest.raises(MailboxError, match="BOUNCE_MAILBOX_URL") as refused:
        mailbox_at(url)
    assert "secret" not in str(refused.value)


def test_without_a_mailbox_the_command_says_what_to_set(settings):
    settings.BOUNCE_MAILBOX_URL = ""
    with pytest.raises(CommandError, match="BOUNCE_MAILBOX_URL"):
        call_command("process_bounces")


def test_a_server_that_is_away_or_refuses_is_one_sentence(settings, servers):
    wrong = servers.mailbox_url.replace("an-invented", "a-wrong")
    for url in ("imap://u:secret@127.0.0.1:1/INBOX", wrong):
        settings.BOUNCE_MAILBOX_URL = url
        with pytest.raises(CommandError, match="could not be read") as refused:
            call_command("process_bounces")
        assert "u:" not in str(refused.value)
        take_in_returned_mail()


def test_what_is_not_understood_is_kept_for_people(servers, row):
    deliver(servers, reported(row), written("A question.", to=f"{USER}@{LISTS}", subject="Hello"))
    kinds = read_mailbox(mailbox_at(servers.mailbox_url))
    assert kinds == Counter({BounceKind.HARD: 1, BounceKind.UNKNOWN: 1})
    assert any(b"A question." in mail for mail in servers.mails_of(USER, ".Unknown"))
    assert servers.mails_of(USER) == []


def test_killed_between_reading_and_moving_nothing_is_lost_or_counted_twice(
    servers, row, other, monkeypatch
):
    deliver(servers, reported(row, status="4.2.2"), reported(other, status="4.2.2"))

    class Killed(BaseException):
        pass

    def die(*arguments):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "_move", die)
        with pytest.raises(Killed):
            read_mailbox(mailbox_at(servers.mailbox_url))
    assert len(servers.mails_of(USER)) == 2
    assert read_mailbox(mailbox_at(servers.mailbox_url)) == {BounceKind.SOFT: 2}
    assert BounceEvent.objects.count() == 2
    assert set(Subscriber.objects.values_list("soft_bounces", flat=True)) == {1}


def test_a_flood_is_read_in_runs(servers, row):
    to = f"{USER}@{LISTS}"
    deliver(servers, *(written("Hello.", to=to, subject=str(number)) for number in range(5)))
    runs = [read_mailbox(mailbox_at(servers.mailbox_url), most=2).total() for _ in range(4)]
    assert runs == [2, 2, 1, 0]
