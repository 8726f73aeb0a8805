"""Stores the files that came with a record, whole or not at all, and takes them away again."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from core.clean_uploads.refusal import RefusedFile
from core.files.problems import UnreadableFile
from core.models import ImportRun
from core.records import RecordError, RecordProblem
from library.archives.reading import ArchivedFile
from library.models import Edition, LibraryDocument, LibraryRecord
from library.services.documents import add_document, checksum, find_same
from library.services.editions import EditionFile


def store_files(
    record: dict[str, Any], page: LibraryRecord | None, files: Iterable[Any]
) -> list[EditionFile]:
    """Keep the files of a record as documents and return those; raises RecordError.

    A file that an edition of its language has already, or that the site has for the same readers, is used again.
    """
    known = _known(page)
    stored = []
    for file in files:
        if not isinstance(file, ArchivedFile):
            sentence = _("Files come in a ZIP, beside its records.json.")
            raise RecordError([RecordProblem("files", sentence)])
        try:
            content = ContentFile(file.read(), name=file.name)
            sha256 = checksum(content)
            document = known.get((file.language, file.tier, sha256)) or _same(file, sha256)
            if document is not None:
                stored.append(EditionFile(file.language, document.pk))
                continue
            file.document = add_document(
                content, title=_title(record, page, file), tier=file.tier, language=file.language
            )
        except RefusedFile as error:
            problem = RecordProblem("files", f"{file.path}: {error.messages[0]}")
            raise RecordError([problem]) from error
        except UnreadableFile as error:
            raise RecordError([RecordProblem("files", error.sentence)]) from error
        stored.append(EditionFile(file.language, file.document.pk))
    return stored


def _same(file: ArchivedFile, sha256: str) -> LibraryDocument | None:
    same = find_same(sha256)
    is_fit = same and same.tier == file.tier and same.language in ("", file.language)
    return same if is_fit else None


def _known(page: LibraryRecord | None) -> dict[tuple[str, str, str], LibraryDocument]:
    editions = page.get_latest_revision_as_object().editions.all() if page is not None else ()
    return {
        (edition.language, edition.document.tier, edition.document.sha256): edition.document
        for edition in editions
        if edition.document
    }


def _title(record: dict[str, Any], page: LibraryRecord | None, file: ArchivedFile) -> str:
    editions = record.get("editions")
    for row in editions if isinstance(editions, list) else ():
        is_own = isinstance(row, dict) and (row.get("language") or "") == file.language
        if is_own and isinstance(row.get("title"), str):
            return str(row["title"])
    title = record.get("title") or (page.title if page is not None else "")
    return title if isinstance(title, str) else ""


def discard_files(record: dict[str, Any]) -> None:
    """Delete from the disk the files of a record that was not kept: the database has forgotten them already."""
    for file in record.get("files") or ():
        if isinstance(file, ArchivedFile) and file.document is not None:
            file.document.file.storage.delete(file.document.file.name)
            file.document = None


def forget_documents(page: LibraryRecord, run: ImportRun) -> Callable[[], None]:
    """Return what deletes the documents that an import brought for a page, once nothing uses them any more."""
    editions = page.get_latest_revision_as_object().editions.all()
    keys = [edition.document_id for edition in editions if edition.document_id]
    brought = list(LibraryDocument.objects.filter(pk__in=keys, created_at__gte=run.started_at))

    own = page.pk

    def forget() -> None:
        for document in brought:
            if not _is_used(document, besides=own):
                # Wagtail leaves its files to the worker; there may be none.
                lost = partial(document.file.storage.delete, document.file.name)
                document.delete()
                transaction.on_commit(lost)

    return forget


def _is_used(document: LibraryDocument, *, besides: int) -> bool:
    """Tell whether an edition has a document, or a text of another page than `besides` leads to it."""
    if Edition.objects.filter(document=document).exists():
        return True
    # The index of references follows its changes later, so what it says of the page itself may be over.
    links = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(LibraryDocument),
        to_object_id=str(document.pk),
    )
    pages = ContentType.objects.get_for_model(Page)
    return links.exclude(base_content_type=pages, object_id=str(besides)).exists()
