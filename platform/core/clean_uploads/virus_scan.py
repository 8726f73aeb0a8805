"""Asks a virus scanner about an upload before it is opened; what it does not answer for is not taken.

Speaks clamd's own protocol (INSTREAM): chunks of a length in four bytes, big end first, and one of no length last.
"""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.clean_uploads.refusal import RefusedFile

logger = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_SECONDS = 60.0
_PORT = 3310
_LONGEST_ANSWER = 4096
_CLEAN = "stream: OK"
_FOUND = " FOUND"


def refuse_infected(data: bytes, name: str) -> None:
    """Raise RefusedFile for a file with a virus, and for any while the scanner does not answer."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _asked(settings.CLAMD_ADDRESS, data)
    except (OSError, ValueError) as error:
        logger.warning("The virus scanner does not answer: %s", error)
        answer = ""
    if answer == _CLEAN:
        return
    if answer.endswith(_FOUND):
        raise RefusedFile(
            _("%(name)s: the virus scanner found something in it, so it was not kept.")
            % {"name": name},
            code="virus",
        )
    if answer:
        logger.warning("The virus scanner would not look at a file: %s", answer)
    raise RefusedFile(
        _(
            "%(name)s: the virus scanner did not answer, so the file was not kept. Try again later; if it goes on,"
            " tell those who run this site."
        )
        % {"name": name},
        code="virus",
    )


def _asked(address: str, data: bytes) -> str:
    """Return what the scanner says; raises OSError or ValueError."""
    with _line(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            part = line.recv(_LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _line(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError("CLAMD_ADDRESS is neither tcp://host:port nor unix:/path.")
    return socket.create_connection((parts.hostname, parts.port or _PORT), _SECONDS)
