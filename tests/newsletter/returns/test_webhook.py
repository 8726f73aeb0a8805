"""Reports of other programs: signed, believed, counted once; those of web services come through anymail."""

import json
from datetime import timedelta

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.urls import reverse
from django.utils import timezone

from newsletter.models import BounceEvent, Recipient, Subscriber, SubscriberState
from newsletter.returns import anymail_events
from newsletter.returns.webhook import signature_of
from newsletter.sending.verp import message_id, verp_address
from tests.newsletter.returns.support import reported

pytestmark = pytest.mark.django_db
ADDRESS = "newsletter:returns"


@pytest.fixture
def secret(settings):
    settings.BOUNCE_WEBHOOK_SECRET = "an-invented-secret"


def state_of(row):
    return Subscriber.objects.get(pk=row.subscriber_id).state


def send(client, body, kind="application/json", signature=None):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = signature_of(body).decode() if signature is None else signature
    return client.post(
        reverse(ADDRESS), body, content_type=kind, headers={"X-Signature": signature}
    )


def test_a_whole_mail_is_taken_in(client, secret, row):
    answer = send(client, reported(row), "message/rfc822")
    assert answer.json() == {"kinds": ["hard"]}
    assert state_of(row) == SubscriberState.BOUNCED


def test_events_name_a_return_path_a_message_or_an_address(client, secret, row, other):
    events = [
        {"kind": "soft", "mail": verp_address(row.pk), "code": "4.2.2"},
        {"kind": "complaint", "mail": message_id(row.mailing_id, row.pk)},
        {"kind": "hard", "email": other.email.upper(), "diagnostic": f"<{other.email}> unknown"},
        {"kind": "hard", "email": "nobody@example.org"},
    ]
    assert send(client, events).json()["kinds"] == ["soft", "complaint", "hard", "unknown"]
    assert (state_of(row), state_of(other)) == ("complained", "bounced")
    assert not BounceEvent.objects.filter(diagnostic__contains="@").exists()


def test_the_same_event_twice_counts_once(client, secret, row):
    event = {"kind": "soft", "email": row.email, "identity": "17"}
    send(client, event)
    send(client, event)
    assert Subscriber.objects.get(pk=row.subscriber_id).soft_bounces == 1


@pytest.mark.parametrize("signature", ["", "sha256=00", "é"])
def test_without_the_secret_nothing_is_believed(client, secret, row, signature):
    answer = send(client, {"kind": "hard", "email": row.email}, signature=signature)
    assert answer.status_code == 403
    assert state_of(row) == SubscriberState.ACTIVE


def test_a_site_without_a_secret_has_no_such_address(client, settings, row):
    settings.BOUNCE_WEBHOOK_SECRET = ""
    assert send(client, {"kind": "hard", "email": row.email}).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(client, secret, body):
    assert send(client, body).status_code == 400


@pytest.mark.parametrize("event", [None, 7, [], {}, {"kind": "unknown"}, {"kind": ["hard"]}])
def test_events_without_sense_change_nothing(client, secret, event):
    assert send(client, [event]).json() == {"kinds": ["unknown"]}


def test_too_many_events_at_once_are_refused(client, secret):
    assert send(client, [{}] * 1001).status_code == 413


@pytest.mark.parametrize(
    ("event_type", "reason", "state"),
    [
        (EventType.BOUNCED, RejectReason.BOUNCED, "bounced"),
        (EventType.BOUNCED, RejectReason.SPAM, "active"),
        (EventType.DEFERRED, None, "active"),
        (EventType.COMPLAINED, None, "complained"),
        (EventType.UNSUBSCRIBED, None, "left"),
        (EventType.OPENED, None, "active"),
    ],
)
def test_web_services_report_through_anymail(row, event_type, reason, state):
    event = AnymailTrackingEvent(
        event_type=event_type, recipient=row.email, reject_reason=reason, event_id="1"
    )
    answered = tracking.send(sender=object, event=event, esp_name="invented")
    assert [receiver for receiver, _answer in answered] == [anymail_events.take_in_event]
    assert state_of(row) == state


def test_an_old_mail_is_not_meant(client, secret, row):
    Recipient.objects.update(sent_at=timezone.now() - timedelta(days=90))
    assert send(client, {"kind": "hard", "email": row.email}).json() == {"kinds": ["unknown"]}
