"""What happens when somebody signs in, changes a password or sets up a second factor."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in

from accounts.second_factor import note_first_factor
from accounts.sign_ins import end_other_sessions, follow_new_key, note_sign_in


def connect() -> None:
    """Listen, once."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    authenticator_added.connect(_factor_was_added, dispatch_uid="accounts.factor_added")
    password_changed.connect(_password_changed, dispatch_uid="accounts.password_changed")
    password_set.connect(_password_changed, dispatch_uid="accounts.password_set")
    password_reset.connect(_password_reset, dispatch_uid="accounts.password_reset")


def _signed_in(sender: object, **said: Any) -> None:
    note_sign_in(said["request"], said["user"])


def _factor_was_added(sender: object, **said: Any) -> None:
    note_first_factor(said["request"], said["user"], said["authenticator"])


def _password_changed(sender: object, **said: Any) -> None:
    follow_new_key(said["request"], said["user"])


def _password_reset(sender: object, **said: Any) -> None:
    end_other_sessions(said["user"])
