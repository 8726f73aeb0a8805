"""Returned mails as servers write them, with invented addresses."""

from email.message import EmailMessage
from email.utils import make_msgid

from newsletter.sending.verp import leave_address, message_id, verp_address


def reported(row, *, status="5.1.1", action="failed", diagnostic="", to=None, message=None):
    """Return a report of RFC 3464 for the mail of a recipient."""
    to = verp_address(row.pk) if to is None else to
    message = message or make_msgid(domain="mail.example.net")
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: {message}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; {row.email}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic or f"550 {status} <{row.email}>: no such user"}

--b
Content-Type: message/rfc822

Message-ID: {message_id(row.mailing_id, row.pk)}
Subject: An issue

Text.
--b--
""".encode()


def complaint(row, *, kind="abuse", to="abuse@lists.example.org", identity=None):
    """Return an abuse report of RFC 5965; the address of the reader is hidden, as large providers do."""
    identity = identity or message_id(row.mailing_id, row.pk)
    return f"""\
From: feedback@provider.example.net
To: {to}
Subject: FW: An issue
Message-Id: {make_msgid(domain="provider.example.net")}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

Message-ID: {identity}
From: newsletter@example.org
Subject: An issue

Text.
--b--
""".encode()


def written(text, *, to, subject="Re: An issue", **headers):
    """Return a mail that a person or a machine wrote."""
    mail = EmailMessage()
    mail["From"] = "somebody@example.net"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = make_msgid(domain="example.net")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def answer(row, text, **headers):
    """Return an answer to the mail of a recipient."""
    return written(
        text,
        to="newsletter@example.org",
        In_Reply_To=message_id(row.mailing_id, row.pk),
        **headers,
    )


def leaving(row, text=""):
    """Return the mail that a mail program sends to the address of List-Unsubscribe."""
    return written(text, to=leave_address(row.pk), subject="unsubscribe")
