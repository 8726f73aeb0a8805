"""Nobody learns who has an account, guesses without end, or reads secrets in the database."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection

from accounts import crypto
from core.models import OutgoingMail
from tests.accounts.conftest import PASSWORD, SECRET, add_app, code_now, make_user, sign_in

pytestmark = pytest.mark.django_db
FORMS = {
    "login": ("/accounts/login/", "login", {"password": "not-this-one"}),
    "code": ("/accounts/login/code/", "email", {}),
    "reset": ("/accounts/password/reset/", "email", {}),
}


def without_what_varies(text, address):
    """Return a page without its tokens and without the address that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r'nonce="[^"]*"', "", text)
    return text.replace(address, "ADDRESS")


@pytest.fixture
def counted_hashes(monkeypatch):
    """Count how often a password is hashed."""
    counted = []
    hasher = type(hashers.get_hasher())
    original = hasher.encode

    def encode(self, *args, **kwargs):
        counted.append(1)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(hasher, "encode", encode)
    return counted


def outcome(client, form, address, counted_hashes):
    """Return everything that somebody who tries an address sees, and what the server did."""
    path, field, more = FORMS[form]
    mail.outbox.clear()
    counted_hashes.clear()
    client.cookies.clear()
    first = client.post(path, {field: address, **more})
    page = client.get(first["Location"]) if first.status_code == 302 else first
    return {
        "status": (first.status_code, page.status_code),
        "location": first.get("Location"),
        "body": without_what_varies(page.text, address),
        "mails": len(mail.outbox),
        "hashes": len(counted_hashes),
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["a password", "no password", "a second factor"])
def test_an_address_with_an_account_gets_the_answer_of_one_without(
    client, form, kind, counted_hashes
):
    known = make_user("known@example.org", password=None if kind == "no password" else PASSWORD)
    if kind == "a second factor":
        add_app(known)
    there = outcome(client, form, "known@example.org", counted_hashes)
    not_there = outcome(client, form, "other@example.org", counted_hashes)
    assert there == not_there


def test_guessing_a_password_is_stopped_and_counted_over_all_addresses_of_callers(client):
    known = make_user()
    for number in range(5):
        sign_in(client, known, password="guess", REMOTE_ADDR=f"203.0.113.{number}")
    answer = sign_in(client, known)
    assert "Too many attempts" in answer.text
    assert client.get("/accounts/").status_code == 302


def test_guessing_the_second_factor_is_stopped(client):
    known = make_user()
    add_app(known)
    sign_in(client, known)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Too many" in client.post("/accounts/2fa/authenticate/", {"code": code_now()}).text


def test_a_mailed_code_is_guessed_three_times(client):
    make_user()
    client.post("/accounts/login/code/", {"email": "person@example.org"})
    answers = [client.post("/accounts/login/code/confirm/", {"code": "XXXXXX"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.M)[1]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize("form", ["code", "reset"])
def test_a_stranger_is_not_flooded_with_mail(client, form):
    path, field, more = FORMS[form]
    for _ in range(8):
        client.cookies.clear()
        client.post(path, {field: "stranger@example.org", **more})
    assert len(mail.outbox) == 5


def test_mails_name_no_network_address_and_no_way_to_sign_up(client):
    known = make_user()
    sign_in(client, known)
    fresh = {
        "oldpassword": PASSWORD,
        "password1": "fresh-long-words",
        "password2": "fresh-long-words",
    }
    client.post("/accounts/password/change/", fresh)
    client.logout()
    client.post("/accounts/password/reset/", {"email": "stranger@example.org"})
    changed, unknown = (message.body for message in mail.outbox)
    assert "127.0.0.1" not in changed
    assert "signup" not in unknown


def test_a_mail_that_no_server_takes_is_sent_later(client, settings):
    make_user()
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    answer = client.post("/accounts/password/reset/", {"email": "person@example.org"})
    assert answer.status_code == 302
    assert OutgoingMail.objects.get().to == "person@example.org"


def test_a_sign_in_leads_to_no_other_site(client):
    answer = sign_in(client, make_user(), next="https://evil.example/")
    assert answer["Location"] == "/"


# --- Secrets ----------------------------------------------------------------------------------


def stored_bytes():
    """Return everything that the tables of the second factor hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        factors = str(cursor.fetchall())
        cursor.execute("SELECT session_data FROM django_session")
        return factors + str(cursor.fetchall())


@pytest.mark.usefixtures("commits_at_once")
def test_the_database_knows_no_secret_of_a_second_factor(client):
    known = make_user()
    sign_in(client, known)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    held = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    seed = crypto.decrypt(held.instance.data["seed"])
    stored = stored_bytes()
    assert len(codes) == 10
    for hidden in (secret, seed, *codes):
        assert hidden not in stored


def test_recovery_codes_are_shown_once(client):
    known = make_user()
    codes = add_app(known)
    sign_in(client, known)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now(periods_ahead=1)})
    first, second = (client.get("/accounts/2fa/recovery-codes/").text for _ in range(2))
    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 403


def test_secrets_survive_a_new_key_of_the_site(settings):
    known = make_user()
    TOTP.activate(known, SECRET)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key, for this test alone"
    held = Authenticator.objects.get().wrap()
    with pytest.raises(Exception, match="the key of this site has changed"):
        held.validate_code(code_now())
    settings.SECRET_KEY_FALLBACKS = [old]
    assert held.validate_code(code_now())


def test_a_second_factor_under_a_lost_key_gets_a_sentence_and_no_error_page(client, settings):
    known = make_user()
    add_app(known)
    Authenticator.objects.filter(type="totp").update(data={"secret": "gAAAA nonsense"})
    sign_in(client, known)
    answer = client.post("/accounts/2fa/authenticate/", {"code": "123456"})
    assert answer.status_code == 200
    assert "Ask an administrator" in answer.text


@pytest.mark.parametrize("credential", ["{}", "[]", "null", "nonsense", json.dumps({"id": "x"})])
def test_a_forged_passkey_signs_nobody_in(client, credential):
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert answer.status_code == 302
    assert client.get("/accounts/").status_code == 302
