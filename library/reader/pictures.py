"""Owns the pictures of pages: drawn once in the confined process, checked, kept under VAR_DIR, swept in time."""

import base64
import binascii
import json
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from library.extraction.limits import ReadingLimits
from library.extraction.pictures import MOST_CHARACTERS, MOST_HEIGHT, PARTS, WIDTH
from library.extraction.pool import ExtractorPool
from library.models import LibraryDocument
from library.text_extraction import local_file

#: what drawing one page may cost
LIMITS = ReadingLimits(seconds=15, megabytes=400, pages=1, page_characters=1_000_000)
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_DRAWING = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 4.0


class Busy(Exception):
    """Too many pages are being drawn; a moment later there is room."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the picture's text, or a part of it: its range, and its place in 10,000ths of the page."""

    start: int
    end: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: its file and size in pixels, and its words."""

    path: Path
    media_type: str
    width: int
    height: int
    text: str
    words: tuple[PlacedWord, ...]


def has_pictures(document: LibraryDocument) -> bool:
    """Tell whether the pages of a document can be drawn: those of PDF files can."""
    return PurePosixPath(document.file.name).suffix.lower() == ".pdf"


def picture_of(document: LibraryDocument, number: int) -> PagePicture | None:
    """Return the picture of a page, or None for one that cannot be drawn; raises Busy."""
    folder = _folder(document)
    kept = _kept(folder, number)
    if kept is None:
        if not _DRAWING.acquire(timeout=_WAIT_SECONDS):
            raise Busy
        try:
            kept = _draw(document, number, folder)
        finally:
            _DRAWING.release()
    if kept.get("fault"):
        return None
    return PagePicture(
        path=folder / f"{number}.picture",
        media_type=kept["media_type"],
        width=kept["width"],
        height=kept["height"],
        text=kept["text"],
        words=tuple(PlacedWord(*each) for each in kept["words"]),
    )


def root() -> Path:
    """Return the folder of all pictures; none of it is content, it can be removed at any time."""
    return Path(settings.VAR_DIR) / "reader"


def version_of(document: LibraryDocument) -> str:
    """Return a name for the present file of a document: pictures of a replaced one are never shown."""
    return document.sha256[:16] or "unknown"


def _folder(document: LibraryDocument) -> Path:
    return root() / str(document.pk) / version_of(document)


def _kept(folder: Path, number: int) -> dict[str, Any] | None:
    place = folder / f"{number}.json"
    try:
        kept: dict[str, Any] = json.loads(place.read_bytes())
        os.utime(place)  # the sweeper takes first what was not read for longest
    except (OSError, ValueError):
        return None
    is_whole = kept.get("fault") or place.with_suffix(".picture").exists()
    return kept if is_whole else None


def _draw(document: LibraryDocument, number: int, folder: Path) -> dict[str, Any]:
    """Draw a page and keep it; that a page cannot be drawn is kept as well, so that it costs once."""
    picture, told = b"", None
    with local_file(document) as path, ExtractorPool(LIMITS) as pool:
        for answer in pool.page(path, number) if path is not None else ():
            if "words" in answer:
                told = _checked(answer)
            elif "picture" in answer:
                with suppress(binascii.Error, TypeError, ValueError):
                    picture = base64.b64decode(answer["picture"], validate=True)
    media_type = next((kind for head, kind in _KINDS.items() if picture.startswith(head)), "")
    folder.mkdir(parents=True, exist_ok=True)
    if told is None or not media_type:
        kept: dict[str, Any] = {"fault": True}
    else:
        _write(folder / f"{number}.picture", picture)
        kept = {**told, "media_type": media_type}
    _write(folder / f"{number}.json", json.dumps(kept).encode())
    return kept


def _checked(answer: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the child says of a page, or None when it is not of the agreed shape."""
    try:
        text = str(answer["text"])[:MOST_CHARACTERS]
        width, height = (int(one) for one in answer["size"])
        words = [PlacedWord(*(int(one) for one in each)) for each in answer["words"]]
    except (KeyError, TypeError, ValueError):
        return None
    sound = 0 < width <= WIDTH + 1 and 0 < height <= MOST_HEIGHT + 1 and len(words) <= len(text)
    if not sound or not all(_is_sound(word, len(text)) for word in words):
        return None
    rows = [list(asdict(word).values()) for word in words]
    return {"text": text, "words": rows, "width": width, "height": height}


def _is_sound(word: PlacedWord, length: int) -> bool:
    return (
        0 <= word.start < word.end <= length
        and 0 <= word.left <= word.left + word.width <= PARTS
        and 0 <= word.top <= word.top + word.height <= PARTS
    )


def _write(place: Path, content: bytes) -> None:
    """Put a file in its place in one step: a reader sees all of it or none."""
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(place)


def sweep() -> int:
    """Remove pictures of documents that are gone or were replaced, then the longest unread over the limit.

    Returns the number of bytes that are left.
    """
    if not root().is_dir():
        return 0
    present = {
        str(document.pk): version_of(document)
        for document in LibraryDocument.objects.only("pk", "sha256")
    }
    for of_document in root().iterdir():
        for version in of_document.iterdir():
            if present.get(of_document.name) != version.name:
                shutil.rmtree(version, ignore_errors=True)
        if of_document.name not in present:
            shutil.rmtree(of_document, ignore_errors=True)
    return _shrink(settings.READER_PICTURES_MEGABYTES * 1024 * 1024)


def _shrink(most: int) -> int:
    pages = [(place.stat().st_mtime, place) for place in root().glob("*/*/*.json")]
    sizes = {place: _size(place) for _, place in pages}
    left = sum(sizes.values())
    for _, place in sorted(pages):
        if left <= most:
            break
        place.unlink(missing_ok=True)
        place.with_suffix(".picture").unlink(missing_ok=True)
        left -= sizes[place]
    return left


def _size(place: Path) -> int:
    picture = place.with_suffix(".picture")
    return place.stat().st_size + (picture.stat().st_size if picture.exists() else 0)
