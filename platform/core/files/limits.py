"""The limits within which a file is opened at all."""

MEGABYTE = 1024 * 1024

#: A batch of some hundred files.
MAX_ARCHIVE_BYTES = 200 * MEGABYTE
#: What the parts of one Office file may come to when unpacked.
MAX_UNPACKED_BYTES = 100 * MEGABYTE
#: One XML part: the longest chart known has 70 kB of text.
MAX_PART_BYTES = 30 * MEGABYTE
MAX_ENTRIES = 2_000
MAX_ARCHIVE_ENTRIES = 5_000
#: Deflate gives text about 1:10, the zero bytes of a bomb 1:1000.
MAX_RATIO = 200
#: Below this size a high ratio harms nobody (an empty style sheet packs well).
RATIO_FREE_BYTES = 2 * MEGABYTE


def readable_size(number: int) -> str:
    """Give a number of bytes in megabytes."""
    return f"{number / MEGABYTE:.0f} MB" if number >= MEGABYTE else f"{max(1, number // 1024)} kB"
