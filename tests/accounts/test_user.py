"""People sign in with an e-mail address."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_stands_for_one_account_whatever_its_case():
    User.objects.create_user("person@example.org", "a-long-password")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Person@Example.org", "a-long-password")


def test_a_second_account_with_an_address_is_refused_with_a_sentence():
    User.objects.create_user("person@example.org", "a-long-password")
    second = User(email="PERSON@example.org", password="x")
    with pytest.raises(ValidationError, match="account with this address"):
        second.full_clean()


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("", "a-long-password")


def test_an_administrator_may_enter_the_admin(client):
    admin = User.objects.create_superuser("admin@example.org", "a-long-password")
    client.force_login(admin)
    assert client.get("/admin/").status_code == 200


def test_nobody_makes_an_account_for_themselves(client):
    response = client.post(
        "/accounts/signup/",
        {"email": "x@example.org", "password1": "a-long-password", "password2": "a-long-password"},
    )
    assert not User.objects.filter(email="x@example.org").exists()
    assert response.status_code == 200
