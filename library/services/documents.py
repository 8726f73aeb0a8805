"""Writes documents: a file comes in once, is replaced at its address, and its old files are kept."""

import hashlib
from functools import partial
from pathlib import PurePosixPath

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from core.access import Tier
from core.clean_uploads.refusal import RefusedFile
from core.clean_uploads.storage import CleanFile
from library.models import DocumentVersion, LibraryDocument, TextState

#: what may be kept as a document of the library: its text can be read by page
KINDS = ("pdf", "docx", "odt", "txt", "html", "htm")

_OF_THE_FILE = (
    "name", "file", "file_size", "file_hash", "sha256", "text_state", "text_problem", "page_count", "thumbnail",
)  # fmt: skip


@transaction.atomic
def add_document(
    file: File,
    *,
    title: str,
    tier: Tier | str = Tier.PUBLIC,
    language: str = "",
    user: AbstractBaseUser | None = None,
    source_url: str = "",
) -> LibraryDocument:
    """Keep a file as a new document and leave its text to the worker; raises RefusedFile.

    Whether the same file is there already is asked with `find_same(checksum(file))`, before or after: it is
    offered to people, never forced on them.
    """
    clean = _cleaned(file)
    document = LibraryDocument(
        title=title[:255] or _leaf(clean.name),
        tier=Tier(tier),
        language=language[:8],
        uploaded_by_user=user,
        source_url=source_url,
    )
    _put(document, clean)
    document.save()
    return document


@transaction.atomic
def replace_file(
    document: LibraryDocument, file: File, user: AbstractBaseUser | None = None
) -> LibraryDocument:
    """Put another file in the place of a document's; its address stays and the old file is kept.

    Raises RefusedFile, also for a file of another kind: the address would lie about it.
    """
    clean = _cleaned(file)
    refuse_other_kind(document, clean.name or "")
    put_aside(document, document.file.name, user)
    _put(document, clean)
    # The document in hand may be older than what the worker wrote meanwhile.
    document.save(update_fields=_OF_THE_FILE)
    return document


def refuse_other_kind(document: LibraryDocument, name: str) -> None:
    """Raise RefusedFile when a file of this name cannot take the place of the document's."""
    before, after = (PurePosixPath(one).suffix.lower() for one in (document.filename, name))
    if before != after:
        raise RefusedFile(
            _(
                "%(name)s: the file before was %(before)s, and its address says so. Replace it by one of the same"
                " kind, or add this one as an edition of its own."
            )
            % {"name": _leaf(name), "before": before.removeprefix(".").upper()},
            code="kind",
        )


def put_aside(
    document: LibraryDocument, stored_name: str, user: AbstractBaseUser | None
) -> DocumentVersion:
    """Keep the file that a document had until now, and forget its text and cover at once.

    Call it before the checksum of the new file is taken, and save the document after.
    """
    version = DocumentVersion.objects.create(
        document=document, file=stored_name, sha256=document.sha256, by_id=user.pk if user else None
    )
    document.page_texts.all().delete()
    cover = LibraryDocument.objects.get(pk=document.pk).thumbnail
    if cover:
        transaction.on_commit(partial(cover.storage.delete, cover.name))
    document.thumbnail, document.page_count = "", None
    return version


def find_same(sha256: str) -> LibraryDocument | None:
    """Return the oldest document with this file, or None."""
    if not sha256:
        return None
    return LibraryDocument.objects.filter(sha256=sha256).order_by("pk").first()


def checksum(file: File) -> str:
    """Return the SHA-256 that the file has once it is cleaned; raises RefusedFile."""
    clean = _cleaned(file)
    clean.seek(0)
    return hashlib.sha256(clean.read()).hexdigest()


def _cleaned(file: File) -> CleanFile:
    return file if isinstance(file, CleanFile) else CleanFile(file, _leaf(file.name))


def _leaf(name: str | None) -> str:
    return PurePosixPath((name or "").replace("\\", "/")).name


def _put(document: LibraryDocument, clean: CleanFile) -> None:
    document.name = document.name or address_name(clean.name or "")
    document.file.save(document.name, clean, save=False)
    document._set_document_file_metadata()
    document.text_state, document.text_problem = TextState.WAITING, ""


def address_name(name: str) -> str:
    """Return a file name fit for an address: letters, digits, dots and hyphens, at most 80, with its ending."""
    leaf = PurePosixPath(get_valid_filename(_leaf(name) or "document"))
    return f"{leaf.stem[:70].strip('-_.') or 'document'}{leaf.suffix[:10].lower()}"
