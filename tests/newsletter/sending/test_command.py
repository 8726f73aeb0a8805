"""`send_newsletters`: an approved issue now and to its end, its totals, and one sentence where it cannot be."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsletter.models import Mailing, MailingState
from tests.newsletter.sending.mailings import fill, make_issue, make_mailing, make_readers

pytestmark = pytest.mark.django_db


def send(*arguments, capsys):
    call_command("send_newsletters", *arguments)
    return capsys.readouterr().out


def test_an_approved_issue_is_sent_now_and_its_totals_are_json_alone(capsys):
    make_issue(3, scheduled_for=timezone.now() + timedelta(365))
    expected = {"queued": 3, "sent": 3, "failed": 0, "suppressed": 0, "unsure": 0}
    assert json.loads(send("--issue", "issue-1", "--json", capsys=capsys)) == expected
    assert len(mail.outbox) == 3
    assert Mailing.objects.get().state == MailingState.FINISHED


def test_run_again_it_sends_nothing_and_tells_the_same_totals(capsys):
    make_issue(3)
    first = send("--issue", "issue-1", "--json", capsys=capsys)
    assert send("--issue", "issue-1", "--json", capsys=capsys) == first
    assert len(mail.outbox) == 3


def test_without_an_issue_what_is_due_is_sent_and_nothing_else(capsys):
    make_issue(2)
    mailing = make_mailing()
    fill(mailing, make_readers(1))
    assert "1 recipients: 1 sent" in send(capsys=capsys)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "state", [MailingState.AWAITING_APPROVAL, MailingState.PAUSED, MailingState.STOPPED]
)
def test_an_issue_that_may_not_be_sent_is_refused_with_its_state(state):
    mailing = make_issue(2, state=state)
    with pytest.raises(CommandError, match=str(mailing.get_state_display())):
        call_command("send_newsletters", "--issue", "issue-1")
    assert mail.outbox == []
    assert not mailing.recipients.exists()


def test_an_unknown_issue_is_one_sentence():
    with pytest.raises(CommandError, match="no issue with the slug “nothing”"):
        call_command("send_newsletters", "--issue", "nothing")


def test_an_issue_that_nobody_scheduled_is_one_sentence():
    make_issue(1).delete()
    with pytest.raises(CommandError, match="has not been approved"):
        call_command("send_newsletters", "--issue", "issue-1")
    assert mail.outbox == []


def test_an_issue_without_recipients_is_one_sentence_and_stays_as_it_was():
    mailing = make_issue(0)
    with pytest.raises(CommandError, match="no recipients"):
        call_command("send_newsletters", "--issue", "issue-1")
    mailing.refresh_from_db()
    assert (mailing.state, mailing.queued_at) == (MailingState.SCHEDULED, None)


def test_an_issue_that_is_not_public_is_not_sent_and_the_reason_is_told():
    mailing = make_issue(1)
    mailing.issue.unpublish()
    with pytest.raises(CommandError, match="not published"):
        call_command("send_newsletters", "--issue", "issue-1")
    assert mail.outbox == []
