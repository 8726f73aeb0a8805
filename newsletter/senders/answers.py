"""What the answers of mail servers mean (RFC 5321, RFC 3463): come later, refused, or an address that does not work."""

import re

from newsletter.senders.base import Outcome, Verdict

LONGEST = 250
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_NOBODY = re.compile(
    r"user unknown|unknown (user|recipient|mailbox|address)|no such (user|recipient|mailbox|address)"
    r"|(user|recipient|mailbox|address|account) (is |was )?(unknown|disabled|inactive|not found)"
    r"|(does not|doesn't) exist|invalid (recipient|mailbox)|no mailbox",
    re.I,
)
#: No such mailbox, no such system, moved, disabled. 5.1.7 and 5.1.8 mean the sender.
_DEAD = {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
_DEAD_AT_RECIPIENT = {550, 551, 553}


def verdict_of(code: int, text: str, *, of_recipient: bool) -> Verdict:
    """Return what an answer means; `of_recipient` tells an answer to RCPT from one to the message."""
    words = tidy(text)
    found = _ENHANCED.search(words[:60])
    enhanced = found[0] if found and found[1] == str(code)[0] else ""
    shown = enhanced or str(code)
    if 200 <= code < 300:
        return Verdict(Outcome.SENT)
    if code < 500:
        return Verdict(Outcome.LATER, shown, words)
    if enhanced:
        is_dead = enhanced in _DEAD and (of_recipient or enhanced != "5.1.0")
    else:
        is_dead = code in _DEAD_AT_RECIPIENT and (of_recipient or bool(_NOBODY.search(words)))
    return Verdict(Outcome.REFUSED, shown, words, is_dead)


def tidy(text: str) -> str:
    """Return the words of a server in one line of bounded length, without addresses."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return _ADDRESS.sub("…", " ".join(shown.split()))[:LONGEST]
