"""Mails on the wire: texts encoded once with their placeholders left open, header lines that nothing breaks out of."""

import binascii
import re
from email.header import Header
from html import escape

from newsletter.personalising import Pattern

_LONGEST_HEADER = 76
#: What may stand in quoted-printable as it is.
_PLAIN = re.compile(r"[!-<>-~]{1,60}")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")


class EncodedText:
    """A text in quoted-printable, cut at its placeholders: what differs is encoded for each reader, the rest once."""

    def __init__(self, text: str, *, html: bool) -> None:
        """Encode what is the same for all."""
        lines = "\n".join(text.splitlines()) + "\n"
        self._quote = escape if html else str
        self._pieces = [
            (_joined(quoted_printable(before)) if name else quoted_printable(before), name)
            for before, name in Pattern(lines, html=html).pieces
        ]

    def fill(self, values: dict[str, str]) -> bytes:
        """Return the encoded text with the values; a placeholder without a value is left out."""
        parts: list[bytes] = []
        for before, name in self._pieces:
            parts.append(before)
            value = values.get(name, "") if name else ""
            if value:
                # A soft line break behind it: no line becomes longer than the standard lets it.
                parts.append(_encoded(self._quote(value)))
                parts.append(b"=\r\n")
        return b"".join(parts)


def quoted_printable(text: str) -> bytes:
    """Return a text in quoted-printable with CRLF at the ends of its lines."""
    return binascii.b2a_qp(text.encode("utf-8", "replace"), istext=True).replace(b"\n", b"\r\n")


def header(name: str, value: str) -> bytes:
    """Return a header line of words, folded and encoded; line breaks and control characters become spaces."""
    words = one_line(value)
    # What looks like an encoded word, and is none, is encoded too.
    charset = "us-ascii" if words.isascii() and "=?" not in words else "utf-8"
    encoded = Header(words, charset, maxlinelen=_LONGEST_HEADER, header_name=name)
    return f"{name}: {encoded.encode(linesep=chr(13) + chr(10))}\r\n".encode("ascii")


def address_header(name: str, words: str, address: str) -> bytes:
    """Return a header line with one address and the name before it."""
    words = one_line(words)
    if not words:
        shown = ""
    elif _ATOM.fullmatch(words) and len(words) <= 60 and "=?" not in words:
        shown = f"{words} "
    elif words.isascii() and "=?" not in words:
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        shown = f'"{quoted}"\r\n '
    else:
        encoded = Header(words, "utf-8", maxlinelen=_LONGEST_HEADER, header_name=name)
        shown = encoded.encode(linesep="\r\n") + "\r\n "
    return f"{name}: {shown}<{address}>\r\n".encode("ascii")


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())


def _encoded(value: str) -> bytes:
    if _PLAIN.fullmatch(value):
        return value.encode("ascii")
    return quoted_printable(one_line(value))


def _joined(piece: bytes) -> bytes:
    """Return a piece that a value follows: it begins a line of its own, which the reader's program joins again."""
    return piece if not piece or piece.endswith(b"\r\n") else piece + b"=\r\n"
