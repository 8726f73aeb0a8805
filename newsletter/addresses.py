"""E-mail addresses: cleaned, compared, and hashed for what outlives them."""

import hashlib
import hmac
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from newsletter.models import NewsletterSettings

#: RFC 5321, 4.5.3.1: a whole address, and what stands before its @.
LONGEST, LONGEST_LOCAL = 254, 64
# `localhost` and numbers in brackets are addresses of this machine and its neighbours, and of no reader.
_check = EmailValidator(allowlist=[])


def clean_address(text: str) -> str:
    """Return an address as it is written to: trimmed, its domain in lower-case ASCII (IDNA).

    Raises `ValidationError` with a sentence for people for everything that is no plain address: comments, quoted
    names, line breaks, more than 254 characters.
    """
    address = text.strip(" \t")
    local, _at, domain = address.rpartition("@")
    is_plain = address.isprintable() and not local.startswith('"') and "[" not in domain
    try:
        if not is_plain or len(local) > LONGEST_LOCAL:
            raise _refusal()
        local.encode("ascii")
        cleaned = f"{local}@{domain.encode('idna').decode('ascii').lower()}"
        _check(cleaned)
    except (UnicodeError, ValidationError):
        raise _refusal() from None
    if len(cleaned) > LONGEST:
        raise _refusal()
    return cleaned


def _refusal() -> ValidationError:
    return ValidationError(
        _(
            "This is not an e-mail address that mail can be sent to. Write it like name@example.org."
        ),
        "invalid",
    )


def address_key(cleaned: str) -> str:
    """Return the form in which two spellings of an address are one reader."""
    return cleaned.lower()


def address_hasher() -> Callable[[str], str]:
    """Return the function that hashes addresses: what proves one to whoever brings it, and tells it to nobody else.

    The salt is the site's own and no secret key, because hashes must outlive a change of keys. Hashes of two networks
    cannot be compared.
    """
    salt = NewsletterSettings.load().address_salt.encode()

    def hash_of(cleaned: str) -> str:
        return hmac.new(salt, address_key(cleaned).encode(), hashlib.sha256).hexdigest()

    return hash_of


def address_hash(cleaned: str) -> str:
    """Return the hash of one address; `address_hasher` is for many."""
    return address_hasher()(cleaned)
