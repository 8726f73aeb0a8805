"""The editors' queue: who sees it, and what note, question, refusal and acceptance do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from core.records import RecordError
from directory.models import (
    Affiliation,
    AffiliationRole,
    Application,
    ApplicationState,
    Invitation,
    MembershipStatus,
    OrganisationPage,
)
from directory.services.applications import (
    Acceptance,
    ApplicationMoved,
    accept_application,
    refuse_application,
)
from tests.directory.people.support import (
    deliver,
    link_in,
    make_manager,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db

QUEUE = "/admin/applications/"
ACCEPT = {
    "action": "accept",
    "accept-entry": "new",
    "accept-publish": "yes",
    "accept-status": "member",
    "accept-since": "2026",
}


@pytest.fixture
def queue(client, application, editor):
    """Return the client as an editor's, and the address of the application."""
    client.force_login(editor)
    return f"{QUEUE}{application.pk}/"


def test_editors_see_what_waits_and_how_long(client, application, queue):
    page = client.get(QUEUE).text
    assert "Invented Lantern" in page
    assert "just now" in page
    Application.objects.update(confirmed_at=application.confirmed_at - timedelta(days=3))
    assert "3\xa0days" in client.get(QUEUE).text
    detail = client.get(queue).text
    for text in ("Legal counselling", "France, Italy", "applicant@lantern.example.org"):
        assert text in detail


def test_what_is_not_confirmed_does_not_exist_for_editors(client, confirm_link, editor):
    client.force_login(editor)
    assert "Invented Lantern" not in client.get(QUEUE).text
    assert client.get(f"{QUEUE}{Application.objects.get().pk}/").status_code == 404
    assert "Invented Lantern" not in client.get(f"{QUEUE}?state=unconfirmed").text


@pytest.mark.parametrize("role", [None, Role.NEWSLETTER_EDITOR, Role.CONTRIBUTOR])
def test_others_do_not_get_in(client, application, role):
    user = make_user("other@example.org")
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    url = f"{QUEUE}{application.pk}/"
    answers = [client.get(QUEUE), client.get(url), client.post(url, ACCEPT)]
    assert not any(answer.status_code == 200 for answer in answers)
    assert "Lantern" not in "".join(answer.text for answer in answers)
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING


def test_a_note_is_kept_with_its_author_and_never_mailed(client, queue, editor, mailoutbox):
    client.post(queue, {"action": "note", "note-text": "Known to a member."})
    page = client.get(queue).text
    assert "Known to a member." in page
    assert "Invented Editor" in page
    assert deliver(mailoutbox) == []


def test_asking_mails_the_question(client, queue, application, mailoutbox):
    client.post(queue, {"action": "ask", "ask-text": "Who funds you?"})
    application.refresh_from_db()
    assert application.state == ApplicationState.ASKED
    (mail,) = deliver(mailoutbox)
    assert "Who funds you?" in mail.body


def test_a_refusal_needs_a_reason_and_mails_it(client, queue, application, mailoutbox):
    assert client.post(queue, {"action": "refuse", "refuse-text": ""}).status_code == 422
    client.post(queue, {"action": "refuse", "refuse-text": "No work in Europe."})
    client.post(queue, {"action": "refuse", "refuse-text": "Again."})
    application.refresh_from_db()
    assert application.state == ApplicationState.REFUSED
    (mail,) = deliver(mailoutbox)
    assert "No work in Europe." in mail.body
    assert not OrganisationPage.objects.exists()


def test_acceptance_makes_entry_membership_and_invitation(
    client, queue, application, editor, mailoutbox
):
    client.post(queue, ACCEPT)
    entry = OrganisationPage.objects.get()
    assert (entry.title, entry.live, entry.slug) == ("Invented Lantern", True, "invented-lantern")
    assert {country.pk for country in entry.countries.all()} == {"FR", "IT", "BA"}
    period = entry.membership_periods.get()
    assert (period.status, period.since) == (MembershipStatus.MEMBER, 2026)
    assert entry.membership_status == MembershipStatus.MEMBER
    assert entry.confirmed_how == "self"
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.email) == (
        AffiliationRole.MANAGER,
        "applicant@lantern.example.org",
    )
    application.refresh_from_db()
    assert application.organisation == entry
    assert application.decided_by == editor
    accepted, invited = deliver(mailoutbox)
    assert "/directory/invented-lantern/" in accepted.body
    client.logout()
    client.post(link_in(invited), {"name": "Invented Applicant", "consent": "on"})
    assert Affiliation.objects.get().role == AffiliationRole.MANAGER


def test_accepting_twice_makes_one_entry(client, queue, mailoutbox):
    client.post(queue, ACCEPT)
    client.post(queue, ACCEPT)
    assert OrganisationPage.objects.count() == 1
    assert Invitation.objects.count() == 1
    assert len(deliver(mailoutbox)) == 2


def test_what_was_decided_otherwise_is_not_decided_again(application, editor):
    refuse_application(application=application, reason="No", by=editor)
    acceptance = Acceptance(status=MembershipStatus.LISTED, since=None)
    with pytest.raises(ApplicationMoved):
        accept_application(application=application, acceptance=acceptance, by=editor)
    assert not OrganisationPage.objects.exists()


def test_an_acceptance_that_fails_leaves_nothing_behind(application, editor, mailoutbox):
    Application.objects.update(entry=application.entry | {"services": ["no-such-service"]})
    application.refresh_from_db()
    acceptance = Acceptance(status=MembershipStatus.LISTED, since=None)
    with pytest.raises(RecordError):
        accept_application(application=application, acceptance=acceptance, by=editor)
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING
    assert not OrganisationPage.objects.exists()
    assert deliver(mailoutbox) == []


def test_a_failed_acceptance_is_told_in_the_page(client, queue, application):
    Application.objects.update(entry=application.entry | {"services": ["no-such-service"]})
    answer = client.post(queue, ACCEPT)
    assert answer.status_code == 422
    assert "no-such-service" in answer.text


def test_a_draft_is_not_public_and_its_mail_says_no_address(client, queue, mailoutbox):
    client.post(queue, ACCEPT | {"accept-publish": "no"})
    assert not OrganisationPage.objects.get().live
    accepted, _invited = deliver(mailoutbox)
    assert "/directory/invented-lantern/" not in accepted.body


def test_a_known_organisation_is_shown_and_gets_no_second_entry(client, queue, application):
    known = make_organisation("Invented Lantern", city="Lyon")
    page = client.get(queue).text
    assert "May be known already" in page
    client.post(queue, ACCEPT | {"accept-entry": str(known.pk)})
    assert OrganisationPage.objects.count() == 1
    known.refresh_from_db()
    assert (known.city, known.membership_status) == ("Lyon", "member")
    assert Invitation.objects.get().organisation == known
    assert "May be known already" not in client.get(queue).text


def test_an_entry_with_the_same_website_is_shown(client, queue):
    make_organisation("Another name", website="https://www.lantern.example.org/en/")
    assert "Another name" in client.get(queue).text


def test_only_a_likely_entry_can_be_chosen(client, queue):
    stranger = make_organisation("Invented Bridge")
    answer = client.post(queue, ACCEPT | {"accept-entry": str(stranger.pk)})
    assert answer.status_code == 422
    assert Application.objects.get().state == ApplicationState.WAITING


def test_an_applicant_who_manages_the_entry_already_is_not_invited(
    client, queue, application, mailoutbox
):
    known = make_organisation("Invented Lantern")
    make_manager(known, application.contact_email)
    client.post(queue, ACCEPT | {"accept-entry": str(known.pk)})
    assert not Invitation.objects.exists()


def test_what_could_endanger_somebody_is_shown_before_it_is_published(client, queue, application):
    assert "To look at before it is published" not in client.get(queue).text
    entry = application.entry | {"description": "Our shelter stands at 12 rue des Lilas, Lyon."}
    Application.objects.update(entry=entry | {"phone": "+33 6 12 34 56 78"})
    page = client.get(queue).text
    assert "To look at before it is published" in page
    assert "Mobile number: “" in page
    assert "rue des Lilas" in page.partition("To look at before it is published")[2]


def test_markup_of_an_applicant_is_text_for_editors(client, queue, application):
    hostile = "<script>alert(1)</script>"
    Application.objects.update(
        entry=application.entry | {"name": hostile, "description": hostile},
        contact_name=hostile,
        known_by=hostile,
    )
    assert hostile not in client.get(queue).text
    assert hostile not in client.get(QUEUE).text


def test_a_service_refuses_who_is_no_editor(application):
    user = User.objects.get(pk=make_user("a@example.org").pk)
    with pytest.raises(PermissionDenied):
        refuse_application(application=application, reason="No", by=user)
