"""E-mail addresses: cleaned, compared, and hashed for what outlives them."""

import hashlib
import hmac
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from newsletter.models import NewsletterSettings

LONGEST = 254


def clean_address(text: str) -> str:
    """Return an address as it is written to: trimmed, its domain in lower-case ASCII (IDNA).

    Raises `ValidationError` with a sentence for people for everything that is no plain address: comments, quoted
    names, line breaks, more than 254 characters.
    """
    address = text.strip(" \t")
    if not address.isprintable() or len(address) > LONGEST:
        raise ValidationError(
            _("This is not an e-mail address that mail can be sent to."), "invalid"
        )
    local, _at, domain = address.rpartition("@")
    try:
        local.encode("ascii")
        cleaned = f"{local}@{domain.encode('idna').decode('ascii').lower()}"
        validate_email(cleaned)
    except (UnicodeError, ValidationError):
        raise ValidationError(
            _("This is not an e-mail address that mail can be sent to."), "invalid"
        ) from None
    if local.startswith('"') or len(cleaned) > LONGEST:
        raise ValidationError(
            _("This is not an e-mail address that mail can be sent to."), "invalid"
        )
    return cleaned


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
