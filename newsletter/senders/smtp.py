"""SMTP over several connections at once: smtplib opens them, then each speaks for itself without blocking.

Where the server announces PIPELINING (RFC 2920), the commands of a mail leave in one write together with the text of
the mail before it, so that a mail costs one round trip.
"""

import smtplib
import socket
import ssl
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, cast

from newsletter.senders.answers import tidy, verdict_of
from newsletter.senders.base import (
    Closed,
    Done,
    Event,
    Mail,
    Outcome,
    Ready,
    ServerAway,
    Verdict,
)

_CHUNK = 65536
#: More than this without the end of an answer is no mail server.
_LONGEST_ANSWER = 65536
_UNTOUCHED = Verdict(Outcome.UNTOUCHED)
_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Step(Enum):
    """What an answer answers."""

    RESET = auto()
    SENDER = auto()
    RECIPIENT = auto()
    DATA = auto()
    EMPTY = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where the server is and how it is spoken to; seconds of patience for a command and for a whole message."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    certificate: str | None = None
    key: str | None = None
    own_name: str | None = None
    patience: float = 20
    patience_for_text: float = 300


class SmtpSender:
    """Opens lines to one mail server."""

    def __init__(self, server: SmtpServer) -> None:
        """Remember the server; nothing is opened yet."""
        self.server = server

    def open_line(self) -> "SmtpLine":
        """Connect, greet, begin TLS and sign in as configured. Raises ServerAway."""
        try:
            smtp = self._connect()
        except smtplib.SMTPResponseException as error:
            raise ServerAway(_said(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ServerAway(f"The mail server does not answer ({_kind(error)}).") from error
        return SmtpLine(smtp, self.server)

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        context = self._context() if server.use_ssl or server.use_tls else None
        options: dict[str, Any] = {"timeout": server.patience, "local_hostname": server.own_name}
        if server.use_ssl:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, context=context, **options
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, **options)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.use_tls:
                smtp.starttls(context=context)
                smtp.ehlo_or_helo_if_needed()
            if server.username and server.password:
                smtp.login(server.username, server.password)
        except (smtplib.SMTPException, OSError):
            smtp.close()
            raise
        return smtp

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.server.certificate or self.server.key:
            context.load_cert_chain(self.server.certificate or "", self.server.key)
        return context


class SmtpLine:
    """One connection after its greeting."""

    def __init__(self, smtp: smtplib.SMTP, server: SmtpServer) -> None:
        """Take over the socket of a connection that smtplib opened."""
        assert smtp.sock is not None
        self._smtp = smtp
        self._socket: socket.socket = smtp.sock
        self._socket.setblocking(False)
        self._is_pipelining = smtp.has_extn("pipelining")
        self._server = server
        self._expected: deque[tuple[Step, Mail | None]] = deque()
        self._held: deque[tuple[bytes, Step, Mail | None]] = deque()
        self._following: Mail | None = None
        self._ready: Mail | None = None
        self._verdict: Verdict | None = None
        self._sender_refusal = ""
        self._needs_reset = False
        self._outgoing = bytearray()
        self._queued_bytes = self._sent_bytes = 0
        self._text_ends_at = 0
        self._incoming = b""
        self._words: list[str] = []
        self._moved_at = time.monotonic()
        self.is_closed = False

    def fileno(self) -> int:
        """Return the descriptor to wait for."""
        return self._socket.fileno()

    @property
    def wants_to_write(self) -> bool:
        """Tell whether the line waits until it can write."""
        return bool(self._outgoing)

    @property
    def is_idle(self) -> bool:
        """Tell whether there is no mail on the line."""
        return not (self._expected or self._held or self._ready or self._following)

    def offer(self, mail: Mail) -> None:
        """Announce a mail to the server."""
        self._announce(mail)
        self._moved_at = time.monotonic()
        self._flush()

    def release(self, mail: Mail, following: Mail | None = None) -> None:
        """Send the text of the mail that is ready, and announce the following one in the same breath."""
        self._ready = None
        self._put(_stuffed(mail.data))
        self._text_ends_at = self._queued_bytes
        self._expected.append((Step.TEXT, mail))
        if following is None or self._is_pipelining:
            self._announce(following)
        else:
            self._following = following
        self._moved_at = time.monotonic()
        self._flush()

    def advance(self) -> list[Event]:
        """Write and read what can be without waiting; return what happened."""
        events: list[Event] = []
        try:
            self._write()
            while not self.is_closed:
                answer = self._read()
                if answer is None:
                    break
                self._moved_at = time.monotonic()
                self._take(*answer, events)
        except OSError as error:
            note = f"The mail server closed the connection ({_kind(error)})."
            self._lose("" if self.is_idle else note, events)
        return events

    def overdue(self, now: float) -> list[Event]:
        """Give up when the server has been silent for too long."""
        if self.is_closed or (not self._expected and not self._outgoing):
            return []
        waits_for_text = bool(self._expected) and self._expected[0][0] is Step.TEXT
        patience = self._server.patience_for_text if waits_for_text else self._server.patience
        if now - self._moved_at < patience:
            return []
        events: list[Event] = []
        self._lose("The mail server stopped answering.", events, code="timeout")
        return events

    def close(self) -> None:
        """Take leave of the server."""
        if self.is_closed:
            return
        self.is_closed = True
        if self.is_idle:
            with suppress(OSError):
                self._socket.send(b"QUIT\r\n")
        self._smtp.close()

    def _announce(self, mail: Mail | None) -> None:
        if mail is None:
            return
        self._verdict = None
        commands: list[tuple[bytes, Step, Mail | None]] = [
            (f"MAIL FROM:<{mail.return_path}>\r\n".encode("ascii"), Step.SENDER, mail),
            (f"RCPT TO:<{mail.to}>\r\n".encode("ascii"), Step.RECIPIENT, mail),
            (b"DATA\r\n", Step.DATA, mail),
        ]
        if self._needs_reset:
            # A mail that got no further than its recipient would make the next sender a nested one.
            commands.insert(0, (b"RSET\r\n", Step.RESET, None))
            self._needs_reset = False
        self._held.extend(commands)
        self._send_held()

    def _send_held(self) -> None:
        while self._held and (self._is_pipelining or not self._expected):
            command, step, mail = self._held.popleft()
            self._put(command)
            self._expected.append((step, mail))

    def _put(self, data: bytes) -> None:
        self._outgoing += data
        self._queued_bytes += len(data)

    def _flush(self) -> None:
        if not self._outgoing:
            return
        # A broken line is noticed by the next `advance`, which may tell what it means.
        with suppress(OSError):
            self._write()

    def _write(self) -> None:
        try:
            while self._outgoing:
                sent = self._socket.send(self._outgoing)
                del self._outgoing[:sent]
                self._sent_bytes += sent
                self._moved_at = time.monotonic()
        except _NOT_NOW:
            pass

    def _read(self) -> tuple[int, str] | None:
        while True:
            end = self._incoming.find(b"\n")
            while end >= 0:
                line, self._incoming = self._incoming[:end], self._incoming[end + 1 :]
                answer = self._read_line(line)
                if answer is not None:
                    return answer
                end = self._incoming.find(b"\n")
            try:
                data = self._socket.recv(_CHUNK)
            except _NOT_NOW:
                return None
            if not data:
                raise ConnectionResetError
            self._incoming += data
            if len(self._incoming) > _LONGEST_ANSWER or len(self._words) > 500:
                raise ConnectionAbortedError

    def _read_line(self, line: bytes) -> tuple[int, str] | None:
        self._words.append(line[4:].decode("utf-8", "replace"))
        if line[3:4] == b"-":
            return None
        words, self._words = " ".join(self._words), []
        if not line[:3].isdigit():
            raise ConnectionAbortedError
        return int(line[:3]), words

    def _take(self, code: int, text: str, events: list[Event]) -> None:
        if code == 421 or not self._expected:
            note = "" if self.is_idle else _said(code, text)
            # Whatever was asked, it was not done: 421 to a whole message means that it was not taken.
            if self._expected and self._expected[0][0] is Step.TEXT:
                _step, mail = self._expected.popleft()
                events.append(Done(cast(Mail, mail), _UNTOUCHED))
            self._lose(note, events)
            return
        step, mail = self._expected.popleft()
        if mail is None:
            self._send_held()
            return
        is_good = 200 <= code < 400
        if step is Step.SENDER and not is_good:
            self._verdict, self._sender_refusal = _UNTOUCHED, _said(code, text)
        elif step is Step.RECIPIENT and not is_good and self._verdict is None:
            self._verdict = verdict_of(code, text, of_recipient=True)
        elif step is Step.DATA:
            self._take_data(mail, code, text, events)
        elif step is Step.TEXT:
            verdict = verdict_of(code, text, of_recipient=False)
            events.append(Done(mail, verdict))
            following, self._following = self._following, None
            self._announce(following)
        elif step is Step.EMPTY:
            self._refuse(mail, events)
        if self._verdict is not None and self._held:
            # Without pipelining the rest of a refused mail was not said yet.
            self._held.clear()
            self._refuse(mail, events)
        self._send_held()
        self._flush()

    def _take_data(self, mail: Mail, code: int, text: str, events: list[Event]) -> None:
        if self._verdict is None:
            if code == 354:
                self._ready = mail
                events.append(Ready(mail))
                return
            self._verdict = verdict_of(code if code >= 400 else 451, text, of_recipient=False)
        elif code == 354:
            # The server wants a text for nobody: it gets an empty one.
            self._put(b".\r\n")
            self._expected.appendleft((Step.EMPTY, mail))
            return
        self._refuse(mail, events)

    def _refuse(self, mail: Mail, events: list[Event]) -> None:
        verdict, self._verdict = self._verdict or _UNTOUCHED, None
        self._needs_reset = True
        events.append(Done(mail, verdict))
        if self._sender_refusal:
            self._lose(self._sender_refusal, events)

    def _lose(self, note: str, events: list[Event], code: str = "lost") -> None:
        """Close at once; tell of every mail on the line what is known of it."""
        told: set[int] = set()
        for step, mail in [*self._expected, *[(held[1], held[2]) for held in self._held]]:
            if mail is None or mail.recipient in told:
                continue
            told.add(mail.recipient)
            is_unsure = step is Step.TEXT and self._sent_bytes >= self._text_ends_at
            verdict = Verdict(Outcome.UNSURE, code, note) if is_unsure else _UNTOUCHED
            events.append(Done(mail, verdict))
        for mail in (self._ready, self._following):
            if mail is not None and mail.recipient not in told:
                events.append(Done(mail, _UNTOUCHED))
        self._expected.clear()
        self._held.clear()
        self._ready = self._following = None
        self.is_closed = True
        self._smtp.close()
        events.append(Closed(note))


def _stuffed(data: bytes) -> bytes:
    if data.startswith(b"."):
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _said(code: int, text: str | bytes) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"The mail server said: {code} {tidy(words)}"


def _kind(error: Exception) -> str:
    return getattr(error, "strerror", "") or type(error).__name__
