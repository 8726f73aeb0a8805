"""Colour profiles cut down to what colours need: some name a screen, its owner or its serial number."""

import struct

#: header of 128 bytes, then the number of tags and for each its sign, offset and size (ICC.1, 7.2-7.3)
_HEADER = 128
_ENTRY = struct.Struct(">4sII")
_MOST_BYTES = 1_000_000
_MOST_TAGS = 100
_PRIVATE_IN_HEADER = (slice(4, 8), slice(48, 52), slice(52, 56), slice(80, 84), slice(84, 100))
#: tags that turn numbers into colours; descriptions, makers, models and private tags are left out
_COLOUR_TAGS = {
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt",
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC",
    b"wtpt", b"bkpt", b"chad", b"chrm", b"lumi", b"cicp",
}  # fmt: skip
_DESCRIPTION, _COPYRIGHT = b"desc", b"cprt"
_WORDS = {_DESCRIPTION: b"Colour profile", _COPYRIGHT: b"No copyright, use freely"}


def neutral_profile(profile: bytes | None) -> bytes | None:
    """Return the profile with its colours alone; None if there is none that can be read."""
    if not profile or len(profile) > _MOST_BYTES or profile[36:40] != b"acsp":
        return None
    try:
        tags = _tags(profile)
    except (struct.error, ValueError):
        return None
    if not tags:
        return None
    is_old = profile[8] < 4
    for sign, words in _WORDS.items():
        tags[sign] = (
            _description(words) if is_old and sign == _DESCRIPTION else _text(words, is_old)
        )
    return _packed(profile[:_HEADER], tags)


def _tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if count > _MOST_TAGS:
        raise ValueError
    tags = {}
    for number in range(count):
        sign, offset, size = _ENTRY.unpack_from(profile, _HEADER + 4 + number * _ENTRY.size)
        if offset + size > len(profile):
            raise ValueError
        if sign in _COLOUR_TAGS:
            tags[sign] = profile[offset : offset + size]
    return tags


def _text(words: bytes, is_old: bool) -> bytes:
    if is_old:
        return b"text\0\0\0\0" + words + b"\0"
    wide = words.decode().encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(wide), 28) + wide


def _description(words: bytes) -> bytes:
    """Return a description of version 2: the words in ASCII, none in Unicode and Macintosh script."""
    words += b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + bytes(4 + 4 + 2 + 1 + 67)


def _packed(header: bytes, tags: dict[bytes, bytes]) -> bytes:
    at = _HEADER + 4 + _ENTRY.size * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    at += -at % 4
    start = at
    for sign, content in tags.items():
        table += _ENTRY.pack(sign, at, len(content))
        body += content + bytes(-len(content) % 4)
        at = start + len(body)
    plain = bytearray(header)
    for part in _PRIVATE_IN_HEADER:
        plain[part] = bytes(part.stop - part.start)
    plain[0:4] = struct.pack(">I", at)
    gap = bytes(start - _HEADER - len(table))
    return bytes(plain) + table + gap + body
