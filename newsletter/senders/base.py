"""The plug point of sending: what a mail is, what can become of it, and what a line to a server does.

Delivery runs in one thread and waits for all lines at once. So a line never blocks: it is told what to do, and tells
what happened when its descriptor is ready.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"
    #: Nothing of it reached the server, and that was not its recipient's doing.
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, the code and words of the server; `is_dead` says that the address itself does not work."""

    outcome: Outcome
    code: str = ""
    text: str = ""
    is_dead: bool = False


@dataclass(slots=True)
class Mail:
    """One mail, ready for the wire: lines end with CRLF, dots are not doubled."""

    recipient: int
    mailing: int
    subscriber: int
    return_path: str
    to: str
    data: bytes
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """The server waits for the text of a mail."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class Done:
    """The fate of a mail is known, as far as it ever will be."""

    mail: Mail
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Closed:
    """The line is gone. `note` says why where somebody should know; its mails were told of before."""

    note: str = ""


Event = Ready | Done | Closed


class ServerAway(Exception):
    """No line could be opened; the text is a sentence for editors, without addresses."""


class Line(Protocol):
    """One connection, on which mails go one after the other.

    A mail is offered, becomes `Ready`, is released, and is `Done`. Not one byte of its text leaves before `release`. A
    mail that is refused is `Done` at once. After `Closed` a line does nothing any more.
    """

    def fileno(self) -> int:
        """Return the descriptor to wait for."""
        ...

    @property
    def wants_to_write(self) -> bool:
        """Tell whether the line waits until it can write."""
        ...

    @property
    def is_idle(self) -> bool:
        """Tell whether there is no mail on the line."""
        ...

    def offer(self, mail: Mail) -> None:
        """Announce a mail to the server; the line is idle."""
        ...

    def release(self, mail: Mail, following: Mail | None = None) -> None:
        """Send the text of the mail that is ready, and announce the following one in the same breath."""
        ...

    def advance(self) -> list[Event]:
        """Write and read what can be without waiting; return what happened."""
        ...

    def overdue(self, now: float) -> list[Event]:
        """Give up when the server has been silent for too long (`now`: monotonic); return what that means."""
        ...

    def close(self) -> None:
        """Take leave of the server; there is no mail on the line, or its fate no longer matters."""
        ...


class Sender(Protocol):
    """A way for mail to leave the house."""

    def open_line(self) -> Line:
        """Return a new line. Raises ServerAway."""
        ...
