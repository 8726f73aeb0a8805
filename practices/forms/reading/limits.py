"""The limits within which a form is read at all, and the error that says why one was not."""

from __future__ import annotations

from core.files.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MEGABYTE,
    readable_size,
)
from core.files.problems import UnreadableFile

__all__ = ["MAX_ARCHIVE_BYTES", "MAX_ARCHIVE_ENTRIES", "MEGABYTE", "FormError", "readable_size"]

#: A form with photographs is a few megabytes; more is not a form.
MAX_FILE_BYTES = 25 * MEGABYTE
MAX_SHEETS = 200
MAX_SHEET_ROWS = 5_000
MAX_SHEET_COLUMNS = 200
MAX_RECORDS = 5_000
#: Longer values are no answers to an item; they would also choke the pages that show them.
MAX_VALUE_CHARACTERS = 500_000

#: A form that cannot be read is one kind of file that cannot be.
FormError = UnreadableFile
