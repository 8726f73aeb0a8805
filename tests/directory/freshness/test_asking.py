import pytest
from django.core import mail

from core.mailing import deliver_mail
from core.models import OutgoingMail
from directory.freshness.answering import answer_with_report, settle_report
from directory.freshness.asking import ask_due, recipients_of
from directory.freshness.confirming import confirm_entry
from directory.models import (
    AffiliationRole,
    ConfirmationAsk,
    ConfirmationMethod,
    Contact,
    EntryReport,
    ReportKind,
)
from tests.directory.freshness.support import NOW, ago, editor, entry, manager_of, rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMONSTRATION = False


def steps_of(page):
    return list(page.asks.order_by("round", "pk").values_list("step", "round"))


def recipients(page):
    return [recipient.email for recipient in recipients_of(page)]


def test_the_managers_are_asked_before_the_addresses_of_the_entry():
    page = entry()
    page.contacts.set(
        [
            Contact(kind="office", email="rooms@house.example.org"),
            Contact(kind="referral", email="referral@house.example.org"),
        ]
    )
    page.save()
    assert recipients(page) == ["referral@house.example.org"]
    manager_of(page, "contributor@house.example.org", AffiliationRole.CONTRIBUTOR)
    left = manager_of(page, "left@house.example.org")
    left.affiliations.update(until=ago(1).date())
    assert recipients(page) == ["referral@house.example.org"]
    manager_of(page)
    manager_of(page, "second@house.example.org")
    assert recipients(page) == ["manager@house.example.org", "second@house.example.org"]


def test_the_public_address_is_the_last_resort_and_nobody_is_an_answer():
    assert recipients(entry()) == ["office@house.example.org"]
    assert recipients(entry("Silent", email="")) == []


def test_the_demonstration_never_writes_to_the_offices_of_its_entries(settings):
    settings.DEMONSTRATION = True
    page = entry()
    assert recipients(page) == []
    manager_of(page)
    assert recipients(page) == ["manager@house.example.org"]


def test_a_due_entry_is_asked_about_once_and_reminded_as_often_as_the_rules_say():
    page, fresh = entry(confirmed=180), entry("Fresh", confirmed=179)
    assert ask_due(now=NOW) == 1
    assert ask_due(now=NOW) == 0
    assert ask_due(now=ago(-13)) == 1  # the other has become due, nobody is reminded yet
    assert steps_of(page) == [("ask", 1)]
    for days in (14, 20, 28, 42, 80):
        ask_due(now=ago(-days))
    assert steps_of(page) == [("ask", 1), ("reminder", 2), ("reminder", 3)]
    assert steps_of(fresh)[0] == ("ask", 1)


def test_a_confirmation_ends_the_round_and_begins_the_next():
    page = entry(confirmed=200)
    ask_due(now=NOW)
    confirm_entry(organisation=page, how=ConfirmationMethod.PHONE, by=None, now=ago(-1))
    assert ask_due(now=ago(-60)) == 0
    assert ask_due(now=ago(-181)) == 1
    assert steps_of(page) == [("ask", 1), ("ask", 2)]


def test_an_old_register_is_asked_once_and_not_reminded_at_the_same_moment():
    page = entry(confirmed=3000)
    ask_due(now=NOW)
    ask_due(now=NOW)
    assert steps_of(page) == [("ask", 1)]


def test_unconfirmed_entries_are_asked_about_only_where_the_editors_want_it():
    page = entry()
    assert ask_due(now=NOW) == 0
    rules(ask_unconfirmed=True)
    assert ask_due(now=NOW) == 1
    assert steps_of(page) == [("ask", 1)]


def test_nobody_is_asked_while_mails_are_switched_off_or_a_report_waits():
    page = entry(confirmed=200)
    rules(mails_are_sent=False)
    assert ask_due(now=NOW) == 0
    rules(mails_are_sent=True)
    ask_due(now=NOW)
    answer_with_report(ask=page.asks.get(), kind=ReportKind.CHANGE, text="New number", now=NOW)
    assert ask_due(now=ago(-20)) == 0
    settle_report(report=EntryReport.objects.get(), by=editor(), outcome="Changed")
    assert ask_due(now=ago(-20)) == 1


def test_a_large_register_is_asked_in_portions():
    for number in range(3):
        entry(f"House {number}", confirmed=200 + number)
    assert [ask_due(now=NOW, most=2) for _ in range(3)] == [2, 1, 0]


def test_the_mail_names_entry_day_and_a_link_and_its_row_goes_when_it_was_sent():
    page = entry(confirmed=200)
    ask_due(now=NOW)
    assert deliver_mail() == 1
    [sent] = mail.outbox
    assert sent.to == ["office@house.example.org"]
    assert sent.subject == "Is the entry of Invented House still right?"
    assert "6 May 2026" in sent.body
    assert "http://testserver/directory/confirm/" in sent.body
    assert not OutgoingMail.objects.exists()
    assert ConfirmationAsk.objects.get(organisation=page).sent_at is not None


def test_a_sender_that_was_killed_neither_loses_a_mail_nor_sends_it_twice():
    entry(confirmed=200)
    ask_due(now=NOW)
    queued = OutgoingMail.objects.get()
    # A first sender has claimed the row and was killed before the server answered.
    OutgoingMail.objects.update(retry_at=ago(-1), attempts=1)
    assert ask_due(now=NOW) == 0
    assert deliver_mail() == 0, "while the claim holds nobody else sends"
    OutgoingMail.objects.update(retry_at=queued.retry_at)
    assert [deliver_mail(), deliver_mail()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_name_with_a_line_break_makes_no_header():
    page = entry(confirmed=200)
    type(page).objects.filter(pk=page.pk).update(title="House\r\nBcc: all@example.org")
    ask_due(now=NOW)
    deliver_mail()
    assert mail.outbox[0].subject.count("\n") == 0
    assert mail.outbox[0].bcc == []
