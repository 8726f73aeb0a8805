"""What every sender keeps to, whatever carries its mails: one suite, and the ways of SMTP beside it."""

import select
import time

import pytest
from django.core import mail as django_mail

from newsletter.senders.answers import verdict_of
from newsletter.senders.base import Closed, Done, Mail, Outcome, Ready, ServerAway
from newsletter.senders.django_mail import DjangoSender
from newsletter.senders.smtp import SmtpSender, SmtpServer
from tests.newsletter.sending.sink import running_sink
from tests.sites import free_port

pytestmark = pytest.mark.one_database

HEAD = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMessage-ID: <%d@example.org>\r\n"
TEXT = HEAD + b"\r\nfirst\r\n.dot\r\n"


def make_mail(number=1, to="reader-1@example.org"):
    return Mail(number, 1, number, f"bounces+{number}@example.org", to, TEXT % number)


def events_of(line, *, until=Done, seconds=10):
    """Return what a line tells until it tells of such an event."""
    events = []
    ends_at = time.monotonic() + seconds
    while not any(isinstance(event, until) for event in events):
        writing = [line] if line.wants_to_write else []
        assert select.select([line], writing, [], max(ends_at - time.monotonic(), 0)) != (
            [],
            [],
            [],
        )
        events += line.advance()
    return events


def outcomes(events):
    return {
        event.mail.recipient: event.verdict.outcome for event in events if isinstance(event, Done)
    }


class SenderContract:
    """A mail is offered, ready, released, done; the next one is not ready before it."""

    @pytest.fixture
    def line(self, sender):
        line = sender.open_line()
        yield line
        line.close()

    def test_nothing_leaves_before_it_is_released(self, line, arrived):
        line.offer(make_mail())
        assert [type(event) for event in events_of(line, until=Ready)] == [Ready]
        assert arrived() == []
        line.release(make_mail())
        assert outcomes(events_of(line)) == {1: Outcome.SENT}
        assert arrived() == ["<1@example.org>"]

    def test_a_following_mail_is_ready_only_when_the_one_before_is_done(self, line, arrived):
        first, second = make_mail(1), make_mail(2)
        line.offer(first)
        events_of(line, until=Ready)
        line.release(first, second)
        assert [type(event) for event in events_of(line, until=Ready)] == [Done, Ready]
        assert not line.is_idle
        line.release(second)
        assert outcomes(events_of(line)) == {2: Outcome.SENT}
        assert line.is_idle
        assert arrived() == ["<1@example.org>", "<2@example.org>"]


class TestSmtpWithPipelining(SenderContract):
    is_pipelining = True

    @pytest.fixture
    def sink(self):
        with running_sink(is_pipelining=self.is_pipelining) as sink:
            yield sink

    @pytest.fixture
    def sender(self, sink):
        return SmtpSender(SmtpServer("127.0.0.1", sink.port, own_name="test", patience=5))

    @pytest.fixture
    def arrived(self, sink):
        return lambda: [
            text.partition(b"Message-ID: ")[2].split()[0].decode() for _, _, text in sink.mails
        ]

    def test_return_path_recipient_and_text_arrive_as_they_were(self, line, sink):
        line.offer(make_mail())
        events_of(line, until=Ready)
        line.release(make_mail())
        events_of(line)
        assert sink.mails == [("bounces+1@example.org", "reader-1@example.org", TEXT % 1)]

    @pytest.mark.parametrize(
        ("name", "outcome", "code", "is_dead"),
        [
            ("nobody", Outcome.REFUSED, "5.1.1", True),
            ("full", Outcome.LATER, "4.2.2", False),
            ("spam", Outcome.REFUSED, "5.7.1", False),
            ("later", Outcome.LATER, "4.7.0", False),
        ],
    )
    def test_a_refusal_is_told_and_the_line_goes_on(
        self, line, arrived, name, outcome, code, is_dead
    ):
        refused = make_mail(1, f"{name}@example.org")
        line.offer(refused)
        events = events_of(line, until=Ready | Done)
        if isinstance(events[-1], Ready):
            line.release(refused)
            events = events_of(line)
        verdict = events[-1].verdict
        assert (verdict.outcome, verdict.code, verdict.is_dead) == (outcome, code, is_dead)
        assert "@" not in verdict.text
        line.offer(make_mail(2))
        events_of(line, until=Ready)
        line.release(make_mail(2))
        assert outcomes(events_of(line)) == {2: Outcome.SENT}

    def test_a_server_that_hangs_up_after_the_text_leaves_that_one_mail_unsure(self, line):
        first, second = make_mail(1, "gone@example.org"), make_mail(2)
        line.offer(first)
        events_of(line, until=Ready)
        line.release(first, second)
        events = events_of(line, until=Closed)
        assert outcomes(events) == {1: Outcome.UNSURE, 2: Outcome.UNTOUCHED}
        assert "closed the connection" in events[-1].note

    @pytest.mark.parametrize("name", ["slam", "door", "busy"])
    def test_a_server_that_hangs_up_before_the_text_has_not_touched_the_mail(self, line, name):
        line.offer(make_mail(1, f"{name}@example.org"))
        assert outcomes(events_of(line, until=Closed)) == {1: Outcome.UNTOUCHED}

    def test_a_server_that_hangs_is_given_up_and_the_mail_is_unsure(self, line):
        mail = make_mail(1, "hang@example.org")
        line.offer(mail)
        events_of(line, until=Ready)
        line.release(mail)
        assert line.overdue(time.monotonic() + 10) == []
        events = line.overdue(time.monotonic() + 1000)
        assert outcomes(events) == {1: Outcome.UNSURE}
        assert isinstance(events[-1], Closed)

    def test_a_sender_that_is_refused_costs_no_recipient_anything(self, sender, sink):
        sink.refused_senders = 1
        line = sender.open_line()
        line.offer(make_mail())
        events = events_of(line, until=Closed)
        assert outcomes(events) == {1: Outcome.UNTOUCHED}
        assert "we do not know you" in events[-1].note

    def test_a_greeting_that_refuses_is_a_server_that_is_away(self, sender, sink):
        sink.closed_doors = 1
        with pytest.raises(ServerAway, match="421"):
            sender.open_line()


class TestSmtpWithoutPipelining(TestSmtpWithPipelining):
    is_pipelining = False


class TestDjangoBackend(SenderContract):
    @pytest.fixture
    def sender(self):
        return DjangoSender("django.core.mail.backends.locmem.EmailBackend")

    @pytest.fixture
    def arrived(self):
        return lambda: [sent.extra_headers["Message-ID"] for sent in django_mail.outbox]


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(ServerAway, match="does not answer"):
        SmtpSender(SmtpServer("127.0.0.1", free_port(), own_name="test")).open_line()


@pytest.mark.parametrize(
    ("code", "text", "of_recipient", "is_dead"),
    [
        (550, "No such user here", True, True),
        (550, "mailbox unavailable", True, True),
        (550, "message content rejected", False, False),
        (550, "User unknown", False, True),
        (550, "5.7.1 relaying denied", True, False),
        (550, "5.1.1 unknown", False, True),
        (550, "5.1.8 sender address has no mail server", True, False),
        (552, "message too big", True, False),
        (554, "5.7.1 spam", False, False),
        (554, "no", True, False),
    ],
)
def test_only_what_is_said_of_the_address_makes_it_dead(code, text, of_recipient, is_dead):
    verdict = verdict_of(code, text, of_recipient=of_recipient)
    assert (verdict.outcome, verdict.is_dead) == (Outcome.REFUSED, is_dead)


def test_the_words_of_a_server_lose_addresses_line_breaks_and_length():
    verdict = verdict_of(
        451, "4.3.0 <secret@example.org>\r\nlater\x00 " + "x" * 500, of_recipient=True
    )
    assert "secret" not in verdict.text
    assert verdict.text.isprintable()
    assert len(verdict.text) == 250
