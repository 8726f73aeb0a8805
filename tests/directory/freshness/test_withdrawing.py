import pytest
from django.core import mail

from accounts.personal_data import holdings
from core.mailing import deliver_mail
from directory.freshness.answering import answer_with_report
from directory.freshness.asking import ask_due
from directory.freshness.confirming import confirm_entry
from directory.freshness.forgetting import forget_old
from directory.freshness.withdrawing import daily_round
from directory.models import (
    ConfirmationAsk,
    ConfirmationMethod,
    EditorsDigest,
    EntryReport,
    EntryWatch,
    ReportKind,
)
from tests.directory.freshness.support import (
    NOW,
    ago,
    all_mail_went_out,
    editor,
    entry,
    manager_of,
    rules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMONSTRATION = False


def titles(standings):
    return [standing.title for standing in standings]


def live(page):
    page.refresh_from_db()
    return page.live


def warned_entry(**fields):
    """An entry of 545 days that was asked 120 and warned 31 days before NOW, the editors too."""
    page = entry(confirmed=545, **fields)
    ask_due(now=ago(120))
    all_mail_went_out(ago(120))
    ask_due(now=ago(31))
    daily_round(now=ago(31))
    return page


def test_editors_hear_of_overdue_entries_in_one_mail_and_once():
    editor()
    entry("First", confirmed=300)
    entry("Second", confirmed=230)
    entry("Fresh", confirmed=10)
    entry("Due", confirmed=190)
    assert titles(daily_round(now=NOW).overdue) == ["First", "Second"]
    assert not daily_round(now=NOW)
    assert not daily_round(now=ago(-1))
    deliver_mail()
    [digest] = mail.outbox
    assert digest.to == ["editor@example.org"]
    assert "- First (last confirmed 26 January 2026)" in digest.body
    assert "- Second" in digest.body
    assert "Fresh" not in digest.body


def test_every_editor_gets_the_digest():
    editor()
    editor("second@example.org")
    entry(confirmed=300)
    daily_round(now=NOW)
    assert EditorsDigest.objects.count() == 2


def test_an_entry_leaves_after_organisation_and_editors_were_told():
    editor()
    page = warned_entry()
    all_mail_went_out(ago(31))
    assert page.asks.last().step == "warning"
    assert titles(daily_round(now=NOW).left) == ["Invented House"]
    assert not live(page)
    assert EntryWatch.objects.get(pk=page.pk).withdrawn_at == NOW
    deliver_mail()
    by_address = {message.to[0]: message for message in mail.outbox[-2:]}
    assert "has left public view today" in by_address["editor@example.org"].body
    assert "one press brings it back" in by_address["office@house.example.org"].body


def test_an_entry_that_an_editor_publishes_again_stays():
    editor()
    page = warned_entry()
    all_mail_went_out(ago(31))
    daily_round(now=ago(1))
    all_mail_went_out(ago(1))
    page.get_latest_revision().publish()
    for days in range(0, -60, -10):
        ask_due(now=ago(days))
        assert not daily_round(now=ago(days))
    assert live(page)
    assert page.asks.last().step == "withdrawn"


def test_an_entry_stays_while_a_warning_has_not_gone_out():
    editor()
    page = warned_entry()
    assert not daily_round(now=NOW).left
    EditorsDigest.objects.update(sent_at=ago(31))
    assert not daily_round(now=NOW).left
    ConfirmationAsk.objects.filter(step="warning").update(sent_at=ago(29))
    assert not daily_round(now=NOW).left
    ConfirmationAsk.objects.filter(step="warning").update(sent_at=ago(31))
    EditorsDigest.objects.update(sent_at=None)
    assert not daily_round(now=NOW).left
    assert live(page)


def test_a_warning_that_no_server_took_is_written_again():
    editor()
    page = warned_entry()
    ask_due(now=ago(26))
    assert page.asks.filter(step="warning").count() == 1
    ask_due(now=ago(25))
    assert page.asks.filter(step="warning").count() == 2
    assert page.asks.last().round == 3


def test_nothing_leaves_without_an_editor_who_could_be_told():
    page = entry(confirmed=2000, email="")
    EntryWatch.objects.create(pk=page.pk, warned_on=ago(60).date())
    assert not daily_round(now=NOW)
    assert live(page)


def test_an_entry_without_any_address_leaves_after_the_editors_were_warned():
    editor()
    page = entry(confirmed=545, email="")
    assert titles(daily_round(now=ago(31)).leaving) == ["Invented House"]
    all_mail_went_out(ago(31))
    assert titles(daily_round(now=NOW).left) == ["Invented House"]
    assert not live(page)


@pytest.mark.parametrize("changes", [{"days_until_withdrawn": 0}, {"mails_are_sent": False}])
def test_nothing_leaves_where_the_editors_do_not_want_it(changes):
    editor()
    page = warned_entry()
    all_mail_went_out(ago(31))
    rules(**changes)
    assert not daily_round(now=NOW).left
    assert live(page)


def test_an_entry_stays_while_an_answer_of_its_organisation_waits_for_an_editor():
    editor()
    page = warned_entry()
    all_mail_went_out(ago(31))
    ask = page.asks.last()
    answer_with_report(ask=ask, kind=ReportKind.CHANGE, text="We moved", now=ago(20))
    assert not daily_round(now=NOW).left
    assert live(page)


def test_unconfirmed_entries_never_leave_but_the_editors_hear_that_nobody_answered():
    editor()
    rules(ask_unconfirmed=True, reminders=1)
    page = entry()
    ask_due(now=ago(900))
    ask_due(now=ago(880))
    assert not daily_round(now=ago(870))
    assert titles(daily_round(now=ago(860)).overdue) == ["Invented House"]
    all_mail_went_out(ago(860))
    assert not daily_round(now=NOW)
    assert live(page)


def test_a_digest_that_no_server_took_is_written_again():
    editor()
    entry(confirmed=300)
    entry("Leaving", confirmed=520)
    first = daily_round(now=ago(10))
    assert (titles(first.overdue), titles(first.leaving)) == (
        ["Leaving", "Invented House"],
        ["Leaving"],
    )
    assert not daily_round(now=ago(5))
    again = daily_round(now=ago(4))
    assert titles(again.leaving) == ["Leaving"]
    all_mail_went_out(ago(4))
    assert not daily_round(now=NOW)


def test_old_questions_are_forgotten_and_reports_keep_no_words_of_others():
    page = entry(confirmed=200)
    ask_due(now=ago(800))
    ask_due(now=NOW)
    report = EntryReport.objects.create(
        organisation=page, kind="change", text="Words", sender="a@example.org"
    )
    forget_old(now=NOW)
    assert page.asks.count() == 1
    report.refresh_from_db()
    assert report.text == "Words"
    EntryReport.objects.update(settled_at=ago(400), outcome="Changed")
    forget_old(now=NOW)
    report.refresh_from_db()
    assert (report.text, report.sender, report.outcome) == ("", "", "Changed")


def test_a_person_takes_along_and_erases_what_was_asked_and_confirmed():
    page = entry(confirmed=200)
    user = manager_of(page)
    ask_due(now=NOW)
    confirm_entry(organisation=page, how=ConfirmationMethod.SELF, by=user, now=NOW)
    [holding] = [each for each in holdings() if each.name == "confirmations"]
    exported = holding.export(user)
    assert [each["how"] for each in exported["confirmed"]] == ["self"]
    assert [each["address"] for each in exported["questions_by_mail"]] == [user.email]
    holding.erase(user)
    page.refresh_from_db()
    assert page.confirmed_by is None
    assert page.confirmations.get().by is None
    assert not page.asks.exists()
