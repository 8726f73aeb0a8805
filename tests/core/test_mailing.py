"""Mails are queued with the change they tell of, sent once, tried again, and never told to logs."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.db import transaction
from django.utils import timezone

from core import mailing
from core.models import Heartbeat, OutgoingMail

pytestmark = pytest.mark.django_db

CONTEXT = {
    "organisation": "Invented <House>",
    "people_url": "https://example.org/",
    "site_name": "x",
}


def queue(**changes):
    return mailing.queue_mail(
        to="editor@example.org", template="directory/mail/orphan", context=CONTEXT | changes
    )


@pytest.fixture
def refusing_server(monkeypatch):
    """Let the mail server refuse everything until the returned list is emptied."""
    refusals = ["refused editor@example.org"]
    send = mailing.EmailMessage.send

    def refuse(mail, *args, **options):
        if refusals:
            raise SMTPException(refusals[0])
        return send(mail, *args, **options)

    monkeypatch.setattr(mailing.EmailMessage, "send", refuse)
    return refusals


def test_a_mail_is_sent_once_as_plain_text(mailoutbox):
    queue()
    assert [mailing.deliver_mail(), mailing.deliver_mail()] == [1, 0]
    (mail,) = mailoutbox
    assert mail.to == ["editor@example.org"]
    assert mail.subject == "Nobody manages Invented <House> any more"
    assert "https://example.org/" in mail.body
    assert not OutgoingMail.objects.exists()


def test_what_is_undone_sends_nothing(mailoutbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    assert mailing.deliver_mail() == 0
    assert mailoutbox == []


def test_a_line_break_in_a_name_makes_no_header(mailoutbox):
    queue(organisation="House\r\nBcc: all@example.org")
    mailing.deliver_mail()
    (mail,) = mailoutbox
    assert mail.subject == "Nobody manages House Bcc: all@example.org any more"
    assert mail.recipients() == ["editor@example.org"]


def test_a_mail_goes_out_after_commit_where_no_worker_is(
    mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert mailoutbox == []
    assert len(mailoutbox) == 1


def test_a_worker_sends_in_the_place_of_the_page(mailoutbox, django_capture_on_commit_callbacks):
    Heartbeat.beat("worker")
    with django_capture_on_commit_callbacks(execute=True):
        queue()
    assert mailoutbox == []
    mailing.deliver_mail()
    assert len(mailoutbox) == 1


def test_a_mail_that_no_server_takes_is_tried_again_later(refusing_server, mailoutbox, caplog):
    queue()
    assert mailing.deliver_mail() == 0
    assert OutgoingMail.objects.get().retry_at > timezone.now()
    assert "editor@" not in caplog.text
    refusing_server.clear()
    assert mailing.deliver_mail() == 0
    OutgoingMail.objects.update(retry_at=timezone.now())
    assert mailing.deliver_mail() == 1
    assert len(mailoutbox) == 1


def test_a_mail_that_a_killed_sender_had_taken_is_sent_later(mailoutbox, monkeypatch):
    queue()
    monkeypatch.setattr(mailing.EmailMessage, "send", lambda mail: (_ for _ in ()).throw(KeyError))
    with pytest.raises(KeyError):
        mailing.deliver_mail()
    monkeypatch.undo()
    assert mailing.deliver_mail() == 0
    OutgoingMail.objects.update(retry_at=timezone.now())
    assert mailing.deliver_mail() == 1


def test_a_mail_is_given_up_after_five_days(refusing_server, caplog):
    queue()
    OutgoingMail.objects.update(queued_at=timezone.now() - timedelta(days=6))
    mailing.deliver_mail()
    assert not OutgoingMail.objects.exists()
    assert "given up" in caplog.text
