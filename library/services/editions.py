"""Reads the editions of a record; a file that an edition has stays with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.records import RecordReader
from library.models import Edition, LibraryRecord
from library.record_keys import EDITION_LINES


@dataclass(frozen=True)
class EditionFile:
    """A document that comes with a record, for the edition in its language."""

    language: str
    document_id: int


def editions_of(
    page: LibraryRecord, reader: RecordReader, files: Sequence[EditionFile] = ()
) -> list[Edition]:
    """Return the editions that `reader` names, or else those of `page`, with the files that came with the record.

    A file goes to an edition in its language, first to one that has none and no link either; without such an
    edition it makes one. Notes a problem for an edition that has neither link nor file.
    """
    rows = list(_named(page, reader)) if "editions" in reader else []
    named = [edition for edition, _row in rows]
    editions = named if "editions" in reader else list(page.editions.all())
    taken = {file.document_id for file in files}
    for file in files:
        if any(edition.document_id == file.document_id for edition in editions):
            continue
        own = [edition for edition in editions if edition.language == file.language]
        free = [edition for edition in own if edition.document_id not in taken]
        if free:
            lacking = min(free, key=lambda one: (bool(one.document_id), bool(one.address)))
            lacking.document_id = file.document_id
        else:
            editions.append(Edition(language=file.language, document_id=file.document_id))
    for edition, row in rows:
        if not edition.address and not edition.document_id:
            row.note("url", _("Give a link: an edition without a link or a file leads nowhere."))
    return editions


def _named(page: LibraryRecord, reader: RecordReader) -> Iterator[tuple[Edition, RecordReader]]:
    """Yield the editions of a record; each keeps the file that it has on `page`.

    Records name no files, so an edition is known again by its language and link.
    """
    files: dict[tuple[str, str], list[int]] = {}
    for edition in page.editions.all():
        if edition.document_id:
            files.setdefault((edition.language, edition.address), []).append(edition.document_id)
    for row in reader.row_readers("editions", tuple(EDITION_LINES)):
        edition = Edition(**{field: row.line(key) for key, field in EDITION_LINES.items()})
        held = files.get((edition.language, edition.address))
        edition.document_id = held.pop(0) if held else None
        yield edition, row
