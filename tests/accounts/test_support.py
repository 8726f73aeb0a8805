"""Administrators make accounts without passwords, and let people in again who lost their telephone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.roles import Role
from tests.accounts.conftest import PASSWORD, add_app, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]


@pytest.fixture
def administrator(client):
    administrator = User.objects.create_superuser("admin@example.org", PASSWORD)
    client.force_login(administrator)
    return administrator


def test_an_account_made_in_the_admin_is_opened_by_its_owner(client, administrator):
    form = {"email": "new@example.org", "first_name": "Invented", "last_name": "Editor"}
    client.post("/admin/users/new/", {**form, "is_active": "on"})
    made = User.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    link = re.search(r"https?://\S+(/accounts/activate/\S+)", mail.outbox[0].body)[1]
    client.logout()
    client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert client.get("/accounts/").context["user"] == made


def test_an_address_changed_in_the_admin_signs_in_once_it_is_confirmed(client, administrator):
    person = make_user("old@example.org")
    form = {"email": "new@example.org", "first_name": "Invented", "last_name": "Person"}
    client.post(f"/admin/users/edit/{person.pk}/", {**form, "is_active": "on"})
    held = EmailAddress.objects.get(user=person)
    assert (held.email, held.verified, held.primary) == ("new@example.org", False, True)
    assert [message.to for message in mail.outbox] == [["old@example.org"]]
    client.logout()
    person.refresh_from_db()
    assert sign_in(client, person)["Location"] == "/accounts/confirm-email/"


def test_an_administrator_removes_a_lost_second_factor(client, administrator):
    person = make_user("editor@example.org", Role.EDITOR)
    add_app(person)
    assert "Remove second factors" in client.get("/admin/users/").text
    address = f"/admin/accounts/{person.pk}/second-factors/remove/"
    assert "by another way than mail" in client.get(address).text
    client.post(address)
    assert not Authenticator.objects.exists()
    assert mail.outbox[0].to == [person.email]
    assert ModelLogEntry.objects.latest("pk").user == administrator


def test_others_do_not_and_nobody_removes_their_own(client, administrator):
    add_app(administrator)
    own = f"/admin/accounts/{administrator.pk}/second-factors/remove/"
    assert client.post(own).status_code == 302
    client.force_login(make_user("editor@example.org", Role.EDITOR))
    client.post(own)
    assert Authenticator.objects.filter(user=administrator).count() == 2


def test_the_command_lets_a_locked_out_administrator_in(administrator, capsys):
    add_app(administrator)
    call_command("remove_second_factor", "ADMIN@example.org")
    assert "were removed" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="no second factor"):
        call_command("remove_second_factor", "admin@example.org")
    with pytest.raises(CommandError, match="no account"):
        call_command("remove_second_factor", "nobody@example.org")
