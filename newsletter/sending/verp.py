"""Addresses that name a recipient: where a mail returns to, where a reader writes to leave, and its Message-ID.

`bounces+17-3f9c…@lists.example.org` is the return path of the mail of recipient 17. The second part proves that this
site wrote it, so nobody can forge the bounce of somebody else. All such mail reaches one mailbox, `bounces`.
"""

import hashlib
import hmac
import re
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from newsletter.models import NewsletterSettings

MAILBOX = "bounces"
_SALT = "newsletter.verp"
_MAC_LENGTH = 16
_RETURN = re.compile(rf"{MAILBOX}\+(leave-)?(\d{{1,18}})-([0-9a-f]{{{_MAC_LENGTH}}})@.+")
_MESSAGE_ID = re.compile(rf"<?\d{{1,18}}\.(\d{{1,18}})\.([0-9a-f]{{{_MAC_LENGTH}}})@[^<>\s]+>?")


def verp_address(recipient_pk: int, domain: str = "") -> str:
    """Return the return path of one mail; who writes many gives the domain (`bounce_domain`)."""
    return f"{MAILBOX}+{recipient_pk}-{proof_of(recipient_pk)}@{domain or bounce_domain()}"


def leave_address(recipient_pk: int, domain: str = "") -> str:
    """Return the address to which a reader of one mail writes to leave, whatever they write."""
    return f"{MAILBOX}+leave-{recipient_pk}-{proof_of(recipient_pk)}@{domain or bounce_domain()}"


def read_verp(address: str) -> int | None:
    """Return the recipient whose mail came back to this address; None for a forged or foreign one."""
    return _read(address, is_leaving=False)


def read_leave_address(address: str) -> int | None:
    """Return the recipient who wrote to this address to leave; None for a forged or foreign one."""
    return _read(address, is_leaving=True)


def message_id(mailing_pk: int, recipient_pk: int) -> str:
    """Return the Message-ID of one mail, the same whenever it is asked."""
    return f"<{mailing_pk}.{recipient_pk}.{proof_of(recipient_pk)}@{site_host()}>"


def read_message_id(text: str) -> int | None:
    """Return the recipient of the mail with this Message-ID: complaints keep it where they hide addresses."""
    found = _MESSAGE_ID.fullmatch(text.strip().lower())
    return _proved(found[1], found[2]) if found else None


def bounce_domain() -> str:
    """Return the domain that takes returned mail: BOUNCE_DOMAIN, or that of the sender."""
    return settings.BOUNCE_DOMAIN or sender_address().rpartition("@")[2]


def sender_address() -> str:
    """Return the bare address that newsletters come from."""
    chosen = NewsletterSettings.load().sender_address
    return chosen or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def site_host() -> str:
    """Return the host name of the site."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def proof_of(recipient_pk: int) -> str:
    """Return what only this site can put beside the number of a recipient."""
    return _proof(recipient_pk, settings.SECRET_KEY)


@lru_cache(maxsize=256)
def _proof(recipient_pk: int, secret: str) -> str:
    word = str(recipient_pk).encode()
    return hmac.new(_key(secret), word, hashlib.sha256).hexdigest()[:_MAC_LENGTH]


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    # Derived once: thousands of addresses are written a second.
    return salted_hmac(_SALT, "key", secret=secret, algorithm="sha256").digest()


def _read(address: str, *, is_leaving: bool) -> int | None:
    # Servers on the way may change the case of an address.
    found = _RETURN.fullmatch(address.strip().strip("<>").lower())
    if not found or bool(found[1]) is not is_leaving:
        return None
    return _proved(found[2], found[3])


def _proved(number: str, proof: str) -> int | None:
    pk = int(number)
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    proofs = (_proof(pk, secret) for secret in secrets)
    return pk if any(hmac.compare_digest(proof, known) for known in proofs) else None
