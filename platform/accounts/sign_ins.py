"""Sign-ins and the sessions that began with them, as their owner sees and ends them.

No network address is kept, and of the browser only its family: enough to know one's own telephone by.
"""

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SignInRecord, User

KEPT_FOR = timedelta(days=365)
#: Where a session notes which record it began with.
_RECORD = "accounts_sign_in"

# The first that fits: most browsers also call themselves by the names of others.
_BROWSERS = [
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
]
_SYSTEMS = [
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
]


class Method(models.TextChoices):
    """How a session began."""

    PASSWORD = "password", _("Password")
    CODE = "code", _("Code by mail")
    PASSKEY = "passkey", _("Passkey")
    ACTIVATION = "activation", _("Link of the invitation")
    OTHER = "other", _("Another way")


class Factor(models.TextChoices):
    """The second factor that a session began with."""

    APP = "totp", _("Authenticator app")
    PASSKEY = "webauthn", _("Passkey")
    RECOVERY = "recovery_codes", _("Recovery code")


def device_family(user_agent: str) -> str:
    """Return what kind of device a browser says it runs on, “Firefox, Windows”; empty when unknown."""
    names = (_first_match(_BROWSERS, user_agent), _first_match(_SYSTEMS, user_agent))
    return ", ".join(name for name in names if name)


def _first_match(patterns: list[tuple[str, str]], text: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, text)), "")


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Keep that a session begins now, and how."""
    method, factor = _ways(get_authentication_records(request, user))
    record = SignInRecord.objects.create(
        user=user,
        method=method,
        factor=factor,
        device=device_family(request.META.get("HTTP_USER_AGENT", "")),
        session_key=request.session.session_key or "",
    )
    request.session[_RECORD] = record.pk


def _ways(records: list[dict[str, Any]]) -> tuple[str, str]:
    method, factor = Method.OTHER.value, ""
    for record in records:
        if record.get("method") == "mfa":
            factor = record.get("type") or ""
            if record.get("passwordless"):
                method = Method.PASSKEY.value
        elif record.get("method") in Method.values:
            method = str(record["method"])
    return method, factor


def open_sessions(user: User) -> list[SignInRecord]:
    """Return the sign-ins whose sessions are still open, the newest first."""
    candidates = SignInRecord.objects.filter(user=user).exclude(session_key="")
    # Loading, and not asking whether it exists: a session that has expired still exists.
    return [record for record in candidates if _store(record.session_key).load()]


def end_session(record: SignInRecord) -> None:
    """End the session that began with a sign-in."""
    _store().delete(record.session_key)
    SignInRecord.objects.filter(pk=record.pk).update(session_key="")


def end_other_sessions(user: User, *, but: str | None = None) -> int:
    """End the sessions of a person except the one of that key; return how many there were."""
    others = [record for record in open_sessions(user) if record.session_key != (but or "")]
    for record in others:
        end_session(record)
    return len(others)


def follow_new_key(request: HttpRequest, user: User) -> None:
    """Keep hold of a session that got a new key because the password changed; all others end."""
    key = request.session.session_key
    SignInRecord.objects.filter(user=user, pk=request.session.get(_RECORD, 0)).update(
        session_key=key or ""
    )
    end_other_sessions(user, but=key)


def forget_old_sign_ins() -> int:
    """Delete sign-ins older than twelve months; return how many."""
    old = SignInRecord.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def forget_expired_sessions() -> None:
    """Delete the sessions that nobody can use any more."""
    _store().clear_expired()


def _store(key: str | None = None) -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
