"""Asking and reminding: whom, how often, never twice."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.models import Country, OutgoingMail
from directory.models import AffiliationRole, MembershipStatus
from directory.services.affiliations import begin_affiliation
from newsletter.contributing.answering import give, refuse, say_not_this_time
from newsletter.contributing.asking import Request, ask, ask_again, remind_and_close
from newsletter.contributing.notes import Note
from newsletter.contributing.whom import candidates, countries_with_members
from newsletter.models import ContributionSlot, Mailing, SlotState
from tests.directory.people.support import make_user
from tests.directory.support import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOTE = Note("A title", "A text.", "", "Invented House")


def france():
    return Country.objects.filter(pk="FR")


def at(day, hour=12):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)


@pytest.fixture
def two_weeks(asked):
    """Return the request as one that was mailed at noon two weeks before its last day."""
    ContributionSlot.objects.update(asked_at=at(asked.deadline - timedelta(days=14)))
    OutgoingMail.objects.all().delete()
    asked.refresh_from_db()
    return asked


def test_members_of_the_country_are_suggested_with_their_mailbox(member):
    organisation("Listed only", "FR", email="listed@example.org")
    organisation("Member elsewhere", "IT", membership_status=MembershipStatus.MEMBER)
    (one,) = candidates(france(), [])
    assert (one.name, one.address) == ("Invented House", "office@house.example.org")
    assert [(each.country.pk, each.number) for each in countries_with_members()] == [
        ("FR", 1),
        ("IT", 1),
    ]


def test_only_mailboxes_that_members_may_know_and_never_a_hotline_are_asked(db):
    organisation(
        "Careful House",
        "FR",
        membership_status=MembershipStatus.FOUNDER,
        contacts=[
            {"kind": "office", "tier": "editors", "email": "secret@example.org"},
            {"kind": "hotline", "tier": "public", "email": "hotline@example.org"},
            {"kind": "referral", "tier": "members", "email": "referral@example.org"},
            {"kind": "office", "tier": "members", "email": "members@example.org"},
        ],
    )
    (one,) = candidates(france(), [])
    assert one.address == "members@example.org"


def test_without_a_mailbox_the_people_who_speak_for_it_are_asked(issue, editor, mailoutbox):
    member = organisation("Quiet House", "FR", membership_status=MembershipStatus.MEMBER)
    assert not candidates(france(), [])[0].can_be_asked
    user = make_user("manager@quiet.example.org")
    OutgoingMail.objects.all().delete()
    begin_affiliation(user=user, organisation=member, role=AffiliationRole.MANAGER, by=None)
    request = Request("", timezone.localdate() + timedelta(days=5))
    (slot,) = ask(issue=issue, chosen=candidates(france(), []), request=request, by=editor)
    assert slot.asked_address == ""
    assert OutgoingMail.objects.get().to == "manager@quiet.example.org"


def test_demonstration_writes_to_no_office(settings, member):
    settings.DEMONSTRATION = True
    assert candidates(france(), [])[0].address == ""


def test_asking_twice_mails_once(issue, editor, asked):
    before = OutgoingMail.objects.count()
    request = Request("", timezone.localdate() + timedelta(days=5))
    assert not ask(issue=issue, chosen=candidates(france(), []), request=request, by=editor)
    assert OutgoingMail.objects.count() == before
    assert candidates(france(), ContributionSlot.objects.all())[0].is_asked


def test_asking_again_makes_the_earlier_link_void(client, asked, link, editor, mailoutbox):
    say_not_this_time(slot=asked)
    request = Request("Two lines?", timezone.localdate() + timedelta(days=5))
    assert ask_again(slot=asked, request=request, by=editor)
    assert client.get(link).status_code == 404
    assert "Two lines?" in OutgoingMail.objects.get().body


def test_who_gave_a_note_is_not_asked_again(asked, editor):
    give(slot=asked, note=NOTE)
    assert not ask_again(slot=asked, request=Request("", timezone.localdate()), by=editor)
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN
    refuse(slot=asked)
    assert not ask_again(slot=asked, request=Request("", timezone.localdate()), by=editor)


def test_reminders_come_at_half_time_and_two_days_before_each_once(two_weeks, client):
    mails = []
    for days in range(14, -1, -1):
        now = at(two_weeks.deadline - timedelta(days=days), hour=13)
        if remind_and_close(now) + remind_and_close(now):
            mails.append(days)
    assert mails == [7, 2]
    assert OutgoingMail.objects.count() == 2


def test_reminder_repeats_the_link_of_the_first_mail(two_weeks, client):
    ContributionSlot.objects.update(link_hash="")
    remind_and_close(at(two_weeks.deadline - timedelta(days=6)))
    body = OutgoingMail.objects.get().body
    path = next(line for line in body.splitlines() if "/contribute/" in line)
    assert client.get(path.removeprefix("http://testserver")).status_code == 200


def test_late_worker_sends_the_last_reminder_alone(two_weeks):
    now = at(two_weeks.deadline - timedelta(days=1))
    assert remind_and_close(now) == 1
    assert remind_and_close(now + timedelta(hours=1)) == 0


def test_request_of_two_days_gets_no_reminder_at_once(asked):
    ContributionSlot.objects.update(deadline=timezone.localdate() + timedelta(days=1))
    OutgoingMail.objects.all().delete()
    assert remind_and_close(timezone.now() + timedelta(minutes=5)) == 0


@pytest.mark.parametrize(
    "answer", [lambda slot: give(slot=slot, note=NOTE), lambda slot: say_not_this_time(slot=slot)]
)
def test_who_answered_is_not_reminded(two_weeks, answer):
    answer(two_weeks)
    for days in (7, 2, 1):
        remind_and_close(at(two_weeks.deadline - timedelta(days=days), hour=13))
    assert not OutgoingMail.objects.exists()


def test_request_closes_after_its_last_day_and_given_notes_stay(two_weeks):
    remind_and_close(at(two_weeks.deadline, hour=23))
    assert ContributionSlot.objects.get().state == SlotState.OPEN
    remind_and_close(at(two_weeks.deadline + timedelta(days=1)))
    assert ContributionSlot.objects.get().state == SlotState.CLOSED
    ContributionSlot.objects.update(state=SlotState.GIVEN)
    remind_and_close(at(two_weeks.deadline + timedelta(days=2)))
    assert ContributionSlot.objects.get().state == SlotState.GIVEN


def test_issue_that_went_out_reminds_nobody(two_weeks, issue):
    Mailing.objects.create(
        key=f"issue:{issue.translation_key}", kind="issue", issue=issue, queued_at=timezone.now()
    )
    remind_and_close(at(two_weeks.deadline - timedelta(days=7), hour=13))
    assert ContributionSlot.objects.get().state == SlotState.CLOSED
    assert not OutgoingMail.objects.exists()


def test_organisation_that_left_the_directory_is_passed_over(two_weeks, member):
    ContributionSlot.objects.update(asked_address="")
    member.delete()
    assert remind_and_close(at(two_weeks.deadline - timedelta(days=7), hour=13)) == 1
    assert not OutgoingMail.objects.exists()
