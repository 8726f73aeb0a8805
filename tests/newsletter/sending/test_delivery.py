"""Delivery from rows to mails: each reader once, whoever left is passed over, a mailing ends."""

import pytest
from django.core import mail

from newsletter.delivery import send_due, summary_of
from newsletter.models import MailingState
from tests.newsletter.sending.mailings import fill, make_mailing, make_readers

pytestmark = pytest.mark.django_db


def test_each_reader_gets_a_mailing_once_and_it_ends():
    mailing = make_mailing()
    fill(mailing, make_readers(12))
    assert send_due().sent == 12
    assert send_due().sent == 0
    mailing.refresh_from_db()
    assert mailing.state == MailingState.FINISHED
    assert summary_of(mailing).as_dict() == {
        "queued": 12,
        "sent": 12,
        "failed": 0,
        "suppressed": 0,
        "unsure": 0,
    }
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        f"Reader {number} <reader-{number}@example.org>" for number in range(12)
    )
