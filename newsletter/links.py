"""The signed links of a mail: who may leave, choose and confirm without signing in.

A link names a reader by their key and, where it stands in a mailing, the recipient's row. Nothing happens on GET.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

Purpose = Literal["leave", "preferences", "confirm"]
CONFIRM_WITHIN = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a link names: the reader's key, and the recipient's row of the mail that it stood in."""

    key: UUID
    recipient: int | None = None


def token_for(purpose: Purpose, reader: Reader) -> str:
    """Return the signed word of a link."""
    return _signer_for(purpose).sign(f"{reader.key.hex}-{reader.recipient or ''}")


def read_token(purpose: Purpose, token: str) -> Reader | None:
    """Return whom a link names; None for a forged one, one of another purpose, or one too old to confirm."""
    try:
        signer = _signer_for(purpose)
        if isinstance(signer, signing.TimestampSigner):
            word = signer.unsign(token, max_age=CONFIRM_WITHIN)
        else:
            word = signer.unsign(token)
        key, _dash, recipient = word.partition("-")
        return Reader(UUID(hex=key), int(recipient) if recipient else None)
    except (signing.BadSignature, ValueError):
        return None


def link_for(purpose: Purpose, reader: Reader, language: str = "") -> str:
    """Return the whole address of a link, in the reader's language."""
    with translation.override(language or settings.LANGUAGE_CODE):
        path = reverse(f"newsletter:{purpose}", args=[token_for(purpose, reader)])
    return f"{settings.SITE_URL}{path}"


def _signer_for(purpose: Purpose) -> signing.Signer:
    return _signer(purpose, settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _signer(purpose: Purpose, key: str, earlier: tuple[str, ...]) -> signing.Signer:
    # Made once: thousands of links are written a second.
    kind = signing.TimestampSigner if purpose == "confirm" else signing.Signer
    return kind(key=key, fallback_keys=[*earlier], salt=f"newsletter.{purpose}", sep="~")
