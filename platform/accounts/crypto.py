"""Secrets of second factors lie encrypted in the database, under a key that is not in it."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"accounts: secrets of second factors"


class SecretUnreadable(Exception):
    """A secret was encrypted under a key that this site no longer has."""


def encrypt(text: str) -> str:
    """Return the text encrypted under a key derived from SECRET_KEY."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Return the text again, also of a key in SECRET_KEY_FALLBACKS; raises SecretUnreadable."""
    try:
        return _cipher().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable from error


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    material = secret.encode() if isinstance(secret, str) else secret
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return urlsafe_b64encode(derive.derive(material))
