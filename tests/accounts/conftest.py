"""People who sign in, and the codes of their authenticator apps."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction

from accounts.models import User

PASSWORD = "a-long-password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_counts_of_earlier_tests():
    """Forget the rate limits and spent codes that other tests left in the cache."""
    cache.clear()


@pytest.fixture
def compulsory(settings):
    """Insist on the second factor, as a production site does."""
    settings.SECOND_FACTOR_COMPULSORY = True


@pytest.fixture
def commits_at_once(monkeypatch):
    """Do at once what waits for the commit, which a test in a transaction never sees."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, **options: function())


def make_user(email="person@example.org", *roles, password=PASSWORD):
    """Return a person with a confirmed address and the groups of these roles."""
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def add_app(user):
    """Give a person an authenticator app and recovery codes, as setting it up does."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def code_now(secret=SECRET, periods_ahead=0):
    """Return what the authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_ahead))


def sign_in(client, user, password=PASSWORD, **extra):
    """Send the form of the sign-in."""
    return client.post("/accounts/login/", {"login": user.email, "password": password, **extra})
