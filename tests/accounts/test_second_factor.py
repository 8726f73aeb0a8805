"""Editors and above reach nothing without their second factor, whichever way they came in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import URLResolver, get_resolver

from accounts.activation import activation_link
from accounts.models import User
from accounts.roles import Role
from accounts.services import create_account
from tests.accounts.conftest import PASSWORD, add_app, code_now, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compulsory")]


@pytest.fixture
def editor():
    return make_user("editor@example.org", Role.EDITOR)


def is_held(client, address="/admin/"):
    response = client.get(address)
    ways_in = ("/accounts/", "/admin/login/")
    return response.status_code == 302 and response["Location"].startswith(ways_in)


def test_an_editor_without_a_second_factor_reaches_nothing_but_its_set_up(client, editor):
    sign_in(client, editor)
    for address in ("/admin/", "/", "/accounts/", "/accounts/email/", "/accounts/2fa/", "/search/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/second-factor/?next=")
        assert "no-store" in response["Cache-Control"]
    assert "Set up a second factor first" in client.get("/accounts/second-factor/").text
    assert client.post("/admin/pages/3/edit/", {"title": "x"}).status_code == 403
    assert client.get("/api/v1/practices").json()["detail"].startswith("Your role needs a second")


@pytest.mark.usefixtures("commits_at_once")
def test_setting_it_up_opens_the_site(client, editor):
    sign_in(client, editor)
    response = client.get("/accounts/2fa/totp/activate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    client.post(response["Location"], {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert client.get("/admin/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_signing_in_with_the_app_opens_the_site_and_the_code_is_spent(client, editor):
    add_app(editor)
    assert sign_in(client, editor)["Location"].startswith("/accounts/2fa/authenticate/")
    assert is_held(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/admin/").status_code == 200

    client.post("/accounts/logout/")
    sign_in(client, editor)
    refused = client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert "used before" in refused.text
    assert is_held(client)


def test_a_recovery_code_opens_the_site_once(client, editor):
    first = add_app(editor)[0]
    for is_open in (True, False):
        sign_in(client, editor)
        client.post("/accounts/2fa/authenticate/", {"code": first})
        assert is_held(client) is not is_open
        client.post("/accounts/logout/")


def test_a_session_that_began_before_the_factor_must_use_it(client, editor, settings):
    settings.SECOND_FACTOR_COMPULSORY = False
    sign_in(client, editor)
    assert client.get("/admin/").status_code == 200
    add_app(editor)
    settings.SECOND_FACTOR_COMPULSORY = True
    assert is_held(client)
    assert "Confirm with your second factor" in client.get("/accounts/second-factor/").text
    assert "Use your password" not in client.get("/accounts/2fa/reauthenticate/").text
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_a_held_session_with_a_factor_can_neither_add_nor_remove_one(client, editor):
    client.force_login(editor)
    add_app(editor)
    for address in (
        "/accounts/reauthenticate/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/password/change/",
    ):
        assert is_held(client, address)
        assert client.post(address, {"password": PASSWORD}).status_code == 403
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


def test_a_strong_role_gained_while_signed_in_counts_at_once(client):
    person = make_user("member@example.org", Role.MEMBER)
    sign_in(client, person)
    assert client.get("/accounts/").status_code == 200
    person.groups.add(Group.objects.get_or_create(name=Role.EDITOR.value)[0])
    assert is_held(client, "/accounts/")


def test_a_role_without_power_over_others_needs_no_second_factor(client):
    sign_in(client, make_user("member@example.org", Role.CONTRIBUTOR))
    assert client.get("/accounts/").status_code == 200


def test_an_administrator_of_any_kind_needs_it(client):
    root = User.objects.create_superuser("root@example.org", PASSWORD)
    client.force_login(root)
    assert is_held(client)


def test_a_group_made_by_hand_needs_it_too(client):
    person = make_user("person@example.org")
    person.groups.add(Group.objects.create(name="Moderators of another day"))
    sign_in(client, person)
    assert is_held(client, "/accounts/")


def test_the_demonstration_offers_it_and_insists_on_nothing(client, editor, settings):
    settings.SECOND_FACTOR_COMPULSORY = None
    settings.DEMONSTRATION = True
    sign_in(client, editor)
    assert client.get("/admin/").status_code == 200


def test_production_insists_without_being_told(client, editor, settings):
    settings.SECOND_FACTOR_COMPULSORY = None
    settings.DEMONSTRATION = False
    sign_in(client, editor)
    assert is_held(client)


# --- Every way in -----------------------------------------------------------------------------

#: What the forms of all ways in together ask for; a view takes what it knows.
EVERYTHING = {
    "login": "editor@example.org",
    "email": "editor@example.org",
    "username": "editor@example.org",
    "password": PASSWORD,
    "password1": PASSWORD,
    "password2": PASSWORD,
    "remember": "on",
    "code": "000000",
    "credential": "{}",
    "action": "trust",
    "next": "/admin/",
}


def ways_in(patterns=None, prefix="/"):
    """Return every address without a part that varies, of allauth, of this app or that says login."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + re.sub(r"[\^$]", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from ways_in(pattern.url_patterns, route)
            continue
        module = getattr(pattern.callback, "__module__", "")
        is_candidate = module.startswith(("allauth.", "accounts.")) or re.search(
            r"login|authenticate|password|token", route
        )
        if is_candidate and not re.search(r"[<(?\\]", route):
            yield route


def test_the_ways_in_are_found():
    found = set(ways_in())
    assert {
        "/accounts/login/",
        "/accounts/login/code/",
        "/accounts/login/code/confirm/",
        "/accounts/2fa/authenticate/",
        "/accounts/2fa/webauthn/login/",
        "/accounts/password/reset/",
        "/admin/login/",
        "/admin/password_reset/",
        "/_util/login/",
    } <= found


@pytest.mark.parametrize("has_app", [False, True], ids=["no factor", "factor not used"])
def test_no_way_in_leads_past_the_second_factor(client, editor, has_app):
    if has_app:
        add_app(editor)
    for address in sorted(set(ways_in())):
        client.get(address)
        client.post(address, EVERYTHING)
        sign_in(client, editor)
        client.post(address, EVERYTHING)
        assert is_held(client), address
        client.cookies.clear()


def test_a_mailed_code_does_not_lead_past_it(client, editor):
    add_app(editor)
    client.post("/accounts/login/code/", {"email": editor.email})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.M)[1]
    response = client.post("/accounts/login/code/confirm/", {"code": code})
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert is_held(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_a_new_password_does_not_lead_past_it(client, editor):
    add_app(editor)
    client.post("/accounts/password/reset/", {"email": editor.email})
    link = re.search(r"https?://\S+/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)
    fresh = "another-long-password"
    client.post(form.redirect_chain[-1][0], {"password1": fresh, "password2": fresh})
    assert is_held(client)
    sign_in(client, editor, password=fresh)
    assert is_held(client)


def test_the_link_of_an_invitation_does_not_lead_past_it(client):
    invited = create_account(email="invited@example.org", name="Invented person")
    invited.groups.add(Group.objects.get_or_create(name=Role.EDITOR.value)[0])
    client.post(activation_link(invited), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert is_held(client)


def test_a_password_goes_into_no_request_by_itself(client, editor):
    header = {"HTTP_AUTHORIZATION": "Basic ZWRpdG9yQGV4YW1wbGUub3JnOmEtbG9uZy1wYXNzd29yZA=="}
    assert client.get("/admin/", **header).status_code == 302
    assert client.get("/accounts/", **header).status_code == 302


def test_codes_of_the_clock_next_door_are_good_too(client, editor):
    add_app(editor)
    sign_in(client, editor)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(periods_ahead=-1)})
    assert client.get("/admin/").status_code == 200
