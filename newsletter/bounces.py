"""Returned mail: `process` reads one and does what it asks for; see `newsletter.returns`."""

from newsletter.models import BounceKind
from newsletter.returns.reading import read_returned
from newsletter.returns.recording import take_in

__all__ = ["process"]


def process(message: bytes) -> BounceKind:
    """Take in one returned mail and return what it was; the same mail read twice counts once."""
    return take_in(read_returned(message))
