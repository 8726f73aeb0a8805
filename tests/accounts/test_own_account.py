"""A person sees, ends, takes along and erases what the site holds of them."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import APIToken, ModelLogEntry, Page

from accounts import personal_data
from accounts.api_tokens import make_token
from accounts.erasure import ErasureRefused, erase, export_of
from accounts.models import Consent, SignInRecord, User
from accounts.personal_data import Holding, register_holding
from accounts.roles import Role
from accounts.services import record_consent
from accounts.sign_ins import device_family, forget_old_sign_ins
from accounts.ticks import forget_sign_ins
from tests.accounts.conftest import PASSWORD, add_app, code_now, make_user, sign_in

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1) AppleWebKit/605.1 Version/17.1 Safari/604.1"


@pytest.fixture
def person():
    return make_user("person@example.org", Role.MEMBER)


@pytest.fixture
def signed_in(client, person):
    """Return a client whose owner has just given the password."""
    sign_in(client, person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def shelter():
    """Let an invented app hold something of everybody."""
    erased = []
    register_holding(
        Holding(
            name="shelters",
            label="Organisations",
            export=lambda user: ["Invented Shelter"],
            erase=erased.append,
            lines=lambda user: ["Invented Shelter: manager"],
            warnings=lambda user: ["Invented Shelter will have no manager."],
        )
    )
    yield erased
    del personal_data._holdings["shelters"]


# --- The pages --------------------------------------------------------------------------------


def test_the_overview_shows_what_is_known(signed_in, shelter):
    page = signed_in.get("/accounts/").text
    for words in ("person@example.org", "Member", "Invented Shelter: manager", "1 open"):
        assert words in page


def test_every_page_of_the_account_asks_for_a_sign_in_and_is_kept_by_nobody(client, person):
    addresses = ["", "name/", "sessions/", "tokens/", "data/", "data/export/", "data/erase/"]
    for address in addresses:
        answer = client.get(f"/accounts/{address}")
        assert answer["Location"].startswith("/accounts/login/")
    client.force_login(person)
    for address in addresses:
        answer = client.get(f"/accounts/{address}")
        assert answer.status_code == 302 or "no-store" in answer["Cache-Control"]


def test_a_name_is_changed(signed_in, person):
    signed_in.post("/accounts/name/", {"first_name": "Invented", "last_name": "Person"})
    person.refresh_from_db()
    assert str(person) == "Invented Person"


def test_the_masthead_offers_the_menu_to_who_is_signed_in_and_no_cookie_to_others(client, person):
    answer = client.get("/accounts/signup/")
    assert "Sign in" in answer.text
    assert not client.get("/safety/").cookies
    client.force_login(person)
    assert "account-menu" in client.get("/accounts/").text


def test_a_changed_address_signs_in_once_it_is_confirmed_and_the_old_one_is_told(signed_in, person):
    signed_in.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "person@example.org"
    assert mail.outbox[0].to == ["new@example.org"]
    link = re.search(r"https?://\S+(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]
    assert "new@example.org" in signed_in.get(link).text
    signed_in.post(link)
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert any(message.to == ["person@example.org"] for message in mail.outbox[1:])


# --- Sessions ---------------------------------------------------------------------------------


def test_a_sign_in_is_noted_without_a_network_address(client, person):
    add_app(person)
    client.post(
        "/accounts/login/",
        {"login": person.email, "password": PASSWORD},
        headers={"User-Agent": PHONE},
        REMOTE_ADDR="203.0.113.9",
    )
    client.post("/accounts/2fa/authenticate/", {"code": code_now()}, headers={"User-Agent": PHONE})
    record = SignInRecord.objects.get()
    assert (record.method, record.factor, record.device) == ("password", "totp", "Safari, iPhone")
    assert "203.0.113" not in str(SignInRecord.objects.values().get())


@pytest.mark.parametrize(
    ("says", "is_"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0", ""),
    ],
)
def test_of_a_device_its_family_alone_is_kept(says, is_):
    assert device_family(says) == is_


def test_one_session_or_all_others_are_ended(signed_in, person, client_of):
    others = [client_of(person), client_of(person), client_of(person)]
    page = signed_in.get("/accounts/sessions/")
    assert len(page.context["sessions"]) == 4
    newest = page.context["sessions"][0]["record"]
    signed_in.post(f"/accounts/sessions/{newest.pk}/end/")
    assert [other.get("/accounts/").status_code for other in others] == [200, 200, 302]
    signed_in.post("/accounts/sessions/end-others/")
    assert [other.get("/accounts/").status_code for other in others] == [302, 302, 302]
    assert signed_in.get("/accounts/").status_code == 200


def test_an_expired_session_is_no_open_one_and_is_deleted(signed_in, person, client_of):
    client_of(person)
    Session.objects.exclude(session_key=signed_in.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=1)
    )
    assert len(signed_in.get("/accounts/sessions/").context["sessions"]) == 1
    forget_sign_ins()
    assert Session.objects.count() == 1


def test_nobody_ends_the_session_of_somebody_else(signed_in, client_of):
    other = make_user("other@example.org")
    theirs = client_of(other)
    record = SignInRecord.objects.get(user=other)
    assert signed_in.post(f"/accounts/sessions/{record.pk}/end/").status_code == 404
    assert theirs.get("/accounts/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(signed_in, person, client_of):
    other = client_of(person)
    fresh = {
        "oldpassword": PASSWORD,
        "password1": "fresh-long-words",
        "password2": "fresh-long-words",
    }
    signed_in.post("/accounts/password/change/", fresh)
    assert other.get("/accounts/").status_code == 302
    page = signed_in.get("/accounts/sessions/")
    assert len(page.context["sessions"]) == 1
    assert "this session" in page.text
    assert "password" in mail.outbox[-1].body


def test_sign_ins_are_forgotten_after_twelve_months(person):
    for days in (1, 364, 366):
        SignInRecord.objects.create(user=person, at=timezone.now() - timedelta(days=days))
    forget_sign_ins()
    assert SignInRecord.objects.count() == 2
    assert forget_old_sign_ins() == 0


@pytest.fixture
def client_of(django_user_model):
    """Return a function that signs a person in from one more device."""
    from django.test import Client

    def open_one(user):
        client = Client()
        client.force_login(user)
        return client

    return open_one


# --- Tokens -----------------------------------------------------------------------------------


def test_a_token_is_shown_once_and_revoked(signed_in, person):
    page = signed_in.post("/accounts/tokens/", {"name": "monthly spreadsheet"})
    text = page.context["text"]
    assert text in page.text
    assert text not in signed_in.get("/accounts/tokens/").text
    token = APIToken.objects.get(user=person)
    signed_in.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert "You have no token" in signed_in.get("/accounts/tokens/").text


def test_a_token_is_made_only_by_who_knows_the_password(client, person):
    sign_in(client, person)
    answer = client.post("/accounts/tokens/", {"name": "stolen"})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not APIToken.objects.exists()


def test_nobody_revokes_the_token_of_somebody_else(signed_in):
    token, _text = make_token(user=make_user("other@example.org"), name="theirs")
    assert signed_in.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404


# --- Export, consent, erasure -----------------------------------------------------------------


def test_the_export_holds_what_every_app_holds_and_no_secret(signed_in, person, shelter):
    add_app(person)
    _token, text = make_token(user=person, name="test")
    record_consent(user=person, purpose="charter", version="1", text="I agree to the charter.")
    signed_in.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    answer = signed_in.get("/accounts/data/export/")
    data = answer.json()
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert data["account"]["email"] == person.email
    assert data["shelters"] == ["Invented Shelter"]
    assert data["consents"][0]["text"] == "I agree to the charter."
    assert data["sign_ins"][0]["method"] == "password"
    secret = Authenticator.objects.get(user=person, type="totp").data["secret"]
    for hidden in (text, secret, person.password):
        assert hidden not in answer.text


def test_a_consent_is_withdrawn(signed_in, person):
    consent = record_consent(user=person, purpose="charter", version="1", text="Words")
    signed_in.post(f"/accounts/data/consents/{consent.pk}/withdraw/")
    assert Consent.objects.get().withdrawn_at is not None
    assert "withdrawn" in signed_in.get("/accounts/data/").text


@pytest.mark.usefixtures("commits_at_once")
def test_erasing_leaves_a_row_that_names_nobody_and_the_content(signed_in, person, shelter):
    person.first_name = "Invented Person"
    person.save()
    add_app(person)
    make_token(user=person, name="test")
    page = Page.objects.get(depth=2).specific
    revision = page.save_revision(user=person)
    log(instance=person, action="wagtail.edit")
    record_consent(user=person, purpose="charter", version="1", text="Words")
    signed_in.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert "will have no manager" in signed_in.get("/accounts/data/erase/").text
    answer = signed_in.post("/accounts/data/erase/", {"confirm": "1"})
    assert "was erased" in answer.text

    assert signed_in.get("/accounts/").status_code == 302
    person.refresh_from_db()
    assert person.email.endswith("@erased.invalid")
    assert not person.is_active
    assert not person.has_usable_password()
    assert not person.groups.exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert not APIToken.objects.filter(user=person).exists()
    assert not SignInRecord.objects.filter(user=person).exists()
    assert Consent.objects.get().withdrawn_at is not None
    revision.refresh_from_db()
    assert revision.user == person
    assert "Invented Person" not in str(list(ModelLogEntry.objects.values()))
    assert shelter == [person]
    assert mail.outbox[-1].to == ["person@example.org"]
    assert not [one for one in Session.objects.all() if str(person.pk) in str(one.get_decoded())]


def test_nothing_is_erased_without_the_tick_or_the_password(client, signed_in, person):
    assert "tick that you want it" in signed_in.post("/accounts/data/erase/", {}).text
    client.logout()
    sign_in(client, person)
    assert client.post("/accounts/data/erase/", {"confirm": "1"})["Location"].startswith(
        "/accounts/reauthenticate/"
    )
    person.refresh_from_db()
    assert person.is_active


def test_the_only_administrator_hands_over_first():
    only = make_user("only@example.org", Role.ADMINISTRATOR)
    with pytest.raises(ErasureRefused, match="only administrator"):
        erase(user=only)
    User.objects.create_superuser("second@example.org", PASSWORD)
    erase(user=only)
    only.refresh_from_db()
    assert not only.is_active


def test_an_erasure_that_fails_half_way_erases_nothing(person, monkeypatch):
    def broken(user):
        raise RuntimeError

    monkeypatch.setitem(
        personal_data._holdings,
        "broken",
        Holding(name="broken", label="x", export=lambda user: None, erase=broken),
    )
    make_token(user=person, name="test")
    with pytest.raises(RuntimeError):
        erase(user=person)
    assert export_of(person)["account"]["email"] == "person@example.org"
    assert APIToken.objects.filter(user=person).exists()


def test_no_migration_is_missing():
    call_command("makemigrations", "accounts", check=True, dry_run=True, verbosity=0)
