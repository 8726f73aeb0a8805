"""The place of uploads: what is kept there has been cleaned, by whatever way it came."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from core.clean_uploads.cleaning import cleaned


class CleanFile(ContentFile):
    """Hold the bytes of a file that has been cleaned, so that it is not cleaned twice."""

    def __init__(self, content: File, name: str) -> None:
        """Clean a file; raise RefusedFile when that cannot be done."""
        content.seek(0)
        super().__init__(cleaned(content.read(), name), name)


class CleaningMixin:
    """Clean what is saved, in front of any storage: `class Storage(CleaningMixin, OtherStorage)`.

    Raises RefusedFile, a ValidationError, instead of keeping what cannot be cleaned.
    """

    def _save(self, name: str, content: Any) -> str:
        if not isinstance(content, CleanFile):
            clean = CleanFile(content, name)
            # Django takes width and height from the file that it handed over, not from the kept one.
            content.file, content = clean.file, clean
        return super()._save(name, content)  # type: ignore[misc, no-any-return]


class CleaningStorage(CleaningMixin, FileSystemStorage):
    """Keep cleaned uploads under MEDIA_ROOT."""
