"""A mail server of a test: it takes every mail in and keeps it."""

import email
import email.policy
import re
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from tests.sites import free_port

#: The worker sends within seconds; a busy machine takes longer.
MAIL_SECONDS = 60


class MailServer:
    """Keeps what came, the oldest first."""

    def __init__(self):
        self.received = []
        self.port = free_port()

    @property
    def url(self):
        """Return where a site has to send its mails to."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        """Take a mail in."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append((envelope.rcpt_tos[0], mail))
        return "250 OK"

    def mails_to(self, address):
        """Return the mails that came for an address."""
        return [mail for receiver, mail in self.received if receiver == address]

    def wait_for(self, page, address, subject):
        """Return the newest mail to an address with these words in its subject."""
        for _ in range(MAIL_SECONDS * 4):
            for mail in reversed(self.mails_to(address)):
                if subject in mail["Subject"]:
                    return mail
            page.wait_for_timeout(250)
        subjects = [mail["Subject"] for mail in self.mails_to(address)]
        raise AssertionError(f"No mail “{subject}” came, only {subjects}.")

    @contextmanager
    def running(self):
        """Take mails until the block ends."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def text_of(mail):
    return mail.get_body(preferencelist=("plain",)).get_content()


def html_of(mail):
    return mail.get_body(preferencelist=("html",)).get_content()


def link_in(mail):
    """Return the first link of a mail."""
    return re.search(r"http://127\S+", text_of(mail))[0]
