"""The mails of the demonstration's mailbox, read for the page that shows them."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime

from core.demo_mailbox.backend import open_mailbox


@dataclass(frozen=True)
class PostedMail:
    """One mail that the site would have sent."""

    key: str
    message: EmailMessage

    @property
    def sent_at(self) -> datetime | None:
        """Return the date that the mail states."""
        try:
            return parsedate_to_datetime(str(self.message["Date"]))
        except ValueError:
            return None

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Return every header as it is written."""
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        """Return the plain text, empty where there is none."""
        part = self.message.get_body(preferencelist=("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """Return the HTML, empty where there is none."""
        part = self.message.get_body(preferencelist=("html",))
        return part.get_content() if part else ""


def newest_first(limit: int = 100) -> Iterator[PostedMail]:
    """Return the mails that came last."""
    for key in sorted(open_mailbox().keys(), reverse=True)[:limit]:
        mail = find_mail(key)
        if mail:
            yield mail


def find_mail(key: str) -> PostedMail | None:
    """Return the mail with a key, if it is still there."""
    try:
        raw = open_mailbox().get_bytes(key)
    except KeyError:
        return None
    message = email.message_from_bytes(raw, policy=modern)
    return PostedMail(key=key, message=message)  # type: ignore[arg-type]
