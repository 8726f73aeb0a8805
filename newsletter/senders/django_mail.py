"""Sending through Django's mail backend: web services by django-anymail, files, the terminal, memory.

Such a backend takes its time over each mail, so every line has a thread in which it waits.
"""

import email
import email.policy
import queue
import smtplib
import socket
import sys
import threading
from contextlib import suppress
from email.message import EmailMessage as ParsedMail
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection

from newsletter.senders.answers import tidy, verdict_of
from newsletter.senders.base import Done, Event, Mail, Outcome, Ready, ServerAway, Verdict

#: Of these Django makes its own.
_OWN_HEADERS = {
    "from",
    "to",
    "subject",
    "reply-to",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
_CONSOLE = "django.core.mail.backends.console.EmailBackend"


class DjangoSender:
    """Opens lines to the mail backend of the settings."""

    def __init__(self, backend: str) -> None:
        """Remember the backend's path."""
        self._backend = backend

    def open_line(self) -> "DjangoLine":
        """Return a line with a connection of its own. Raises ServerAway."""
        # What a command prints for programs to read must not be mixed with mails.
        options: dict[str, Any] = {"stream": sys.stderr} if self._backend == _CONSOLE else {}
        try:
            connection = get_connection(self._backend, **options)
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise ServerAway(f"The mail service does not answer ({_kind(error)}).") from error
        return DjangoLine(connection)


class DjangoLine:
    """One connection of a backend, and the thread in which it sends."""

    def __init__(self, connection: Any) -> None:
        """Start the thread."""
        self._connection = connection
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._tasks: queue.SimpleQueue[Mail | None] = queue.SimpleQueue()
        self._announced: Mail | None = None
        self._sending: Mail | None = None
        self.is_closed = False
        threading.Thread(target=self._work, daemon=True).start()

    def fileno(self) -> int:
        """Return the descriptor that rings when a mail is done."""
        return self._bell.fileno()

    @property
    def wants_to_write(self) -> bool:
        """Tell that the thread does the writing."""
        return False

    @property
    def is_idle(self) -> bool:
        """Tell whether there is no mail on the line."""
        return self._sending is None and self._announced is None

    def offer(self, mail: Mail) -> None:
        """Call a mail ready: such a service is asked nothing beforehand."""
        self._announced = mail
        self._ring()

    def release(self, mail: Mail, following: Mail | None = None) -> None:
        """Let the thread send the mail; the following one is ready when this one is done."""
        self._sending, self._announced = mail, following
        self._tasks.put(mail)

    def advance(self) -> list[Event]:
        """Return what happened."""
        try:
            self._bell.recv(4096)
        except BlockingIOError:
            return []
        events: list[Event] = []
        if not self._done.empty():
            events.append(self._done.get())
            self._sending = None
        if self._sending is None and self._announced is not None:
            events.append(Ready(self._announced))
        return events

    def overdue(self, now: float) -> list[Event]:
        """Leave it to the backend to give up: each has a time limit of its own."""
        return []

    def close(self) -> None:
        """End the thread after the mail that it is at."""
        if not self.is_closed:
            self.is_closed = True
            self._tasks.put(None)

    def _work(self) -> None:
        while (mail := self._tasks.get()) is not None:
            verdict = _sent(self._connection, mail)
            self._done.put(Done(mail, verdict))
            self._ring()
        with suppress(smtplib.SMTPException, OSError):
            self._connection.close()
        self._rope.close()
        self._bell.close()

    def _ring(self) -> None:
        self._rope.send(b"!")


def _sent(connection: Any, mail: Mail) -> Verdict:
    """Send and return what is known of it."""
    try:
        connection.send_messages([as_django_message(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return verdict_of(code, _text(words), of_recipient=True)
    except smtplib.SMTPResponseException as error:
        return verdict_of(error.smtp_code, _text(error.smtp_error), of_recipient=False)
    except Exception as error:  # every service has errors of its own; one must not end the others
        return _verdict_of_service(error)
    return Verdict(Outcome.SENT)


def _verdict_of_service(error: Exception) -> Verdict:
    """Return what the error of a web service means: only a clear refusal is one."""
    status = getattr(error, "status_code", None)
    names = {kind.__name__ for kind in type(error).__mro__}
    if "AnymailRecipientsRefused" in names:
        return Verdict(Outcome.REFUSED, "refused", tidy(str(error)), is_dead=True)
    if status == 429:
        return Verdict(Outcome.LATER, "429", tidy(str(error)))
    if isinstance(status, int) and 400 <= status < 500:
        return Verdict(Outcome.LATER, str(status), tidy(str(error)))
    if "ConnectTimeout" in names or isinstance(error, ConnectionRefusedError):
        return Verdict(Outcome.LATER, "away", type(error).__name__)
    # The service may have taken the mail before it failed.
    return Verdict(Outcome.UNSURE, str(status or "lost"), type(error).__name__)


def as_django_message(mail: Mail) -> EmailMultiAlternatives:
    """Return a mail in Django's form, of which every backend understands the parts."""
    parsed = email.message_from_bytes(mail.data, policy=email.policy.default)
    assert isinstance(parsed, ParsedMail)
    plain, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    message = EmailMultiAlternatives(
        subject=str(parsed["Subject"]),
        body=plain.get_content() if plain else "",
        from_email=str(parsed["From"]),
        to=[str(parsed["To"])],
        reply_to=[str(parsed["Reply-To"])] if parsed["Reply-To"] else None,
        headers={
            name: str(value) for name, value in parsed.items() if name.lower() not in _OWN_HEADERS
        },
    )
    if html:
        message.attach_alternative(html.get_content(), "text/html")
    # django-anymail hands it to services that let the sender choose where mail returns to.
    message.envelope_sender = mail.return_path  # type: ignore[attr-defined]
    return message


def _text(words: str | bytes) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _kind(error: Exception) -> str:
    return getattr(error, "strerror", "") or type(error).__name__
