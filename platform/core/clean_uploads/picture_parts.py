"""Pictures inside documents, cleaned without touching a pixel: the parts that tell of people are cut out."""

import struct
import warnings
from collections.abc import Iterator

from PIL import Image

from core.confidential_files.content import Content
from core.confidential_files.picture import read_embedded_picture
from core.files.problems import UnreadableFile

#: pictures that are read but not taken apart
_OTHER_KINDS = (".tif", ".tiff", ".webp", ".gif", ".heic", ".avif")
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
#: markers without a length: restarts and the one that means nothing
_BARE = {0x01, *range(0xD0, 0xD8)}
#: how the picture is to be turned, alone in an EXIF part of its own
_ORIENTATION = 0x0112
_PNG_COLOURS = {
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"pHYs",
    b"hIST",
    b"sPLT",
    b"cICP",
}
_PNG_FRAMES = {b"acTL", b"fcTL", b"fdAT"}


def cleaned_inside(data: bytes, name: str) -> bytes:
    """Return a part of a document without what a picture in it tells; other parts as they are.

    Raise UnreadableFile for a picture that tells something and is of a kind that cannot be cleaned.
    """
    if data.startswith((_JPEG, _PNG)):
        return without_metadata(data, name)
    if name.lower().endswith(_OTHER_KINDS):
        content = Content()
        read_embedded_picture(data, name, content)
        if content.facts:
            raise UnreadableFile(
                name,
                "the picture inside tells where or by whom it was taken; put it in again as JPEG or"
                " PNG.",
            )
    return data


def without_metadata(data: bytes, name: str) -> bytes:
    """Return a JPEG or PNG without what was written beside its pixels."""
    try:
        if data.startswith(_JPEG):
            return b"\xff\xd8" + b"".join(_jpeg_parts(data))
        return _PNG + b"".join(_png_parts(data))
    except (struct.error, IndexError) as error:
        raise UnreadableFile(
            name, "the picture inside is damaged; take it out or put it in again."
        ) from error


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 1 < len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            break
        if marker in _BARE:
            yield data[at : at + 2]
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        yield from _kept_segment(marker, data[at:end])
        at = end
    yield b"\xff\xd9"


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the pixels end: at the first marker that is no restart and no stuffed zero."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and data[at + 1] not in _BARE:
            return at
        at += 2


def _kept_segment(marker: int, segment: bytes) -> Iterator[bytes]:
    body = segment[4:]
    is_application = 0xE0 <= marker <= 0xEF
    if marker == 0xE1 and body.startswith(b"Exif\0\0"):
        yield from _turned(body)
    elif marker == 0xE0 and body.startswith(b"JFIF\0"):
        # A thumbnail may follow the fourteen bytes of the header; it can show what was cut away.
        yield b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    elif (
        (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and body.startswith(b"Adobe"))
        or (not is_application and marker != _COMMENT)
    ):
        yield segment


def _turned(body: bytes) -> Iterator[bytes]:
    """Keep of an EXIF part how the picture is to be turned."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            # It warns of damaged tags, which are thrown away here.
            warnings.simplefilter("ignore")
            exif.load(body)
            turn = int(exif.get(_ORIENTATION, 1))
    except (ValueError, TypeError, SyntaxError, KeyError, struct.error, OSError):
        return
    if 2 <= turn <= 8:
        alone = Image.Exif()
        alone[_ORIENTATION] = turn
        packed = alone.tobytes()
        yield b"\xff\xe1" + struct.pack(">H", len(packed) + 2) + packed


def _png_parts(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + size
        is_critical = kind[:1].isupper()
        if is_critical or kind in _PNG_COLOURS or kind in _PNG_FRAMES or kind == b"iCCP":
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end
