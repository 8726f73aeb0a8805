"""Plain text from the bytes of a file, in whatever encoding it was saved."""

import codecs
from pathlib import Path

from core.files.problems import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: signs that no text has; old programs leave one here and there
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13}))
_MOST_CONTROLS = 0.01
_CHUNK = 1 << 20


def decoded(data: bytes, name: str) -> str:
    """Return the words of a file without its byte order mark.

    UTF-8 is tried first: text in another encoding is almost never valid UTF-8 by chance. Then
    Windows' encoding of Western Europe, which is also read where it leaves a byte undefined.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    guessed = _utf16_without_mark(data)
    if guessed:
        return data.decode(guessed, "replace")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if 0 in data or controls > len(data) * _MOST_CONTROLS:
        raise UnreadableFile(
            name,
            "it is no text file: it holds bytes that no text has. Check what kind of file it is.",
        )
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file that is too long to be read as a whole, as `decoded` would take it.

    Raises UnreadableFile for what is no text. Read the file with errors="replace": old programs leave bytes undefined.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        guessed = _utf16_without_mark(head[: len(head) // 2 * 2])
        if guessed:
            return guessed
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_utf8, chunk = True, head
        while chunk:
            if 0 in chunk:
                sentence = "it is no text file: it holds bytes that no text has. Check what kind of file it is."
                raise UnreadableFile(path.name, sentence)
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            chunk = file.read(_CHUNK)
    return "utf-8" if is_utf8 and not decoder.getstate()[0] else "cp1252"


def _utf16_without_mark(data: bytes) -> str:
    """Tell UTF-16 by the zero in every other byte of Latin letters."""
    sample = data[:400]
    if len(sample) < 4 or len(data) % 2:
        return ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if half.count(0) > len(half) * 0.8 and sample[1 - start :: 2].count(0) == 0:
            return encoding
    return ""
