"""What a file may cost, and the words in which both processes speak of what went wrong."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class ReadingLimits:
    """Seconds of processor time, megabytes of memory, pages of a file; characters of a page and of all."""

    seconds: int = 60
    megabytes: int = 400
    pages: int = 2_000
    page_characters: int = 200_000
    characters: int = 20_000_000


class Fault(StrEnum):
    """Why nothing was read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    CRASHED = "crashed"
    OTHER_KIND = "other_kind"
    MISSING = "missing"


class Note(StrEnum):
    """What was left out of a file that was read."""

    MORE_PAGES = "more_pages"
    MORE_TEXT = "more_text"
    DAMAGED_PAGES = "damaged_pages"


class Unreadable(Exception):
    """A file gave no text; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
