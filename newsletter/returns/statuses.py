"""What a server's refusal means: that an address does not work, or that it did not work this time."""

import logging
import re
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

from newsletter.models import BounceKind, Recipient

logger = logging.getLogger(__name__)

_CODE = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_DELIVERED = ("delivered", "relayed", "expanded")
#: Permanent for this mail, but no fault of the address: full mailbox, size, loop, content, filter.
_NOT_THE_ADDRESS = re.compile(r"5\.(2\.[234]|3\.\d+|4\.[23567]|6\.\d+|7\.\d+)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a report says of one mail."""

    kind: BounceKind
    code: str = ""
    diagnostic: str = ""


def kind_of(code: str) -> BounceKind:
    """Return what a status of RFC 3463 means; a filter's refusal of one mail does not cost a reader their address."""
    if not code.startswith("5") or _NOT_THE_ADDRESS.fullmatch(code):
        return BounceKind.SOFT
    return BounceKind.HARD


def verdict_of_report(mail: Message) -> Verdict | None:
    """Return what a report of RFC 3464 says; None where the mail is none. Several recipients: the gravest."""
    verdicts = [
        verdict
        for part in mail.walk()
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")
        for block in _blocks(part)
        if (verdict := _verdict(block)) is not None
    ]
    order = (BounceKind.HARD, BounceKind.SOFT, BounceKind.AUTOMATIC)
    return min(verdicts, key=lambda verdict: order.index(verdict.kind), default=None)


def verdict_by_phrases(mail: Message, recipient: int | None) -> Verdict | None:
    """Return what a bounce of no standard says, by the phrases of known servers; None where it looks like none.

    The address is given up only where the phrases name the very address that was written to.
    """
    if recipient is None:
        return None
    try:
        temporary, permanent = all_failures(mail)
    except Exception as error:
        # Seventeen detectors of foreign formats on hostile input may stumble over anything.
        logger.info("A detector stumbled over a returned mail: %s", type(error).__name__)
        return None
    if not temporary and not permanent:
        return None
    row = Recipient.objects.filter(pk=recipient).only("email").first()
    address = row.email.lower() if row else ""
    named = {found.decode("ascii", errors="replace").lower() for found in permanent}
    return Verdict(BounceKind.HARD if address and address in named else BounceKind.SOFT)


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [block for block in payload if isinstance(block, Message)]
        if isinstance(payload, list)
        else []
    )


def _verdict(block: Message) -> Verdict | None:
    action = str(block.get("Action", "")).strip().lower()
    status = str(block.get("Status", ""))
    if not action and not status:
        return None
    diagnostic = str(block.get("Diagnostic-Code", ""))[:2000]
    code = _code(status, diagnostic)
    if action.startswith(_DELIVERED):
        return Verdict(BounceKind.AUTOMATIC, code)
    if action.startswith("delayed") or not code:
        return Verdict(BounceKind.SOFT, code, diagnostic)
    return Verdict(kind_of(code), code, diagnostic)


def _code(status: str, diagnostic: str) -> str:
    """Return the status; where it says nothing (5.0.0) that of the diagnostic, when it is of the same class."""
    stated = _CODE.search(status)
    if stated is None or (stated[2], stated[3]) == ("0", "0"):
        detailed = _CODE.search(diagnostic)
        if detailed and (stated is None or detailed[1] == stated[1]):
            return detailed[0]
    return stated[0] if stated else ""
