"""The mailbox in which returned mail arrives, read over IMAP: each mail is taken in, then moved, and never deleted.

Whoever is killed between the two finds the mail again; taking it in twice counts once. What was understood goes to the
folder `Processed`, the rest to `Unknown`, for people to read.
"""

import imaplib
import re
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from newsletter.bounces import process
from newsletter.models import BounceKind
from newsletter.returns.reading import LONGEST

#: Mails of one run: a flood must not keep the worker from everything else.
MOST = 2000
BATCH = 200
SECONDS = 30
PROCESSED, UNKNOWN = "Processed", "Unknown"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"imaps": 993, "imap": 143}
_SEPARATOR = re.compile(rb'\) "(.)" ')


class MailboxError(Exception):
    """The mailbox cannot be read; one sentence without name or password."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where returned mail arrives."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool


def mailbox_at(url: str) -> Mailbox:
    """Return the mailbox of an address like `imaps://user:password@host:993/INBOX`; raises MailboxError."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise MailboxError(
            "BOUNCE_MAILBOX_URL is no address of a mailbox: write imaps://user:password@host:993/INBOX."
        ) from None
    if not parts.hostname or not parts.username:
        raise MailboxError("BOUNCE_MAILBOX_URL lacks the host or the user.")
    if parts.scheme == "imap" and parts.hostname not in _LOOPBACK:
        raise MailboxError(
            "BOUNCE_MAILBOX_URL would send the password unencrypted: write imaps://."
        )
    return Mailbox(
        parts.hostname,
        port,
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
        parts.scheme == "imaps",
    )


def read_mailbox(mailbox: Mailbox, *, most: int = MOST) -> Counter[BounceKind]:
    """Take in the mails of a mailbox, the oldest first; return how many of each kind there were.

    Raises MailboxError; what was taken in until then stays so.
    """
    kinds: Counter[BounceKind] = Counter()
    try:
        with _opened(mailbox) as server:
            folders = {name: _folder(server, name) for name in (PROCESSED, UNKNOWN)}
            while kinds.total() < most:
                before = kinds.total()
                for key in _next_mails(server, mailbox, before, most):
                    if (data := _fetch(server, key)) is not None:
                        kind = process(data)
                        kinds[kind] += 1
                        is_known = kind != BounceKind.UNKNOWN
                        _move(server, key, folders[PROCESSED if is_known else UNKNOWN])
                if kinds.total() == before:
                    break
    except (imaplib.IMAP4.error, OSError) as error:
        # The server's words may repeat the name of the account.
        raise MailboxError(
            f"The mailbox of returned mail could not be read ({type(error).__name__}). "
            "Check BOUNCE_MAILBOX_URL; nothing is lost, it is read again."
        ) from None
    return kinds


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    server: imaplib.IMAP4
    if mailbox.is_encrypted:
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    with server:
        server.login(mailbox.user, mailbox.password)
        yield server


def _next_mails(server: imaplib.IMAP4, mailbox: Mailbox, done: int, most: int) -> list[bytes]:
    """Return the keys of the next mails; what another reader of the mailbox has opened counts as well."""
    number = int(_done(server.select(_quoted(mailbox.folder)))[0])
    if not number:
        return []
    last = min(number, BATCH, most - done)
    found = _done(server.uid("SEARCH", f"1:{last}", "UNDELETED"))
    return (found[0] or b"").split()


def _fetch(server: imaplib.IMAP4, key: bytes) -> bytes | None:
    """Return the beginning of a mail without marking it; None when another process moved it away."""
    answer = _done(server.uid("FETCH", key.decode(), f"(BODY.PEEK[]<0.{LONGEST}>)"))
    return next((part[1] for part in answer if isinstance(part, tuple)), None)


def _move(server: imaplib.IMAP4, key: bytes, folder: str) -> None:
    name, uid = _quoted(folder), key.decode()
    if "MOVE" in server.capabilities:
        _done(server.uid("MOVE", uid, name))
        return
    _done(server.uid("COPY", uid, name))
    _done(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
    if "UIDPLUS" in server.capabilities:
        _done(server.uid("EXPUNGE", uid))
    else:
        _done(server.expunge())


def _folder(server: imaplib.IMAP4, name: str) -> str:
    """Return the folder of that name, made if it is missing; some servers want it below the inbox."""
    listed = _done(server.list('""', '""'))
    found = _SEPARATOR.search(listed[0] or b"")
    separator = found[1].decode() if found else "/"
    for place in (name, f"INBOX{separator}{name}"):
        server.create(_quoted(place))
        if server.status(_quoted(place), "(MESSAGES)")[0] == "OK":
            return place
    raise imaplib.IMAP4.error("no folder")


def _quoted(name: str) -> str:
    escaped = name.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def _done(answer: tuple[str, list]) -> list:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error("refused")
    return answer[1]
