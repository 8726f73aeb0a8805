"""The limits within which a file is read at all, and the error that says why one was not."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

#: A form with photographs is a few megabytes; more is not a form.
MAX_FILE_BYTES = 25 * MEGABYTE
#: A batch of some hundred forms.
MAX_ARCHIVE_BYTES = 200 * MEGABYTE
#: What the parts of one Word or Excel file may come to when unpacked.
MAX_UNPACKED_BYTES = 100 * MEGABYTE
#: One XML part: the longest chart known has 70 kB of text.
MAX_PART_BYTES = 30 * MEGABYTE
MAX_ENTRIES = 2_000
MAX_ARCHIVE_ENTRIES = 5_000
#: Deflate gives text about 1:10, the zero bytes of a bomb 1:1000.
MAX_RATIO = 200
#: Below this size a high ratio harms nobody (an empty style sheet packs well).
RATIO_FREE_BYTES = 2 * MEGABYTE
MAX_SHEETS = 200
MAX_SHEET_ROWS = 5_000
MAX_SHEET_COLUMNS = 200
MAX_RECORDS = 5_000
#: Longer values are no answers to an item; they would also choke the pages that show them.
MAX_VALUE_CHARACTERS = 500_000


@dataclass
class FormError(Exception):
    """Say in one sentence why a file, a member of an archive or a row could not be read, and what to do."""

    name: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.name}: {self.sentence}"

    def __hash__(self) -> int:
        return hash((self.name, self.sentence))


def readable_size(number: int) -> str:
    """Give a number of bytes in megabytes."""
    return f"{number / MEGABYTE:.0f} MB" if number >= MEGABYTE else f"{max(1, number // 1024)} kB"
