"""Keys with which programs read the API as their owner; Wagtail's own model keeps them, hashed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from wagtail.models import APIToken

from accounts.access import tier_of
from accounts.models import User
from accounts.second_factor import has_second_factor, must_have_second_factor
from core.access import Tier

#: How often "last used" is written at most.
_NOTED_EVERY = timedelta(minutes=1)
MOST_TOKENS = 20


class TooManyTokens(ValueError):
    """A person has as many tokens as anybody may have."""


def expires_at(token: APIToken) -> datetime:
    """Return when a token ends, however it was made."""
    return token.created + timedelta(days=settings.API_TOKEN_DAYS)


def usable_tokens(user: User) -> list[APIToken]:
    """Return the tokens of a person that work, the newest first."""
    since = timezone.now() - timedelta(days=settings.API_TOKEN_DAYS)
    tokens = APIToken.objects.filter(user=user, revoked_at=None, created__gt=since)
    return list(tokens.order_by("-created", "-pk"))


def make_token(*, user: User, name: str) -> tuple[APIToken, str]:
    """Make a token; return it with its text, which nobody can read again. Raises TooManyTokens."""
    if len(usable_tokens(user)) >= MOST_TOKENS:
        sentence = _("You have %(number)d tokens already. Revoke one that you do not use.")
        raise TooManyTokens(sentence % {"number": MOST_TOKENS})
    return APIToken.create_token(user=user, name=name)


def tier_of_request(request: HttpRequest) -> Tier:
    """Return what the sender of an API request may see; raises HttpError 401 or 403 for a bad token.

    A token alone raises the tier. The cookie of somebody who is signed in does not: the API answers
    every site, and its answers without a token are kept in shared caches.
    """
    known: Tier | None = getattr(request, "_tier_of_token", None)
    if known is None:
        known = _tier_of_header(request.headers.get("Authorization"))
        request._tier_of_token = known  # type: ignore[attr-defined]
    return known


def _tier_of_header(header: str | None) -> Tier:
    if header is None:
        return Tier.PUBLIC
    owner = _owner(header)
    if must_have_second_factor(owner) and not has_second_factor(owner):
        raise HttpError(
            403,
            _("The owner of this token must set up a second factor before it can be used."),
        )
    return tier_of(owner)


def _owner(header: str) -> User:
    scheme, _space, text = header.partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or not text:
        raise HttpError(
            401, _("Send the token as “Authorization: Bearer …”, or no such header at all.")
        )
    token = None
    if APIToken.validate_token_format(text):
        hashes = APIToken.candidate_key_hashes(text)
        token = APIToken.objects.filter(key_hash__in=hashes).select_related("user").first()
    if token is None or token.revoked_at or not token.user.is_active:
        raise HttpError(
            401,
            _("This token is not known here or was revoked. Make a new one on your account page."),
        )
    if expires_at(token) <= timezone.now():
        raise HttpError(401, _("This token has expired. Make a new one on your account page."))
    _note_use(token)
    return token.user


def _note_use(token: APIToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        APIToken.objects.filter(pk=token.pk).update(last_used_at=now)
