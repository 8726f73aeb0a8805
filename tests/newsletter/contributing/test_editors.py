"""The editors' pages: asking with one press, deciding, writing for others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.models import OutgoingMail
from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from newsletter.contributing.answering import give
from newsletter.contributing.notes import Note
from newsletter.contributing.states import accepted_notes
from newsletter.models import ContributionSlot, SlotState
from tests.directory.people.support import make_user
from tests.newsletter.control.support import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOTE = Note("A title", "A text.", "", "Invented House")


@pytest.fixture
def office(client, editor, settings):
    # A second factor is compulsory for editors outside the demonstration; it has its own tests.
    settings.DEMONSTRATION = True
    client.force_login(editor)
    return client


def decide(client, slot, action, **data):
    return client.post(f"/admin/newsletter/notes/{slot.pk}/", {"action": action, **data})


def form_of(slot):
    slot.refresh_from_db()
    return {
        "title": slot.title,
        "text": slot.text,
        "link": slot.link,
        "given_by": slot.given_by,
        "seen": slot.given_at.isoformat() if slot.given_at else "",
    }


def test_one_press_asks_all_ticked_organisations(office, issue, member):
    user = make_user("manager@house.example.org")
    begin_affiliation(user=user, organisation=member, role=AffiliationRole.MANAGER, by=None)
    OutgoingMail.objects.all().delete()
    address = f"/admin/newsletter/issues/{issue.pk}/notes/?country=FR&country=xx&country=%00"
    assert "Invented House" in office.get(address).text
    deadline = timezone.localdate() + timedelta(days=10)
    sent = {"organisations": f"FR:{member.pk}", "question": "News?", "deadline": deadline}
    assert office.post(address, sent).status_code == 302
    slot = ContributionSlot.objects.get()
    assert (slot.state, slot.deadline, slot.country_id) == (SlotState.OPEN, deadline, "FR")
    assert "“Invented letter 1”" in OutgoingMail.objects.get().subject


def test_organisation_that_was_not_suggested_cannot_be_asked(office, issue, member):
    address = f"/admin/newsletter/issues/{issue.pk}/notes/?country=IT"
    answer = office.post(address, {"organisations": f"FR:{member.pk}", "deadline": "2099-01-01"})
    assert answer.status_code == 422
    assert not ContributionSlot.objects.exists()


def test_day_that_leaves_no_time_is_refused(office, issue, member):
    address = f"/admin/newsletter/issues/{issue.pk}/notes/?country=FR"
    sent = {"organisations": f"FR:{member.pk}", "deadline": timezone.localdate()}
    answer = office.post(address, sent)
    assert "Choose a day after today." in answer.text
    assert not OutgoingMail.objects.exists()


def test_accepted_note_is_in_the_issue_as_the_editor_left_it(office, asked, issue):
    give(slot=asked, note=NOTE)
    decide(office, asked, "accept", **{**form_of(asked), "title": "A shorter title"})
    (slot,) = accepted_notes(issue)
    assert (slot.title, slot.text) == ("A shorter title", "A text.")


def test_new_words_of_the_organisation_are_not_written_over(office, asked, issue):
    give(slot=asked, note=NOTE)
    old = form_of(asked)
    give(slot=asked, note=Note("A correction", "It opens in May.", "", "Invented House"))
    decide(office, asked, "accept", **old)
    asked.refresh_from_db()
    assert (asked.state, asked.title) == (SlotState.GIVEN, "A correction")


def test_note_is_left_out_and_decided_again(office, asked, issue):
    give(slot=asked, note=NOTE)
    decide(office, asked, "refuse")
    asked.refresh_from_db()
    assert asked.state == SlotState.DECLINED
    decide(office, asked, "give_back")
    asked.refresh_from_db()
    assert asked.state == SlotState.GIVEN
    assert not accepted_notes(issue)


def test_refusing_what_never_came_does_nothing(office, asked):
    decide(office, asked, "refuse")
    asked.refresh_from_db()
    assert asked.state == SlotState.OPEN


def test_findings_are_shown_before_a_note_is_accepted(office, asked):
    give(slot=asked, note=Note("Call", "Ask her on +33 6 12 34 56 78.", "", "Invented House"))
    assert "+33 6 12 34 56 78" in office.get(f"/admin/newsletter/notes/{asked.pk}/").text
    assert decide(office, asked, "accept", **form_of(asked)).status_code == 422
    decide(office, asked, "accept", looked_at="on", **form_of(asked))
    asked.refresh_from_db()
    assert asked.state == SlotState.ACCEPTED


def test_note_by_hand_is_accepted_at_once(office, issue):
    sent = {"country": "RO", "title": "By telephone", "text": "Short.", "given_by": "A colleague"}
    office.post(f"/admin/newsletter/issues/{issue.pk}/notes/add/", sent)
    (slot,) = accepted_notes(issue)
    assert (slot.country_id, slot.given_by) == ("RO", "A colleague")


def test_editor_writes_for_an_organisation_that_telephoned(office, asked, issue):
    decide(office, asked, "accept", title="Told us", text="Short.", given_by="They", seen="")
    assert [slot.title for slot in accepted_notes(issue)] == ["Told us"]


def test_request_is_closed_by_hand(office, asked):
    decide(office, asked, "close")
    asked.refresh_from_db()
    assert asked.state == SlotState.CLOSED


def test_unknown_press_is_refused(office, asked):
    assert decide(office, asked, "explode").status_code == 400


def test_panel_and_button_lead_to_the_notes(office, asked, issue):
    assert f"/admin/newsletter/notes/{asked.pk}/" in office.get("/admin/").text
    edit = office.get(f"/admin/pages/{issue.pk}/edit/").text
    assert f"/admin/newsletter/issues/{issue.pk}/notes/" in edit


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR])
def test_others_do_not_see_the_editors_pages(client, asked, issue, role):
    client.force_login(person("other", role))
    for address in (
        f"/admin/newsletter/issues/{issue.pk}/notes/",
        f"/admin/newsletter/issues/{issue.pk}/notes/add/",
        f"/admin/newsletter/notes/{asked.pk}/",
    ):
        assert client.get(address).status_code in (302, 403)


def test_list_of_requests_needs_few_queries(
    office, issue, asked, editor, django_assert_max_num_queries
):
    for code in ("RO", "IT", "ES", "DE"):
        ContributionSlot.objects.create(
            issue=issue, country_id=code, deadline=asked.deadline, asked_by=editor
        )
    office.get(f"/admin/newsletter/issues/{issue.pk}/notes/")
    with django_assert_max_num_queries(30):
        office.get(f"/admin/newsletter/issues/{issue.pk}/notes/")
