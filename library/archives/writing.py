"""Writes works with their files as a ZIP, piece by piece, that `reading` takes in again."""

import io
import json
import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from library.archives.reading import RECORDS
from library.models import LibraryDocument

logger = logging.getLogger(__name__)
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Work:
    """A record and the documents of its editions, each with the language of its edition."""

    record: dict[str, Any]
    documents: tuple[tuple[str, LibraryDocument], ...] = ()

    @property
    def size(self) -> int:
        """Return the number of bytes of the files."""
        return sum(document.file_size or 0 for _language, document in self.documents)


def write_zip(works: Iterable[Work], path: Path) -> int:
    """Write works to a file; return their number."""
    counted = 0

    def counting() -> Iterator[Work]:
        nonlocal counted
        for work in works:
            counted += 1
            yield work

    with path.open("wb") as stream:
        for piece in zip_pieces(counting()):
            stream.write(piece)
    return counted


def zip_pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield a ZIP while it is made, so that no file is ever in memory as a whole; the records come last."""
    sink = _Sink()
    records = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for work in works:
            files = []
            for number, (language, document) in enumerate(work.documents, start=1):
                path = f"files/{work.record['slug']}/{number}/{document.filename}"
                try:
                    source = document.file.open("rb")
                except OSError:
                    logger.warning("The file of document %s is missing.", document.pk)
                    continue
                with source, archive.open(path, "w") as target:
                    while piece := source.read(_PIECE):
                        target.write(piece)
                        yield sink.taken()
                files.append({"path": path, "language": language, "tier": str(document.tier)})
            records.append({**work.record, **({"files": files} if files else {})})
        archive.writestr(RECORDS, json.dumps(records, ensure_ascii=False, indent=2))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that cannot be sought in and hands on what was written to it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Tell that it takes bytes."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
