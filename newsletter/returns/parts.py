"""The parts of a mail as text; nothing that a mail claims of itself is taken on trust."""

import email
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message


def fields_of(part: Message) -> Message:
    """Return the fields of a report; parsers hand them out as headers of an inner mail or as text."""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return inner[0]
    return email.message_from_string(content_of(part))


def parts_of(mail: Message, kind: str) -> Iterator[Message]:
    """Yield the parts of one type."""
    return (part for part in mail.walk() if part.get_content_type() == kind)


def text_of(mail: Message) -> str:
    """Return the plain text of a mail, of its first text part."""
    return next((content_of(part) for part in parts_of(mail, "text/plain")), "")


def header_of(mail: Message, name: str) -> str:
    """Return a header in words."""
    value = str(mail.get(name, ""))[:1000]
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        return value


def content_of(part: Message) -> str:
    """Return the text of one part, whatever encoding it claims."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return payload.decode("utf-8", errors="replace")
