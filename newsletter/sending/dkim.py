"""DKIM signatures (RFC 6376), where the mail server does not sign itself: off unless selector and key are set."""

import base64
import hashlib
import re
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

#: What a signature covers. `From` stands twice: a second one cannot be added unnoticed.
SIGNED = (
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
)
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_SPACES = re.compile(rb"[ \t]+")


class Signer:
    """Signs mails for one domain, header and body relaxed."""

    def __init__(self, domain: str, selector: str, key: rsa.RSAPrivateKey) -> None:
        """Remember who signs."""
        self._domain, self._selector, self._key = domain, selector, key

    def sign(self, head: bytes, body: bytes) -> bytes:
        """Return the header line that signs a mail; `head` ends with its last header's CRLF."""
        fields = _fields(head)
        covered, canonical = [], []
        for name in SIGNED:
            lines = fields.get(name, [])
            covered.append(name)
            if lines:
                canonical.append(name.encode() + b":" + lines.pop())
        digest = base64.b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode()
        unsigned = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={self._domain}; s={self._selector};\r\n"
            f" h={' :'.join(covered)};\r\n bh={digest};\r\n b="
        )
        # Header names are many for one line.
        unsigned = unsigned.replace(" :reply-to", "\r\n :reply-to")
        canonical.append(b"dkim-signature:" + _relaxed(unsigned.encode()))
        signature = self._key.sign(b"\r\n".join(canonical), padding.PKCS1v15(), hashes.SHA256())
        encoded = base64.b64encode(signature).decode()
        folded = "\r\n ".join(encoded[at : at + 70] for at in range(0, len(encoded), 70))
        return f"DKIM-Signature: {unsigned}{folded}\r\n".encode("ascii")


def signer_for(domain: str) -> Signer | None:
    """Return the signer of the settings; None where mails are not signed here."""
    selector, path = settings.NEWSLETTER_DKIM_SELECTOR, settings.NEWSLETTER_DKIM_KEY
    if not selector or not path:
        return None
    try:
        key = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            "NEWSLETTER_DKIM_KEY must be the path of a private RSA key in PEM that this process may read."
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ImproperlyConfigured("NEWSLETTER_DKIM_KEY must be an RSA key.")
    return Signer(domain, selector, key)


def _fields(head: bytes) -> dict[str, list[bytes]]:
    """Return the canonical values of each header; the last of a name is taken first, as verifiers do."""
    fields: dict[str, list[bytes]] = {}
    for line in _FOLD.sub(b"", head).split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.decode("ascii").lower(), []).append(_relaxed(value))
    return fields


def _relaxed(value: bytes) -> bytes:
    return _SPACES.sub(b" ", _FOLD.sub(b"", value)).strip(b" ")


def _relaxed_body(body: bytes) -> bytes:
    lines = [_SPACES.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"\r\n".join(lines) + b"\r\n" if lines else b""
