"""Mails of the editorial way: who is told of what, once, and without the words that were found."""

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from core.editorial.answers import answer_finding
from core.editorial.checks import check_page
from tests.core.editorial.conftest import MOBILE, NAME, draft, now, rewrite, submit
from tests.practices.admin_support import administrator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("planted_detectors", "commits_at_once"),
]
PLANTED = f"<p>Call {MOBILE} at night.</p>"


def mails_to(user):
    return [message for message in mail.outbox if message.to == [user.email]]


def subjects():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def test_editors_and_author_are_told_of_findings(people):
    submit(draft(people, PLANTED), people.contributor)
    assert subjects() == [
        ("contributor@example.org", "Please look again at “Village visits”"),
        ("editor@example.org", "Do-no-harm check: “Village visits”"),
        ("second@example.org", "Do-no-harm check: “Village visits”"),
    ]
    body = mails_to(people.contributor)[0].body
    assert "Background: Mobile number" in body
    assert "landline or a hotline" in body
    assert "/admin/editorial/pages/" in body


def test_a_quiet_submission_makes_one_mail_an_editor(people):
    submit(draft(people), people.contributor)
    assert subjects() == [
        ("editor@example.org", "Editorial approval: “Village visits”"),
        ("second@example.org", "Editorial approval: “Village visits”"),
    ]


def test_no_mail_holds_what_was_found(people):
    at = submit(draft(people, PLANTED), people.contributor)
    at.state.reject(user=people.editor, comment=f"Please remove {MOBILE}.")
    page = rewrite(
        at.page, people.contributor, title=f"Visits by {NAME}", background="<p>Quiet</p>"
    )
    page.current_workflow_state.resume(people.contributor)
    for each in check_page(page).open:
        answer_finding(finding=each.row, user=people.editor, reason="An invented name, no person.")
    now(page).state.approve(user=people.editor)
    now(page).state.approve(user=people.editor)
    assert len(mail.outbox) >= 6
    for message in mail.outbox:
        assert MOBILE not in message.body + message.subject
        assert NAME not in message.body + message.subject


def test_the_author_reads_the_editors_comments(people):
    at = submit(draft(people), people.contributor)
    mail.outbox.clear()
    at.state.reject(user=people.editor, comment="Shorter, please.")
    assert subjects() == [("contributor@example.org", "Changes wanted: “Village visits”")]
    assert "Shorter, please." in mail.outbox[0].body
    at.page.current_workflow_state.resume(people.contributor)
    mail.outbox.clear()
    now(at.page).state.approve(user=people.editor, comment="Well told.")
    assert subjects() == [("contributor@example.org", "Approved: “Village visits”")]
    assert "Well told." in mail.outbox[0].body
    assert "/practices/village-visits/" in mail.outbox[0].body


def test_superusers_outside_the_groups_and_the_inactive_get_no_mail(people):
    administrator()
    people.second_editor.is_active = False
    people.second_editor.save()
    submit(draft(people), people.contributor)
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]


def test_whoever_switched_notifications_off_gets_none(people):
    profile = UserProfile.get_for_user(people.editor)
    profile.submitted_notifications = False
    profile.save()
    submit(draft(people), people.contributor)
    assert mails_to(people.editor) == []


def test_a_submitting_editor_is_not_asked_to_review(people):
    submit(draft(people, author=people.editor), people.editor)
    assert mails_to(people.editor) == []
    assert len(mails_to(people.second_editor)) == 1
