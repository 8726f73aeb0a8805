"""Records that are rows of a table and no pages: carried out, shown beforehand and taken back as pages are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.exchange.columns import RecordTable
from core.exchange.kinds import Record
from core.exchange.outcomes import Choice, Outcome, Status, differences
from core.models import ImportedRecord, ImportRun


@dataclass(frozen=True)
class RowKind:
    """One kind of row: how it stands in a table, how it is found, saved and given.

    `find(record)` returns the row that a record speaks of, or None; `save(record=, row=)` raises RecordError;
    `give(row)` returns the record with the keys that `save` reads. A row has `slug` and `title`, its names for people.
    """

    name: str
    plural: str
    table: RecordTable
    find: Callable[[Mapping[str, Any]], Any]
    save: Callable[..., Any]
    give: Callable[[Any], Record]
    #: Rows are found by what they say, so there is no key to choose from.
    keys: Mapping[str, str] = field(default_factory=dict)


def apply_row(kind: RowKind, record: Record, choice: Choice, run: ImportRun | None) -> Outcome:
    """Carry out one record in the running transaction; raises RecordError."""
    row = kind.find(record)
    if row is not None and choice in (Choice.SKIP, Choice.AUTO):
        return Outcome(Status.SKIPPED, page=row)
    before = kind.give(row) if row is not None else {}
    stored = kind.save(record=record, row=row)
    after = kind.give(stored)
    if row is None:
        _note(run, stored, before, after)
        return Outcome(Status.CREATED, page=stored)
    changed = differences(before, after)
    if not changed:
        return Outcome(Status.UNCHANGED, page=stored)
    _note(run, stored, before, after)
    return Outcome(Status.UPDATED, page=stored, differences=changed)


def _note(run: ImportRun | None, row: Model, before: Record, after: Record) -> None:
    if run is not None:
        ImportedRecord.objects.create(run=run, is_new=not before, before=before, after=after)


def undo_row(kind: RowKind, noted: ImportedRecord) -> tuple[str, bool]:
    """Take one row back; return a sentence and whether it was done. One that somebody changed since stays as it is."""
    row = kind.find(noted.after)
    if row is None:
        return _("A record of this import was deleted since."), True
    name = {"slug": row.slug}
    if kind.give(row) != noted.after:
        return _("“%(slug)s” was changed since and left as it is.") % name, False
    if noted.is_new:
        row.delete()
        return _("“%(slug)s” was removed.") % name, True
    kind.save(record=noted.before, row=row)
    return _("“%(slug)s” is as it was.") % name, True
