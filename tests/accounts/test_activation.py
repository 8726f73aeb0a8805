"""Accounts are created by others and opened by their owners, once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError

from accounts import activation
from accounts.activation import AlreadyActive, LinkRefused, activation_link, user_of_link
from accounts.models import Consent, User
from accounts.services import (
    AddressInUse,
    create_account,
    open_account,
    record_consent,
    withdraw_consent,
)
from tests.accounts.conftest import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db
PASSWORDS = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def invited():
    return create_account(email="Invited@Example.org", name="Invented person")


def path_of(link):
    return urlsplit(link).path


def token_of(link):
    return path_of(link).split("/")[-2]


def test_a_new_account_has_no_password_and_an_address_that_nobody_confirmed(invited):
    assert not invited.has_usable_password()
    assert str(invited) == "Invented person"
    assert not EmailAddress.objects.get(user=invited).verified


def test_an_address_has_one_account_whatever_its_case(invited):
    with pytest.raises(AddressInUse, match="account with this address"):
        create_account(email="invited@example.ORG")
    with pytest.raises(ValidationError):
        create_account(email="no address")
    with pytest.raises(ValidationError, match="longer than 150"):
        create_account(email="other@example.org", name="x" * 151)
    assert User.objects.count() == 1


def test_its_owner_opens_it_with_a_password_and_is_signed_in(client, invited):
    link = path_of(activation_link(invited))
    assert "invited@example.org" in client.get(link).text.lower()
    response = client.post(link, PASSWORDS)
    assert response["Location"] == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    assert EmailAddress.objects.get(user=invited).verified
    client.post("/accounts/logout/")
    assert sign_in(client, invited).status_code == 302


def test_its_owner_opens_it_with_a_passkey_and_is_led_there(client, invited):
    response = client.post(path_of(activation_link(invited)), {"passkey": "1"})
    assert response["Location"] == "/accounts/2fa/webauthn/add/"
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200


def test_a_weak_password_opens_nothing_and_the_link_stays_good(client, invited):
    link = path_of(activation_link(invited))
    answer = client.post(link, {"new_password1": "password", "new_password2": "password"})
    assert "too common" in answer.text
    assert client.get(link).status_code == 200
    assert not User.objects.get().has_usable_password()


def test_a_link_opens_an_account_once(client, invited):
    link = path_of(activation_link(invited))
    client.post(link, PASSWORDS)
    client.post("/accounts/logout/")
    for answer in (client.get(link), client.post(link, PASSWORDS)):
        assert answer.status_code == 410
        assert "used already" in answer.text
    with pytest.raises(LinkRefused):
        open_account(token=token_of(link), password=PASSWORD)
    with pytest.raises(AlreadyActive):
        activation_link(invited)


def test_a_link_expires(client, invited, monkeypatch):
    link = path_of(activation_link(invited))
    monkeypatch.setattr(activation, "VALID_FOR", timedelta(seconds=-1))
    answer = client.get(link)
    assert answer.status_code == 410
    assert "has expired" in answer.text


def test_a_forged_link_opens_nothing(client, invited):
    token = token_of(activation_link(invited))
    other = make_user("other@example.org")
    elsewhere = signing.dumps({"user": other.pk, "state": ""}, salt="another purpose")
    for forged in (token[:-1] + "!", "nonsense", elsewhere):
        answer = client.get(f"/accounts/activate/{forged}/")
        assert answer.status_code == 404
        assert "not complete" in answer.text
    with pytest.raises(LinkRefused):
        user_of_link(elsewhere)


def test_a_link_of_a_closed_account_opens_nothing(client, invited):
    link = path_of(activation_link(invited))
    User.objects.update(is_active=False)
    assert client.post(link, PASSWORDS).status_code == 410


def test_a_consent_keeps_the_words_and_is_withdrawn_without_being_forgotten(invited):
    given = {"user": invited, "purpose": "charter", "version": "1", "text": "I agree."}
    consent = record_consent(**given)
    assert record_consent(**given) == consent
    withdraw_consent(consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert consent.text == "I agree."
    assert record_consent(**given) != consent
    assert Consent.objects.count() == 2
