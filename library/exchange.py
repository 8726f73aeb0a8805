"""Policies and publications in and out: one table for both, told apart by `record`; RIS, BibTeX, and ZIP with files."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.access import Tier
from core.exchange import Cell, Column, RecordKind, RecordTable
from core.exchange.kinds import OwnFormat, Record
from core.exchange.reading import Read, read_text
from core.exchange.writing import TextStream
from core.records import RecordError, RecordProblem
from library.archives.reading import read_zip
from library.archives.storing import discard_files, forget_documents, store_files
from library.archives.writing import Work, write_zip
from library.bibliography.bibtex import read_bibtex, write_bibtex
from library.bibliography.ris import read_ris, write_ris
from library.document_access import access_to
from library.json_records import library_record
from library.models import LibraryRecord, PolicyPage, PublicationPage
from library.record_keys import POLICY_KEYS, PUBLICATION_KEYS
from library.services import save_record
from library.services.records import record_type

_CHUNK = 500
_RELATED = ("locale", "kind", "countries", "terms", "editions")

TABLE = RecordTable(
    (
        Column("slug"),
        Column("record"),
        Column("title"),
        Column("short_title"),
        Column("authors", Cell.LINES),
        Column("publisher"),
        Column("year", Cell.WHOLE_NUMBER),
        Column("kind"),
        Column("level"),
        Column("body"),
        Column("countries", Cell.CODES),
        Column("regions", Cell.CODES),
        Column("year_adopted", Cell.WHOLE_NUMBER),
        Column("in_force", Cell.WHOLE_NUMBER),
        Column("reference"),
        Column("url"),
        Column("doi"),
        Column("isbn"),
        Column("summary"),
        Column("topics", Cell.CODES),
        Column("exploitation_forms", Cell.CODES),
        Column("supersedes", Cell.CODES),
        Column("amends", Cell.CODES),
        Column("implements", Cell.CODES),
        Column("endorsed_by", Cell.CODES),
        Column("monitoring_body"),
        Column("language"),
        Column("languages", Cell.CODES),
        Column("status"),
        Column("licence"),
        Column("rights"),
        Column("source"),
        Column(
            "editions",
            Cell.ROWS,
            (
                Column("language"),
                Column("title"),
                Column("url"),
                Column("licence"),
                Column("rights"),
            ),
        ),
    )
)


def _save(*, record: Record, page: LibraryRecord | None, **options: Any) -> LibraryRecord:
    specific = page.specific if page is not None else None
    record = dict(record)
    files = record.pop("files", None) or []
    if not isinstance(files, list):
        raise RecordError([RecordProblem("files", _("A list of objects is expected."))])
    model = type(specific) if specific is not None else record_type(_filled(record))
    keys = POLICY_KEYS if model is PolicyPage else PUBLICATION_KEYS
    # A table has the columns of both kinds: an empty cell of the other one says nothing.
    own = {key: value for key, value in record.items() if key in keys or value not in (None, [])}
    if specific is None:
        own = _without_lost_files(own, files)
    return save_record(
        record=own, page=specific, files=store_files(own, specific, files), **options
    )


def _without_lost_files(record: Record, files: list[Any]) -> Record:
    """Leave out the editions of a new work that were a file alone, where that file did not come along."""
    editions = record.get("editions")
    if not isinstance(editions, list) or not all(isinstance(row, dict) for row in editions):
        return record
    came = {getattr(file, "language", None) for file in files}
    kept = [row for row in editions if row.get("url") or (row.get("language") or "") in came]
    return {**record, "editions": kept}


def _filled(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in (None, [])}


def _given(page: LibraryRecord, tier: Tier) -> Record:
    """Return a record with its files as an import compares them: a file that comes is a difference."""
    specific = page.specific
    files = [
        {
            "path": one.document.filename,
            "language": one.language,
            "tier": one.document.tier,
            "sha256": one.document.sha256,
        }
        for one in specific.editions.all()
        if one.document
    ]
    return {**library_record(specific), "files": files}


def _text_format(
    read: Callable[[str, str], Iterator[Read]], write: Callable[[Iterable[Record], TextStream], int]
) -> OwnFormat:
    def read_file(path: Path) -> Iterator[Read]:
        yield from read(read_text(path), path.name)

    def write_file(records: Iterable[Record], path: Path, tier: Tier) -> int:
        with path.open("w", encoding="utf-8", newline="") as stream:
            return write(records, stream)

    return OwnFormat(read_file, write_file)


def _write_zip(records: Iterable[Record], path: Path, tier: Tier) -> int:
    return write_zip(records, path)  # type: ignore[arg-type]


LIBRARY = RecordKind(
    name="library",
    plural="library records",
    model=LibraryRecord,
    table=TABLE,
    save=_save,
    give=_given,
    keys={"slug": "slug", "title": "title"},
    formats={
        "ris": _text_format(read_ris, write_ris),
        "bib": _text_format(read_bibtex, write_bibtex),
        "zip": OwnFormat(read_zip, _write_zip),
    },
    discard=discard_files,
    before_undo=forget_documents,
)


def exported_library(*, drafts: bool) -> Iterator[Record]:
    """Give policies, then publications: those that everybody may read, drafts when asked for."""
    for page in _pages(drafts=drafts):
        yield library_record(page)


def exported_works(*, drafts: bool, tier: Tier) -> Iterator[Work]:
    """Give the same with their documents, as far as everybody of the tier may read them."""
    for page in _pages(drafts=drafts):
        editions = [(one.language, one.document) for one in page.editions.all() if one.document]
        keys = [document.pk for _language, document in editions]
        access = access_to(keys) if keys else {}
        yield Work(
            library_record(page),
            tuple(
                (language, document)
                for language, document in editions
                if tier.includes(access[document.pk].effective_tier)
            ),
        )


def _pages(*, drafts: bool) -> Iterator[LibraryRecord]:
    for model, related in ((PolicyPage, "relations__other"), (PublicationPage, "authors")):
        pages = model.objects.all()
        if not drafts:
            pages = pages.live().public()
        pages = pages.order_by("slug").prefetch_related(*_RELATED, "editions__document", related)
        for page in pages.iterator(chunk_size=_CHUNK):
            yield page if page.live else page.get_latest_revision_as_object()
