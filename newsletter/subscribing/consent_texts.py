"""What readers agree to when they subscribe, word by word, with its version: the ledger quotes it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ConsentText:
    """A text and the version by which the ledger names it. A changed text is a new version; old ones stay."""

    version: str
    text: str | Promise


#: Newest last.
TEXTS = (
    ConsentText(
        "2026-11",
        _(
            "I want to receive this newsletter at this address. The address and my choices are used to send it and "
            "for nothing else; they are passed on to nobody. No mail is tracked. I can leave with one click, at any "
            "time, and have everything about me erased."
        ),
    ),
)


def current_text() -> ConsentText:
    """Return the text that new readers are shown."""
    return TEXTS[-1]
