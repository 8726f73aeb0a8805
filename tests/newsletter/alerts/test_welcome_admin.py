"""The welcome mails in the admin: listed, changed, looked at by those who edit the newsletter."""

import pytest

from accounts.roles import Role
from newsletter.models import WelcomeMail
from tests.newsletter.control.support import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_newsletter_editor_changes_and_looks_at_a_step(client):
    client.force_login(person("welcomer"))
    step = WelcomeMail.objects.get(position=1, language="fr")
    look = f"/admin/newsletter/welcome/{step.pk}/look/"
    assert look in client.get("/admin/newsletter/welcome/").text
    edit = f"/admin/newsletter/welcome/edit/{step.pk}/"
    assert look in client.get(edit).text
    sent = {
        "position": 1,
        "language": "fr",
        "days_after": 0,
        "subject": "Bonjour",
        "body": "Un.\n\nDeux.",
        "is_on": "on",
    }
    assert client.post(edit, sent).status_code == 302
    page = client.get(look).text
    assert "Deux.</p>" in page
    assert "%%" not in page


def test_second_text_of_a_step_and_language_is_refused(client):
    client.force_login(person("welcomer"))
    sent = {"position": 1, "language": "fr", "days_after": 0, "subject": "S", "body": "B"}
    assert client.post("/admin/newsletter/welcome/new/", sent).status_code == 200
    assert WelcomeMail.objects.count() == 4


def test_others_do_not_look(client):
    client.force_login(person("other", Role.CONTRIBUTOR))
    step = WelcomeMail.objects.first()
    assert client.get(f"/admin/newsletter/welcome/{step.pk}/look/").status_code in (302, 403)
