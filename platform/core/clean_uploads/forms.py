"""The forms by which the admin and its API take pictures and documents, with files cleaned in them."""

from typing import Any

from django.db.models.fields.files import FieldFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.clean_uploads.storage import CleanFile


class CleansFile:
    """Clean the field `file`, before its size, hash, width and height are taken down."""

    cleaned_data: dict[str, Any]

    def clean_file(self) -> Any:
        """Return the cleaned file; one that is kept already is left alone."""
        file = self.cleaned_data["file"]
        return file if not file or isinstance(file, FieldFile) else CleanFile(file, file.name)


class CleanImageForm(CleansFile, BaseImageForm):
    """Take a picture, which loses what it says of place, time, camera and people."""


class CleanDocumentForm(CleansFile, BaseDocumentForm):
    """Take a document, which loses what it says of its makers."""
