"""The bytes of the file that a form was read from, also inside an archive, for a second and closer look."""

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from practices.forms.reading import Source

#: Told by the reader of forms as well: what a file must not exceed stands there.
OFFICE = b"[Content_Types].xml"


def originals(source: Source) -> Callable[[str], bytes]:
    """Return a function that gives the bytes of a file of the source by its name.

    To be asked only for files that the reader of forms let through: it has checked sizes and paths.
    """
    content = _content(source)
    if isinstance(content, bytes) and not _is_archive(content):
        return lambda name: content
    archive = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    # The forms of one workbook come one after the other: it is unpacked once.
    return lru_cache(maxsize=1)(
        lambda name: archive.read(name) if name in archive.NameToInfo else b""
    )


def _content(source: Source) -> bytes | Path:
    """Return the bytes of a source; a zip on disk stays there."""
    if isinstance(source, tuple):
        return source[1]
    return source if source.suffix.lower() == ".zip" else source.read_bytes()


def _is_archive(data: bytes) -> bool:
    return data[:2] == b"PK" and OFFICE not in data[:4096] + data[-65536:]
