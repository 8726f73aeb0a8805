"""The place of uploaded forms: under VAR_DIR, outside everything that is served, readable by us alone."""

import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from practices.models import ImportBatch, ImportFile

ACCEPTED = (".docx", ".xlsx", ".json", ".zip")


def batch_directory(batch: ImportBatch) -> Path:
    """Return the directory of an import's files."""
    return Path(settings.VAR_DIR) / "imports" / str(batch.pk)


def path_of(file: ImportFile) -> Path:
    """Return where the bytes of a file lie."""
    return batch_directory(file.batch) / file.stored_as


def store_file(batch: ImportBatch, upload: UploadedFile) -> ImportFile:
    """Keep an uploaded file; of its name only the ending is used for ours."""
    directory = batch_directory(batch)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = Path(upload.name or "").name
    suffix = Path(name).suffix.lower()
    stored_as = secrets.token_hex(16) + (suffix if suffix in ACCEPTED else "")
    with (directory / stored_as).open("xb") as target:
        for chunk in upload.chunks():
            target.write(chunk)
    return ImportFile.objects.create(
        batch=batch, name=name[-255:], stored_as=stored_as, size=upload.size or 0
    )


def remove_files(batch: ImportBatch) -> None:
    """Delete the files of an import; what was read from them stays in the report."""
    shutil.rmtree(batch_directory(batch), ignore_errors=True)
    ImportBatch.objects.filter(pk=batch.pk).update(files_removed=True)
