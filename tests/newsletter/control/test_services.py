"""Asking, approving, putting off, pausing and stopping: one decides, nothing leaves twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.roles import Role
from core.models.audit import AuditEntry
from newsletter.control import services
from newsletter.control.publishing import make_public
from newsletter.control.services import CannotSend, MailingMoved
from newsletter.models import (
    IssuePage,
    Mailing,
    MailingState,
    NewsletterSettings,
    RecipientState,
    Segment,
)
from tests.newsletter.control.support import issue, later, mailing, person, reader, recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person("ines")


@pytest.fixture
def two_editors(editor):
    NewsletterSettings.objects.update_or_create(defaults={"approval_by_second_editor": True})
    return editor, person("otto")


def test_asking_schedules_the_issue_with_its_readers_and_its_window(editor):
    segment = Segment.objects.create(name="Italy", countries=["IT"])
    page = issue(audience="segment", segment=segment)
    at = later(days=2)
    asked = services.ask_to_send(page, by=editor, at=at)
    assert asked.state == MailingState.SCHEDULED
    assert (asked.segment, asked.audience, asked.asked_by) == (segment, "segment", editor)
    assert asked.scheduled_for == at
    assert (asked.window_ends_at - at).total_seconds() == 12 * 3600


def test_without_a_limit_there_is_no_window(editor):
    NewsletterSettings.objects.update_or_create(defaults={"window_hours": 0})
    assert services.ask_to_send(issue(), by=editor, at=later()).window_ends_at is None


def test_an_issue_is_sent_once_in_whatever_language_it_is_asked_for(editor):
    page = issue()
    services.ask_to_send(page, by=editor, at=later())
    with pytest.raises(CannotSend, match="once"):
        services.ask_to_send(page, by=editor, at=later())
    assert Mailing.objects.count() == 1


def test_a_time_that_has_passed_is_refused(editor):
    with pytest.raises(CannotSend, match="passed"):
        services.ask_to_send(issue(), by=editor, at=later(days=-1))


def test_a_segment_that_is_gone_does_not_become_everyone(editor):
    with pytest.raises(CannotSend, match="segment"):
        services.ask_to_send(issue(audience="segment"), by=editor, at=later())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.MANAGER, Role.MEMBER])
def test_other_roles_decide_nothing(role, editor):
    stranger, page = person("stranger", role), issue()
    with pytest.raises(PermissionDenied):
        services.ask_to_send(page, by=stranger, at=later())
    asked = services.ask_to_send(page, by=editor, at=later())
    for decide in (services.approve, services.take_back, services.pause, services.stop):
        with pytest.raises(PermissionDenied):
            decide(asked, by=stranger)
    asked.refresh_from_db()
    assert asked.state == MailingState.SCHEDULED


def test_an_administrator_decides_as_well():
    assert services.ask_to_send(issue(), by=person("a", Role.ADMINISTRATOR), at=later()).pk


def test_a_draft_stays_a_draft_until_its_mailing_begins(editor):
    page = issue(publish=False)
    asked = services.ask_to_send(page, by=editor, at=later())
    assert not IssuePage.objects.get(pk=page.pk).live
    assert make_public(asked)
    assert IssuePage.objects.get(pk=page.pk).live


def test_a_draft_written_after_asking_does_not_go_out(editor):
    page = issue(publish=False)
    asked = services.ask_to_send(page, by=editor, at=later())
    draft = page.get_latest_revision_as_object()
    draft.title = "Second thoughts"
    draft.save_revision()
    make_public(asked)
    assert IssuePage.objects.get(pk=page.pk).title == "An invented issue"


def test_a_date_set_on_the_page_does_not_hide_it_from_its_readers(editor):
    page = issue(publish=False)
    page.go_live_at = later(days=400)
    page.save_revision()
    asked = services.ask_to_send(page, by=editor, at=later())
    assert make_public(asked)


def test_an_issue_that_was_withdrawn_is_not_sent_and_a_person_is_asked(editor):
    page = issue()
    asked = services.ask_to_send(page, by=editor, at=later())
    page.unpublish()
    assert not make_public(asked)
    asked.refresh_from_db()
    assert asked.state == MailingState.PAST_WINDOW
    assert "not published" in asked.note


def test_a_second_editor_approves_and_never_the_one_who_asked(two_editors):
    first, second = two_editors
    asked = services.ask_to_send(issue(), by=first, at=later())
    assert asked.state == MailingState.AWAITING_APPROVAL
    with pytest.raises(CannotSend, match="Somebody else"):
        services.approve(asked, by=first)
    services.approve(asked, by=second)
    assert (asked.state, asked.approved_by) == (MailingState.SCHEDULED, second)
    with pytest.raises(MailingMoved):
        services.approve(asked, by=second)


def test_a_stale_copy_does_not_let_the_asker_approve(two_editors):
    first, _second = two_editors
    asked = services.ask_to_send(issue(), by=first, at=later())
    asked.asked_by = None
    with pytest.raises(MailingMoved):
        services.approve(asked, by=first)
    assert Mailing.objects.get().state == MailingState.AWAITING_APPROVAL


def test_a_late_approval_opens_the_window_anew(two_editors):
    first, second = two_editors
    asked = services.ask_to_send(issue(), by=first, at=later(hours=1))
    Mailing.objects.update(scheduled_for=later(days=-3), window_ends_at=later(days=-2))
    asked.refresh_from_db()
    services.approve(asked, by=second)
    assert asked.window_ends_at > timezone.now()


def test_what_is_published_after_the_approval_must_be_approved_again(two_editors):
    first, second = two_editors
    page = issue()
    asked = services.ask_to_send(page, by=first, at=later())
    services.approve(asked, by=second)
    page.title = "Changed behind the back"
    page.save_revision().publish()
    asked.refresh_from_db()
    assert asked.state == MailingState.AWAITING_APPROVAL
    assert asked.approved_by is None
    assert "changed" in asked.note


def test_an_issue_published_anew_after_its_time_passed_is_approved_anew(two_editors):
    first, second = two_editors
    page = issue()
    asked = services.ask_to_send(page, by=first, at=later())
    services.approve(asked, by=second)
    Mailing.objects.update(state=MailingState.PAST_WINDOW)
    page.save_revision().publish()
    asked.refresh_from_db()
    assert asked.state == MailingState.AWAITING_APPROVAL


def test_who_approves_approves_the_readers_of_the_latest_draft(two_editors):
    first, second = two_editors
    page = issue(publish=False)
    asked = services.ask_to_send(page, by=first, at=later())
    draft = page.get_latest_revision_as_object()
    draft.audience = "members"
    draft.save_revision()
    services.approve(asked, by=second)
    assert asked.audience == "members"


def test_the_version_that_was_approved_goes_out_without_another_approval(two_editors):
    first, second = two_editors
    page = issue(publish=False)
    asked = services.ask_to_send(page, by=first, at=later())
    services.approve(asked, by=second)
    assert make_public(asked)
    asked.refresh_from_db()
    assert asked.state == MailingState.SCHEDULED


def test_a_new_time_moves_the_window_and_keeps_the_approval(two_editors):
    first, second = two_editors
    asked = services.ask_to_send(issue(), by=first, at=later())
    services.approve(asked, by=second)
    Mailing.objects.update(state=MailingState.PAST_WINDOW, note="Its time passed.")
    asked.refresh_from_db()
    at = later(days=9)
    services.reschedule(asked, by=first, at=at)
    assert (asked.state, asked.scheduled_for, asked.note) == (MailingState.SCHEDULED, at, "")
    assert asked.window_ends_at > at


def test_a_new_time_does_not_replace_an_approval(two_editors):
    first, _second = two_editors
    asked = services.ask_to_send(issue(), by=first, at=later())
    services.reschedule(asked, by=first, at=later(days=3))
    assert asked.state == MailingState.AWAITING_APPROVAL


def test_what_is_under_way_gets_no_new_time(editor):
    under_way = mailing(state=MailingState.SENDING)
    with pytest.raises(MailingMoved):
        services.reschedule(under_way, by=editor, at=later())


def test_a_schedule_taken_back_leaves_the_issue_as_it_was(editor):
    page = issue(publish=False)
    asked = services.ask_to_send(page, by=editor, at=later())
    services.take_back(asked, by=editor)
    assert not Mailing.objects.exists()
    assert services.ask_to_send(page, by=editor, at=later()).state == MailingState.SCHEDULED


def test_a_mailing_that_has_begun_is_not_taken_back(editor):
    asked = services.ask_to_send(issue(), by=editor, at=later())
    Mailing.objects.update(state=MailingState.SENDING)
    with pytest.raises(MailingMoved):
        services.take_back(asked, by=editor)
    assert Mailing.objects.exists()


def test_a_mailing_with_recipients_keeps_its_rows(editor):
    begun = mailing(state=MailingState.PAST_WINDOW)
    recipient(begun, reader(1))
    with pytest.raises(MailingMoved):
        services.take_back(begun, by=editor)
    begun.refresh_from_db()
    assert begun.state == MailingState.PAST_WINDOW


def test_pausing_and_going_on(editor):
    under_way = mailing(state=MailingState.SENDING)
    services.pause(under_way, by=editor)
    assert under_way.state == MailingState.PAUSED
    with pytest.raises(MailingMoved):
        services.pause(under_way, by=editor)
    services.resume(under_way, by=editor)
    assert under_way.state == MailingState.SENDING


def test_the_welcome_goes_on_without_an_end(editor):
    welcome = mailing(kind="welcome", key="welcome:1", state=MailingState.OPEN_ENDED)
    services.pause(welcome, by=editor)
    services.resume(welcome, by=editor)
    assert welcome.state == MailingState.OPEN_ENDED


def test_stopping_is_final_and_lets_nobody_wait(editor):
    under_way = mailing(state=MailingState.SENDING)
    got_it = recipient(under_way, reader(1))
    waits = recipient(under_way, reader(2), RecipientState.QUEUED)
    services.stop(under_way, by=editor)
    got_it.refresh_from_db()
    waits.refresh_from_db()
    assert (got_it.state, waits.state) == ("sent", "suppressed")
    for decide in (services.resume, services.pause, services.stop):
        with pytest.raises(MailingMoved):
            decide(under_way, by=editor)


def test_mails_of_unknown_fate_are_settled_one_by_one(editor):
    done = mailing(state=MailingState.FINISHED, finished_at=timezone.now())
    first, second, sent = (
        recipient(done, reader(number), state)
        for number, state in enumerate(("unsure", "unsure", "sent"))
    )
    assert services.take_as_sent(done, [first.pk, sent.pk], by=editor) == 1
    assert services.send_again(done, [first.pk, second.pk, sent.pk], by=editor) == 1
    states = {row.pk: row.state for row in done.recipients.all()}
    assert states == {first.pk: "sent", second.pk: "queued", sent.pk: "sent"}
    done.refresh_from_db()
    assert done.state == MailingState.SENDING


def test_a_stopped_mailing_sends_nothing_again(editor):
    stopped = mailing(state=MailingState.STOPPED)
    row = recipient(stopped, reader(1), "unsure")
    with pytest.raises(MailingMoved):
        services.send_again(stopped, [row.pk], by=editor)


def test_every_decision_is_in_the_audit_log(editor):
    asked = services.ask_to_send(issue(), by=editor, at=later())
    services.reschedule(asked, by=editor, at=later(days=4))
    services.stop(asked, by=editor)
    lines = AuditEntry.objects.order_by("pk").values_list("user", "details__done")
    assert list(lines) == [(editor.pk, word) for word in ("asked", "rescheduled", "stopped")]
