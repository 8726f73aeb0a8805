"""What people and their machines write back: complaints, wishes to leave, holidays."""

import pytest

from newsletter.bounces import process
from newsletter.models import BounceEvent, BounceKind, Recipient, Subscriber, SubscriberState
from newsletter.sending.verp import leave_address, message_id, verp_address
from tests.newsletter.returns.support import answer, complaint, leaving, written

pytestmark = pytest.mark.django_db


def state_of(row):
    return Subscriber.objects.get(pk=row.subscriber_id).state


def test_a_complaint_ends_the_newsletter_for_good(row, other):
    assert process(complaint(row)) == BounceKind.COMPLAINT
    assert state_of(row) == SubscriberState.COMPLAINED
    assert state_of(other) == SubscriberState.ACTIVE


def test_a_complaint_without_our_proof_hits_nobody(row):
    forged = complaint(row, identity=f"<{row.mailing_id}.{row.pk}.{'0' * 16}@example.org>")
    assert process(forged) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE


def test_the_report_that_a_mail_is_no_spam_is_no_complaint(row):
    assert process(complaint(row, kind="not-spam")) == BounceKind.AUTOMATIC
    assert state_of(row) == SubscriberState.ACTIVE


@pytest.mark.parametrize("text", ["", "anything at all"])
def test_a_mail_to_the_address_of_the_header_leaves(row, text):
    assert process(leaving(row, text)) == BounceKind.LEAVING
    assert state_of(row) == SubscriberState.LEFT
    assert Recipient.objects.get(pk=row.pk).left_at


def test_a_forged_address_to_leave_takes_nobody_off(row):
    forged = leave_address(row.pk).replace("-", "-f", 1)
    assert process(written("", to=forged, subject="unsubscribe")) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE


@pytest.mark.parametrize(
    "text",
    [
        "Unsubscribe",
        "STOP!",
        "please unsubscribe me, thanks\n\n> An issue\n> of the newsletter",
        "Bonjour,\n\nmerci de me désabonner",
        "Désinscription",
        "Buongiorno,\ncancellatemi per favore",
        "Bitte abmelden.\n\nViele Grüße",
        "Por favor, darme de baja",
        "baja",
    ],
)
def test_an_answer_that_says_so_leaves(row, text):
    assert process(answer(row, text)) == BounceKind.LEAVING
    assert state_of(row) == SubscriberState.LEFT


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, very useful. How can we stop traffickers who recruit online?",
        "Please do not remove me",
        "Congratulations!\n\n> unsubscribe",
        "Dear all,\nwe read it\nwith joy\nunsubscribe",
        "",
    ],
)
def test_an_answer_for_people_is_left_to_people(row, text):
    assert process(answer(row, text)) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE


def test_an_answer_to_an_answer_speaks_for_somebody_else(row):
    mail = written(
        "unsubscribe",
        to="newsletter@example.org",
        In_Reply_To="<their.answer@example.net>",
        References=f"{message_id(row.mailing_id, row.pk)} <their.answer@example.net>",
    )
    assert process(mail) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE


def test_whoever_answers_without_our_proof_takes_nobody_off(row):
    mail = written("unsubscribe", to="newsletter@example.org", From_Name=row.email)
    assert process(mail) == BounceKind.UNKNOWN
    assert state_of(row) == SubscriberState.ACTIVE


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Re: An issue", {"Auto_Submitted": "auto-replied"}),
        ("Re: An issue", {"X_Autoreply": "yes"}),
        ("Re: An issue", {"Precedence": "auto_reply"}),
        ("Out of the office until Monday", {}),
        ("Réponse automatique : An issue", {}),
        ("Abwesenheitsnotiz", {}),
        ("Risposta automatica", {}),
        ("Respuesta automática", {}),
    ],
)
def test_automatic_answers_change_nothing(row, subject, headers):
    text = "I am away. Stop."
    mail = written(text, to=verp_address(row.pk), subject=subject, **headers)
    assert process(mail) == BounceKind.AUTOMATIC
    assert state_of(row) == SubscriberState.ACTIVE
    assert not BounceEvent.objects.exists()
