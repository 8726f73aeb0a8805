"""Reads one returned mail: what it means, whose it is, and what the server said.

Whoever knows the address of the mailbox can write to it, so nothing that a mail says is believed but proofs that this
site made: the return path, the address to leave and the Message-ID each carry one (`newsletter.sending.verp`). They
stand in the mail that a reader got and nowhere else: a forged bounce can hit nobody but its writer.
"""

import email
import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from newsletter.models import BounceKind
from newsletter.returns.automatic import is_automatic
from newsletter.returns.leave_words import asks_to_leave
from newsletter.returns.parts import fields_of, header_of, parts_of, text_of
from newsletter.returns.statuses import Verdict, verdict_by_phrases, verdict_of_report
from newsletter.sending.verp import read_leave_address, read_message_id, read_verp

logger = logging.getLogger(__name__)

#: What is read of one mail. Reports stand before the mail that they return.
LONGEST = 512 * 1024
#: More parts than a returned mail has; a mail made of nests is put aside unread.
MOST_PARTS = 60
_ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_ADDRESS = re.compile(r"bounces\+[a-z0-9-]{1,60}@[a-z0-9.-]{1,253}", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<\d{1,18}\.\d{1,18}\.[0-9a-f]{16}@[^<>\s]{1,253}>", re.IGNORECASE)
_PARTS = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """What a returned mail means; `recipient` is the row of the mail that it speaks of."""

    kind: BounceKind
    recipient: int | None = None
    code: str = ""
    diagnostic: str = ""
    fingerprint: str = ""


UNKNOWN = ReturnedMail(BounceKind.UNKNOWN)


def read_returned(data: bytes) -> ReturnedMail:
    """Return what one mail means; `UNKNOWN` for whatever cannot be read or proved."""
    data = data[:LONGEST]
    if len(_PARTS.findall(data)) > MOST_PARTS:
        return UNKNOWN
    try:
        mail = email.message_from_bytes(data)
        found = _understand(mail)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        # Python's parser and its tools stumble over broken mails in many ways; none may stop the others.
        logger.info("A returned mail could not be read: %s", type(error).__name__)
        return UNKNOWN
    if found.recipient is None:
        # Somebody's holiday needs no proof to be ignored.
        return found if found.kind == BounceKind.AUTOMATIC else UNKNOWN
    return ReturnedMail(
        found.kind,
        found.recipient,
        found.code[:20],
        without_addresses(found.diagnostic)[:500],
        _fingerprint(mail, data, found),
    )


def without_addresses(text: str) -> str:
    """Return what a server said on one line, with no address of a person in it."""
    return re.sub(r"\S+@\S+", "…", " ".join(text.replace("\x00", "").split()))


def _understand(mail: Message) -> ReturnedMail:
    arrived = list(_addresses(mail, _ARRIVED_AT))
    leaving = next(filter(None, map(read_leave_address, arrived)), None)
    if leaving is not None:
        return ReturnedMail(BounceKind.LEAVING, leaving, diagnostic="mail")
    if (complaint := _complaint(mail)) is not None:
        return complaint
    recipient = next(filter(None, map(read_verp, arrived)), None) or _returned_mail(mail)
    if (verdict := verdict_of_report(mail)) is not None:
        return _judged(verdict, recipient)
    if (verdict := verdict_by_phrases(mail, recipient)) is not None:
        return _judged(verdict, recipient)
    if is_automatic(mail):
        return ReturnedMail(BounceKind.AUTOMATIC, recipient)
    answered = recipient or next(filter(None, map(read_message_id, _answered(mail))), None)
    if answered is not None and (
        asks_to_leave(text_of(mail)) or asks_to_leave(header_of(mail, "Subject"))
    ):
        return ReturnedMail(BounceKind.LEAVING, answered, diagnostic="reply")
    return ReturnedMail(BounceKind.UNKNOWN, answered)


def _judged(verdict: Verdict, recipient: int | None) -> ReturnedMail:
    return ReturnedMail(verdict.kind, recipient, verdict.code, verdict.diagnostic)


def _complaint(mail: Message) -> ReturnedMail | None:
    """Return the complaint of an abuse report (RFC 5965), if the mail is one."""
    report = next((part for part in parts_of(mail, "message/feedback-report")), None)
    if report is None:
        return None
    fields = fields_of(report)
    kind = fields.get("Feedback-Type", "abuse").strip().lower()
    if kind in ("not-spam", "auth-failure"):
        return ReturnedMail(BounceKind.AUTOMATIC)
    said = _ADDRESS.findall(" ".join(fields.get_all("Original-Mail-From") or []))
    recipient = next(filter(None, map(read_verp, said)), None) or _returned_mail(mail)
    return ReturnedMail(BounceKind.COMPLAINT, recipient, code=kind)


def _returned_mail(mail: Message) -> int | None:
    """Return whose mail comes back inside: by its Message-ID, its return path or its address to leave."""
    for part in mail.walk():
        if part is mail:
            continue
        kind = part.get_content_type()
        inner = fields_of(part) if kind == "text/rfc822-headers" else part
        for name in ("Message-ID", "Return-Path", "List-Unsubscribe"):
            for value in inner.get_all(name) or []:
                if (found := _proved_in(str(value))) is not None:
                    return found
    return _proved_in(text_of(mail)) if not mail.is_multipart() else None


def _proved_in(text: str) -> int | None:
    """Return the first recipient of whom the text holds a proof."""
    identities = map(read_message_id, _MESSAGE_ID.findall(text)[:20])
    addresses = _ADDRESS.findall(text)[:20]
    found = next(filter(None, identities), None)
    return found or next(
        filter(None, (read_verp(each) or read_leave_address(each) for each in addresses)), None
    )


def _addresses(mail: Message, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for value in (mail.get_all(name) or [])[:20]:
            yield from _ADDRESS.findall(str(value))[:20]


def _answered(mail: Message) -> list[str]:
    """Return the mail that this one answers, and none further up: an answer to an answer speaks for somebody else."""
    names = str(mail.get("In-Reply-To") or mail.get("References") or "")
    return _MESSAGE_ID.findall(names)[-1:]


def _fingerprint(mail: Message, data: bytes, found: ReturnedMail) -> str:
    """Return what is the same when a mail is read twice, also after a server wrote lines above it."""
    identity = str(mail.get("Message-ID", "")).strip().encode(errors="replace") or data
    words = (found.kind.value.encode(), str(found.recipient).encode(), identity)
    return hashlib.sha256(b"\x00".join(words)).hexdigest()
