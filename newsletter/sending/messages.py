"""Builds the mails of a mailing: each edition is encoded once and then filled in for each reader.

A mail of a recipient is the same whenever it is built: Message-ID, date and boundary come from its row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsletter.links import Purpose, Reader, token_for
from newsletter.models import Edition, MailingKind, NewsletterSettings
from newsletter.personalising import Pattern
from newsletter.senders.base import Mail
from newsletter.sending import verp
from newsletter.sending.dkim import Signer, signer_for
from newsletter.sending.encoding import EncodedText, address_header, header

#: Digests have an edition for each choice of records; so many are kept encoded.
EDITIONS_KEPT = 64
_WIRE_ADDRESS = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
_STAND_IN = "token"


class Row(NamedTuple):
    """What a claim reads of a recipient."""

    pk: int
    mailing_id: int
    edition_id: int | None
    subscriber_id: int | None
    email: str
    name: str
    subscriber_key: UUID | None
    attempts: int
    due_at: datetime
    reader_state: str | None


@dataclass(frozen=True)
class Identity:
    """Who sends: read once for many mails."""

    name: str
    address: str
    reply_to: str
    bounce_domain: str
    host: str
    signer: Signer | None

    @classmethod
    def of_site(cls, rules: NewsletterSettings) -> "Identity":
        """Return the identity that editors and the environment gave the newsletter."""
        name, default = parseaddr(settings.DEFAULT_FROM_EMAIL)
        address = rules.sender_address or default
        domain = address.rpartition("@")[2]
        return cls(
            name=rules.sender_name or name or settings.WAGTAIL_SITE_NAME,
            address=address,
            reply_to=rules.reply_to,
            bounce_domain=settings.BOUNCE_DOMAIN or domain,
            host=verp.site_host(),
            signer=signer_for(domain),
        )


def can_be_written_to(address: str) -> bool:
    """Tell whether an address can stand in a command of SMTP: ASCII, nothing that ends the command."""
    return bool(_WIRE_ADDRESS.fullmatch(address))


class Composer:
    """Makes the mail of one recipient after the other."""

    def __init__(self, identity: Identity) -> None:
        """Remember who sends."""
        self._identity = identity
        self._edition = lru_cache(maxsize=EDITIONS_KEPT)(self._load)

    def mail_for(self, row: Row) -> Mail:
        """Return the mail of a recipient whose row has an edition and a reader."""
        assert row.edition_id is not None and row.subscriber_id is not None
        edition = self._edition(row.edition_id)
        return Mail(
            recipient=row.pk,
            mailing=row.mailing_id,
            subscriber=row.subscriber_id,
            return_path=verp.verp_address(row.pk, self._identity.bounce_domain),
            to=row.email,
            data=edition.fill(row),
            attempts=row.attempts,
        )

    def _load(self, pk: int) -> "EncodedEdition":
        return EncodedEdition(Edition.objects.select_related("mailing").get(pk=pk), self._identity)


class EncodedEdition:
    """An edition with everything encoded that all its readers share."""

    def __init__(self, edition: Edition, identity: Identity) -> None:
        """Encode it."""
        self._edition, self._identity = edition, identity
        self._boundary = f"=_newsletter_{edition.mailing_id}_{edition.pk}"
        self._text = EncodedText(edition.text, html=False)
        self._html = EncodedText(edition.html, html=True)
        self._subject = Pattern(edition.subject, html=False)
        is_personal = any(name for _text, name in self._subject.pieces)
        self._fixed_subject = None if is_personal else header("Subject", edition.subject)
        self._leave = link_maker("leave", edition.language)
        self._preferences = link_maker("preferences", edition.language)
        self._fixed_head = self._shared_headers()
        part = (
            f"--{self._boundary}\r\nContent-Type: text/%s; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        self._before_text = (part % "plain").encode()
        self._before_html = b"\r\n" + (part % "html").encode()
        self._end = f"\r\n--{self._boundary}--\r\n".encode()

    def fill(self, row: Row) -> bytes:
        """Return the whole mail of one recipient."""
        assert row.subscriber_key is not None
        reader = Reader(row.subscriber_key, row.pk)
        values = {
            "name": row.name,
            "leave_url": self._leave(reader),
            "preferences_url": self._preferences(reader),
            "web_url": self._edition.web_url,
        }
        head = self._head(row, values)
        body = b"".join(
            (
                self._before_text,
                self._text.fill(values),
                self._before_html,
                self._html.fill(values),
                self._end,
            )
        )
        signer = self._identity.signer
        return b"".join((signer.sign(head, body) if signer else b"", head, b"\r\n", body))

    def _head(self, row: Row, values: dict[str, str]) -> bytes:
        leave_by_mail = verp.leave_address(row.pk, self._identity.bounce_domain)
        own = (
            f"Date: {_date(row.due_at)}\r\n"
            f"Message-ID: {verp.message_id(row.mailing_id, row.pk)}\r\n"
            f"List-Unsubscribe: <{values['leave_url']}>,\r\n <mailto:{leave_by_mail}?subject=unsubscribe>\r\n"
        ).encode("ascii")
        subject = self._fixed_subject or header("Subject", self._subject.fill(values))
        return b"".join((self._fixed_head, subject, address_header("To", row.name, row.email), own))

    def _shared_headers(self) -> bytes:
        edition, identity = self._edition, self._identity
        archive = edition.web_url or f"{settings.SITE_URL}/newsletter/"
        feedback = f"{edition.mailing_id}:{edition.mailing.kind}:newsletter:{identity.host}"
        lines = [
            address_header("From", identity.name, identity.address),
            address_header("List-Id", identity.name, f"newsletter.{identity.host}"),
            f"List-Archive: <{archive}>\r\n".encode("ascii", "ignore"),
            b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            f"Feedback-ID: {feedback}\r\n".encode(),
            f"Content-Language: {edition.language}\r\n".encode(),
            b"Precedence: bulk\r\n",
            b"MIME-Version: 1.0\r\n",
            f'Content-Type: multipart/alternative;\r\n boundary="{self._boundary}"\r\n'.encode(),
        ]
        if identity.reply_to:
            lines.append(address_header("Reply-To", "", identity.reply_to))
        if edition.mailing.kind != MailingKind.ISSUE:
            # Written by nobody: programs that answer for their owners leave it alone (RFC 3834).
            lines.append(b"Auto-Submitted: auto-generated\r\n")
        return b"".join(lines)


def link_maker(purpose: Purpose, language: str) -> Callable[[Reader], str]:
    """Return the function that makes links of one kind: `newsletter.links.link_for`, for thousands a second."""
    with translation.override(language):
        path = reverse(f"newsletter:{purpose}", args=[_STAND_IN])
    before, _token, after = path.rpartition(_STAND_IN)

    def link(reader: Reader) -> str:
        return f"{settings.SITE_URL}{before}{token_for(purpose, reader)}{after}"

    return link


# Most rows of a mailing became due at the same moment.
_date = lru_cache(maxsize=64)(format_datetime)
