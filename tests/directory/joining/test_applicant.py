"""The applicant's links: confirm, answer, withdraw; forged, old and used links do nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.ticks import all_ticks
from directory.models import Application, ApplicationEvent, ApplicationState, Invitation
from directory.services.applications import ask_applicant, refuse_application
from directory.services.joining import erase_old_personal_data
from tests.directory.people.support import deliver, link_in, make_organisation

pytestmark = pytest.mark.django_db


def test_opening_the_link_does_nothing_and_pressing_confirms(
    client, confirm_link, editor, mailoutbox
):
    assert "Confirm the application" in client.get(confirm_link).text
    assert Application.objects.get().state == ApplicationState.UNCONFIRMED
    assert not Application.objects.for_editors().exists()
    answer = client.post(confirm_link, {"action": "confirm"})
    assert "the editors have your application" in answer.text
    application = Application.objects.for_editors().get()
    assert application.state == ApplicationState.WAITING
    to_applicant, to_editor = deliver(mailoutbox)
    assert to_applicant.to == ["applicant@lantern.example.org"]
    assert to_editor.to == [editor.email]
    # A mailbox of an editor is no place for what an applicant wrote.
    assert "Lantern" not in to_editor.body


def test_a_confirming_link_works_once(client, confirm_link, mailoutbox):
    client.post(confirm_link, {"action": "confirm"})
    deliver(mailoutbox)
    for answer in (client.get(confirm_link), client.post(confirm_link, {"action": "confirm"})):
        assert answer.status_code == 404
        assert "Nothing has happened" in answer.text
    assert ApplicationEvent.objects.count() == 1
    assert deliver(mailoutbox) == []


@pytest.mark.parametrize("secret", ["forged", "b" * 43, "c" * 3000])
@pytest.mark.parametrize("action", ["confirm", "answer", "withdraw"])
def test_a_forged_link_does_nothing(client, application, secret, action):
    data = {"action": action, "answer": "x", "sure": "yes"}
    assert client.post(f"/directory/join/{secret}/", data).status_code == 404
    assert client.get(f"/directory/join/{secret}/").status_code == 404
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING


def test_a_link_that_was_not_used_within_a_week_is_dead(client, confirm_link):
    Application.objects.update(consented_at=timezone.now() - timedelta(days=8))
    assert client.get(confirm_link).status_code == 404
    assert client.post(confirm_link, {"action": "confirm"}).status_code == 404
    assert not Application.objects.for_editors().exists()


def test_a_question_is_answered_once(client, application, editor, mailoutbox):
    ask_applicant(application=application, question="Who funds you?", by=editor)
    (mail,) = deliver(mailoutbox)
    assert "Who funds you?" in mail.body
    link = link_in(mail)
    assert "Who funds you?" in client.get(link).text
    empty = client.post(link, {"action": "answer", "answer": " "})
    assert empty.status_code == 422
    client.post(link, {"action": "answer", "answer": "Invented Foundation"})
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING
    assert application.events.last().text == "Invented Foundation"
    assert client.post(link, {"action": "answer", "answer": "Another"}).status_code == 404
    assert ApplicationEvent.objects.filter(kind="answer").count() == 1


def test_the_newest_link_cannot_do_what_the_state_forbids(client, confirm_link, mailoutbox):
    client.post(confirm_link, {"action": "confirm"})
    link = link_in(deliver(mailoutbox)[0])
    for action in ("confirm", "answer"):
        answer = client.post(link, {"action": action, "answer": "x"})
        assert answer.status_code == 409
    assert client.post(link, {"action": "delete"}).status_code == 400
    assert Application.objects.get().state == ApplicationState.WAITING


def test_an_applicant_withdraws_after_confirming_it(client, confirm_link, mailoutbox):
    client.post(confirm_link, {"action": "confirm"})
    link = link_in(deliver(mailoutbox)[0])
    assert "Do you want to withdraw" in client.post(link, {"action": "withdraw"}).text
    assert Application.objects.get().state == ApplicationState.WAITING
    client.post(link, {"action": "withdraw", "sure": "yes"})
    assert Application.objects.get().state == ApplicationState.WITHDRAWN
    assert client.post(link, {"action": "withdraw", "sure": "yes"}).status_code == 404


def test_an_application_withdrawn_before_it_was_confirmed_leaves_nothing(client, confirm_link):
    client.post(confirm_link, {"action": "withdraw", "sure": "yes"})
    assert not Application.objects.exists()


def test_what_nobody_confirms_is_deleted_after_a_week(client, confirm_link):
    erase_old_personal_data()
    assert Application.objects.exists()
    Application.objects.update(consented_at=timezone.now() - timedelta(days=8))
    erase_old_personal_data()
    assert not Application.objects.exists()


def test_persons_of_a_refused_application_are_erased_after_a_year(application, editor):
    refuse_application(application=application, reason="Not this year", by=editor)
    erase_old_personal_data()
    application.refresh_from_db()
    assert application.contact_email
    Application.objects.update(decided_at=timezone.now() - timedelta(days=366))
    erase_old_personal_data()
    application.refresh_from_db()
    kept = str(Application.objects.filter(pk=application.pk).values().get())
    for text in ("applicant@", "Invented Applicant", "Coordinator", "advice for people"):
        assert text not in kept
    assert application.name == "Invented Lantern"
    assert not application.events.exclude(text="").exists()
    assert application.link_hash is None


def test_what_still_waits_is_not_erased(application):
    Application.objects.update(confirmed_at=timezone.now() - timedelta(days=900))
    erase_old_personal_data()
    application.refresh_from_db()
    assert application.contact_email


def test_invitations_that_nobody_accepted_go_a_year_after_they_expired():
    organisation = make_organisation()
    for number, days in enumerate((366, 300)):
        Invitation.objects.create(
            organisation=organisation,
            email=f"a{number}@example.org",
            link_hash=str(number),
            expires_at=timezone.now() - timedelta(days=days),
        )
    erase_old_personal_data()
    assert Invitation.objects.get().email == "a1@example.org"


def test_the_worker_does_it():
    names = {tick.name for tick in all_ticks()}
    assert "directory.ticks.keep_people_current" in names
