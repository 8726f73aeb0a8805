"""Reads the text of documents that wait for it, page by page, in the worker."""

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DataError, transaction
from django.utils.translation import gettext as _

from library.extraction.limits import Fault, Note, ReadingLimits
from library.extraction.pool import ExtractorPool, Reading
from library.languages import language_of
from library.models import DocumentPageText, LibraryDocument, TextState

logger = logging.getLogger(__name__)

_ROWS = 500
#: as many pages tell the language
SAMPLE_PAGES = 20


def reading_limits() -> ReadingLimits:
    """Return what reading a file may cost, as the settings say."""
    return ReadingLimits(
        seconds=settings.DOCUMENT_READ_SECONDS,
        megabytes=settings.DOCUMENT_READ_MEGABYTES,
        pages=settings.DOCUMENT_MOST_PAGES,
    )


def read_waiting(seconds: float = 10.0) -> int:
    """Read documents whose text waits, the oldest first, for about so long; return how many were read.

    May be killed at any moment: a document is written whole or still waits.
    """
    ends_at = time.monotonic() + seconds
    done = 0
    waiting = LibraryDocument.objects.filter(text_state=TextState.WAITING).order_by("pk")
    if not waiting.exists():
        return 0
    with ExtractorPool(reading_limits()) as pool:
        while time.monotonic() < ends_at and (document := waiting.first()):
            try:
                read_document(document, pool)
            except (ValueError, DataError):
                # Text that the database does not take must not stand in the way of all that wait behind it.
                logger.exception("The text of document %s could not be kept.", document.pk)
                LibraryDocument.objects.filter(pk=document.pk).update(
                    text_state=TextState.FAILED, text_problem=fault_sentence(Fault.CRASHED)
                )
            done += 1
    return done


def read_document(document: LibraryDocument, pool: ExtractorPool) -> None:
    """Read one document: its text by page, number of pages, language, cover, checksum."""
    with local_file(document) as path:
        if path is None:
            reading, cover = Reading(fault=Fault.MISSING), b""
        else:
            ending = PurePosixPath(document.file.name).suffix.lower().removeprefix(".")
            reading = pool.read(path, ending)
            cover = pool.cover(path) if ending == "pdf" and reading.fault is None else b""
    if not document.sha256 and path is not None:
        document.set_checksum()
    _store(document, reading, cover)


@contextmanager
def local_file(document: LibraryDocument) -> Iterator[Path | None]:
    """Give the path of a document's file, of a copy where the storage has none; None when the file is gone."""
    try:
        yield Path(document.file.path) if Path(document.file.path).is_file() else None
        return
    except NotImplementedError:
        pass
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        try:
            with document.open_file() as file, path.open("wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
        except OSError:
            yield None
            return
        yield path


def _store(document: LibraryDocument, reading: Reading, cover: bytes) -> None:
    language = document.language or language_of("\n".join(reading.pages[:SAMPLE_PAGES]))
    with transaction.atomic():
        row = LibraryDocument.objects.select_for_update().filter(pk=document.pk).first()
        if row is None or row.file.name != document.file.name:
            return  # deleted or replaced while it was read: the new file waits by itself
        row.page_texts.all().delete()
        DocumentPageText.objects.bulk_create(
            (
                DocumentPageText(document=row, number=number, text=text)
                for number, text in enumerate(reading.pages, start=1)
            ),
            batch_size=_ROWS,
        )
        row.text_state, row.text_problem = _outcome(reading)
        row.page_count = len(reading.pages) or None
        row.pages_recognised = 0
        row.sha256 = row.sha256 or document.sha256
        row.language = language
        if cover:
            row.thumbnail.delete(save=False)
            row.thumbnail.save(f"{row.pk}.png", ContentFile(cover), save=False)
        row.save()  # the search hears of it by its signal


def _outcome(reading: Reading) -> tuple[TextState, str]:
    if reading.fault is not None:
        return TextState.FAILED, fault_sentence(reading.fault)
    if not reading.has_text and Note.DAMAGED_PAGES in reading.notes:
        return TextState.FAILED, fault_sentence(Fault.DAMAGED)
    if not reading.has_text:
        return TextState.NO_TEXT, _(
            "No text layer: the pages are pictures, so their words cannot be searched. Upload a file with text, or"
            " one that went through text recognition."
        )
    return TextState.EXTRACTED, " ".join(
        note_sentence(note, reading) for note in sorted(reading.notes)
    )


def fault_sentence(fault: Fault) -> str:
    """Return in a sentence why a file gave no text, and what to do."""
    return {
        Fault.ENCRYPTED: _("The file is encrypted: save it without a password and replace it."),
        Fault.DAMAGED: _(
            "The file is damaged: open it in its program, save it again and replace it."
        ),
        Fault.NO_PAGES: _("The PDF has no pages: export it again and replace it."),
        Fault.TOO_LARGE: _(
            "Reading the file takes more memory than is allowed: save it in a simpler form, or in parts."
        ),
        Fault.TOO_LONG: _(
            "Reading the file takes longer than is allowed: save it in a simpler form, or in parts."
        ),
        Fault.CRASHED: _(
            "The file made the reader of its kind fail: print it into a new PDF and replace it."
        ),
        Fault.OTHER_KIND: _(
            "The file is not what its name says, or its text is not read: PDF, DOCX, ODT, TXT and HTML are."
        ),
        Fault.MISSING: _("The file is not there any more: replace it, or delete the document."),
    }[fault]


def note_sentence(note: Note, reading: Reading) -> str:
    """Return in a sentence what was left out of a file."""
    return {
        Note.MORE_PAGES: _(
            "It has more than %(pages)d pages: the text of the first %(pages)d can be searched, the file is whole."
        )
        % {"pages": len(reading.pages)},
        Note.MORE_TEXT: _(
            "Its text is too long: the end of it cannot be searched, the file is whole."
        ),
        Note.DAMAGED_PAGES: _("Some pages are damaged and cannot be searched."),
    }[note]
