"""Mail that wants to harm: broken, endless, nested, forged."""

import random

import pytest

from newsletter.bounces import process
from newsletter.models import BounceEvent, BounceKind, Subscriber, SubscriberState
from tests.newsletter.returns.support import answer, complaint, leaving, reported

pytestmark = pytest.mark.django_db


def nested(levels):
    opening = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'
        for level in range(levels)
    )
    return f"From: a@example.net\n{opening}".encode()


def rolled(levels):
    return b"From: a@example.net\n" + b"Content-Type: message/rfc822\n\n" * levels


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"Content-Type: multipart/report; boundary=\n\n--\n--",
        b"Content-Type: text/plain; charset=no-such\n\n\xff\xfe",
        b"Subject: =?no-such?q?=FF?=\n\ntext",
        b"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n",
        b"Content-Type: text/plain; charset=\x00\nContent-Transfer-Encoding: base64\n\n@@@",
        b"To: " + b"<" * 100_000,
        nested(5000),
        rolled(5000),
        nested(55),
        rolled(55),
        b"X: y\n" * 100_000,
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_put_aside(data):
    assert process(data) == BounceKind.UNKNOWN
    assert not BounceEvent.objects.exists()


def test_ten_megabytes_are_read_as_far_as_a_report_reaches(row):
    mail = reported(row) + b"x" * 10_000_000
    assert process(mail) == BounceKind.HARD


def test_any_byte_may_be_wrong(row):
    rng = random.Random(6)
    mails = [reported(row), complaint(row), leaving(row), answer(row, "unsubscribe")]
    for number in range(60):
        mail = bytearray(mails[number % len(mails)])
        for _ in range(rng.randrange(1, 30)):
            mail[rng.randrange(len(mail))] = rng.randrange(256)
        assert process(bytes(mail)) in BounceKind
        assert process(bytes(mail[: rng.randrange(len(mail))])) in BounceKind


def test_a_number_beyond_every_row_is_nobody(row):
    mail = reported(row, to="bounces+999999999999999999-0123456789abcdef@lists.example.org")
    assert process(mail.replace(b"Message-ID: <", b"X: <")) == BounceKind.UNKNOWN


def test_nobody_is_suppressed_by_a_thousand_guesses(row):
    for number in range(100):
        process(
            reported(row, to=f"bounces+{row.pk}-{number:016x}@lists.example.org").split(
                b"--b\nContent-Type: message/rfc822"
            )[0]
        )
    assert Subscriber.objects.get(pk=row.subscriber_id).state == SubscriberState.ACTIVE
