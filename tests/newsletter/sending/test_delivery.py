"""Delivery from rows to mails: each reader once, what servers answer, whoever left is passed over, a mailing ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from newsletter.delivery import send_due, summary_of
from newsletter.models import (
    Mailing,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
    SendingWorker,
    Subscriber,
    SubscriberState,
    Suppression,
)
from newsletter.sending import ledger, periodic
from newsletter.sending.presence import Presence, take_over_from_the_dead
from newsletter.subscribing.services import leave
from tests.newsletter.sending.mailings import fill, make_mailing, make_readers, states_of
from tests.newsletter.sending.sink import running_sink
from tests.sites import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    """Let the site send to a server of this process."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.NEWSLETTER_RETRY_SECONDS = 0.01
    settings.NEWSLETTER_ANSWER_SECONDS = settings.EMAIL_TIMEOUT = 1
    with running_sink() as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


def choose(**rules):
    NewsletterSettings.load()
    NewsletterSettings.objects.update(**rules)


def mailing_to(*names, **fields):
    """Return a mailing to readers whose names tell the server what to do with them."""
    mailing = make_mailing(**fields)
    readers = make_readers(len(names))
    for reader, name in zip(readers, names, strict=True):
        reader.email = reader.address_key = f"{name}@example.org"
        reader.save()
    fill(mailing, readers)
    return mailing


def test_each_reader_gets_a_mailing_once_and_it_ends():
    mailing = make_mailing()
    fill(mailing, make_readers(12))
    assert send_due().sent == 12
    assert send_due().sent == 0
    mailing.refresh_from_db()
    assert mailing.state == MailingState.FINISHED
    assert mailing.finished_at
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


def test_by_smtp_each_gets_it_once_over_several_connections(sink):
    mailing = make_mailing()
    fill(mailing, make_readers(60))
    assert send_due().sent == 60
    assert sorted(recipient for _, recipient, _ in sink.mails) == sorted(
        f"reader-{number}@example.org" for number in range(60)
    )
    assert states_of(mailing) == {"sent": 60}
    assert not SendingWorker.objects.exists()


def test_whoever_left_bounced_or_was_erased_meanwhile_is_passed_over():
    mailing = make_mailing()
    left, bounced, erased, stays = readers = make_readers(4)
    fill(mailing, readers)
    Subscriber.objects.filter(pk=bounced.pk).update(state=SubscriberState.BOUNCED)
    Subscriber.objects.filter(pk=left.pk).update(state=SubscriberState.LEFT)
    erased.delete()
    assert send_due().as_dict() == {
        "queued": 4,
        "sent": 1,
        "failed": 0,
        "suppressed": 3,
        "unsure": 0,
    }
    codes = mailing.recipients.filter(state=RecipientState.SUPPRESSED).values_list(
        "reason_code", flat=True
    )
    assert sorted(codes) == ["bounced", "erased", "left"]
    assert [sent.to for sent in mail.outbox] == [[f"{stays.name} <{stays.email}>"]]


def test_a_leaving_during_the_issue_keeps_the_mail_back():
    mailing = make_mailing()
    reader = make_readers(1)[0]
    fill(mailing, [reader])
    leave(reader, how="one-click")
    assert send_due().sent == 0
    assert states_of(mailing) == {"suppressed": 1}


def test_an_unknown_user_fails_with_the_servers_words_and_is_never_written_to_again(sink):
    mailing = mailing_to("nobody", "spam", "reader")
    assert send_due().as_dict() == {
        "queued": 3,
        "sent": 1,
        "failed": 2,
        "suppressed": 0,
        "unsure": 0,
    }
    nobody, spam = mailing.recipients.filter(state=RecipientState.FAILED).order_by("pk")
    assert (nobody.reason_code, spam.reason_code) == ("5.1.1", "5.7.1")
    assert "user unknown" in nobody.reason
    assert "@" not in nobody.reason
    assert nobody.subscriber.state == SubscriberState.BOUNCED
    assert spam.subscriber.state == SubscriberState.ACTIVE
    assert Suppression.objects.count() == 1


def test_an_address_that_no_server_understands_fails_alone(sink):
    mailing = mailing_to("reader")
    Recipient.objects.update(email="a@example.org>\r\nDATA")
    assert send_due().failed == 1
    assert mailing.recipients.get().reason_code == "address"
    assert sink.mails == []


def test_who_is_refused_for_the_moment_gets_it_by_a_retry(sink):
    mailing = mailing_to("later", "reader")
    assert send_due(to_the_end=True).sent == 2
    assert mailing.recipients.get(email__startswith="later").attempts == 2
    assert len(sink.mails) == 2


def test_waits_double_and_end_after_days():
    waits = []
    while (wait := ledger.wait_after(len(waits) + 1)) is not None:
        waits.append(wait)
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=4)


def test_who_is_refused_again_and_again_has_failed_in_the_end(sink, settings):
    settings.NEWSLETTER_RETRY_SECONDS = 0
    mailing = mailing_to("full")
    assert send_due(to_the_end=True).failed == 1
    row = mailing.recipients.get()
    assert (row.reason_code, row.attempts) == ("4.2.2", 24)
    assert row.subscriber.state == SubscriberState.ACTIVE


def test_421_costs_no_attempt_and_the_mailing_goes_on(sink):
    sink.closed_doors = 2
    mailing = mailing_to("busy", "reader")
    assert send_due(to_the_end=True).sent == 2
    assert set(mailing.recipients.values_list("attempts", flat=True)) == {1}
    mailing.refresh_from_db()
    assert mailing.note == ""


def test_a_server_that_is_away_leaves_a_note_and_everything_queued(sink, settings):
    mailing = mailing_to("reader", "other")
    settings.EMAIL_PORT = free_port()
    assert send_due().sent == 0
    mailing.refresh_from_db()
    assert (mailing.state, states_of(mailing)) == (MailingState.SENDING, {"queued": 2})
    assert "does not answer" in mailing.note
    assert set(mailing.recipients.values_list("attempts", flat=True)) == {0}
    settings.EMAIL_PORT = sink.port
    assert send_due().sent == 2
    mailing.refresh_from_db()
    assert (mailing.state, mailing.note) == (MailingState.FINISHED, "")


def test_a_server_that_hangs_or_hangs_up_after_the_text_leaves_unsure_mails_alone(sink):
    mailing = mailing_to("hang", "gone", *(f"reader-{number}" for number in range(8)))
    summary = send_due(to_the_end=True)
    assert (summary.sent, summary.unsure) == (8, 2)
    unsure = mailing.recipients.filter(state=RecipientState.UNSURE).order_by("pk")
    assert [row.reason_code for row in unsure] == ["timeout", "lost"]


def test_unsure_mails_are_repeated_under_their_name_where_the_setting_says_so(sink):
    choose(when_unsure="repeat")
    mailing_to("hang")
    assert send_due(to_the_end=True).sent == 1
    assert len(sink.mails) == 1


def test_a_recipient_at_whom_the_server_slams_the_door_does_not_stop_the_others(sink, settings):
    settings.NEWSLETTER_RETRY_SECONDS = 0
    mailing = mailing_to("slam", *(f"reader-{number}" for number in range(4)))
    assert send_due(to_the_end=True).as_dict() == {
        "queued": 5,
        "sent": 4,
        "failed": 1,
        "suppressed": 0,
        "unsure": 0,
    }
    assert mailing.recipients.get(state=RecipientState.FAILED).reason_code == "lost"


def test_paused_and_stopped_mailings_are_left_alone():
    for number, state in enumerate(
        (MailingState.PAUSED, MailingState.STOPPED, MailingState.SCHEDULED)
    ):
        fill(make_mailing(f"digest:{number}", state=state), make_readers(2))
    assert send_due().sent == 0
    assert mail.outbox == []


def test_a_pause_takes_effect_within_a_batch(sink):
    choose(per_second=20)
    mailing = make_mailing()
    fill(mailing, make_readers(300))

    def pause(tally):
        Mailing.objects.update(state=MailingState.PAUSED)

    assert send_due(on_progress=pause).sent < 100
    assert set(states_of(mailing)) == {"queued", "sent"}


def test_a_stop_finishes_what_is_on_the_line_and_gives_the_rest_back(sink):
    mailing = make_mailing()
    fill(mailing, make_readers(300))
    begun = []
    summary = send_due(stop=lambda: bool(begun), on_progress=lambda tally: begun.append(tally.sent))
    assert 0 < summary.sent < 300
    assert states_of(mailing) == {"sent": summary.sent, "queued": 300 - summary.sent}


def test_no_more_than_the_hour_allows(sink):
    choose(per_hour=5)
    mailing = make_mailing()
    fill(mailing, make_readers(9))
    assert send_due().sent == 5
    assert send_due().sent == 0
    Recipient.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert send_due().sent == 4
    assert states_of(mailing) == {"sent": 9}


def test_mails_to_single_readers_do_not_wait_behind_a_large_issue():
    fill(make_mailing("digest:1"), make_readers(1))
    fill(make_mailing("welcome:1", kind="welcome", state=MailingState.OPEN_ENDED), make_readers(1))
    send_due()
    assert [sent.to[0].split()[1] for sent in mail.outbox] == ["1", "0"]
    assert Mailing.objects.get(kind="welcome").state == MailingState.OPEN_ENDED


def held_by_a_dead_process(mailing, **fields):
    """Leave rows as a killed process does: some claimed, one on the line."""
    worker = SendingWorker.objects.create(host="elsewhere", process=1, **fields)
    rows = list(mailing.recipients.order_by("pk"))
    mailing.recipients.update(state=RecipientState.CLAIMED, worker=worker)
    Recipient.objects.filter(pk=rows[0].pk).update(state=RecipientState.ON_THE_LINE)


@pytest.mark.parametrize(("rule", "found"), [("list", "unsure"), ("repeat", "queued")])
def test_what_a_dead_process_held_is_settled(rule, found):
    choose(when_unsure=rule)
    mailing = make_mailing()
    fill(mailing, make_readers(3))
    held_by_a_dead_process(mailing, beat_at=timezone.now() - timedelta(minutes=3))
    assert take_over_from_the_dead() == 3
    assert mailing.recipients.order_by("pk").first().state == found
    assert mailing.recipients.filter(state=RecipientState.QUEUED).count() >= 2
    assert not SendingWorker.objects.exists()


def test_what_a_living_process_holds_is_left_to_it():
    mailing = make_mailing()
    fill(mailing, make_readers(3))
    held_by_a_dead_process(mailing)
    assert take_over_from_the_dead() == 0
    with Presence() as here:
        mailing.recipients.update(worker=here.row)
        SendingWorker.objects.exclude(pk=here.row.pk).delete()
        assert take_over_from_the_dead() == 0
        mailing.recipients.update(state=RecipientState.SENT)


def test_a_process_that_was_taken_for_dead_sends_nothing_of_what_was_taken_away(sink):
    mailing = make_mailing()
    fill(mailing, make_readers(4))
    with Presence() as first, Presence() as second:
        rows = ledger.Ledger(first.row.pk, "list").claim([mailing.pk], 10)
        mailing.recipients.update(worker=second.row)
        mails = [ledger.Mail(row.pk, mailing.pk, 1, "", row.email, b"") for row in rows]
        assert ledger.Ledger(first.row.pk, "list").mark([], mails) == {row.pk for row in rows}
        mailing.recipients.update(worker=None, state=RecipientState.QUEUED)


def test_the_worker_sends_what_is_due():
    mailing = make_mailing()
    fill(mailing, make_readers(3))
    periodic.send_newsletters()
    assert states_of(mailing) == {"sent": 3}
    assert periodic.is_something_due() is False
