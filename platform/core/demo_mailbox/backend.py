"""A mail backend that posts every mail into a folder of this site."""

import mailbox
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

#: What is older is thrown away: a demonstration is not to fill the disk.
KEPT = 500


def open_mailbox() -> mailbox.Maildir:
    """Open the folder of mails, which is made where it is missing."""
    return mailbox.Maildir(Path(settings.VAR_DIR) / "mailbox", create=True)


class MailboxBackend(BaseEmailBackend):
    """Keep mails instead of sending them. `post` takes one that is prepared already."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post every mail; return how many."""
        for message in email_messages:
            self.post(message.message().as_bytes())
        return len(email_messages)

    def post(self, prepared: bytes) -> None:
        """Post one mail as it would go over the line."""
        box = open_mailbox()
        box.add(prepared)
        for key in self._too_many(box):
            box.discard(key)

    def _too_many(self, box: mailbox.Maildir) -> list[Any]:
        # The keys of a Maildir begin with the second in which a mail came.
        return sorted(box.keys())[:-KEPT]
