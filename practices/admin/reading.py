"""Reads the files of an import into rows, slice by slice, so that it can stop and go on at any record."""

import time
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.models import OrganisationPage
from practices.admin.own_imports import keep_to_own
from practices.admin.storage import path_of
from practices.forms.reading import Source
from practices.importing import (
    CASE_STUDIES,
    PRACTICES,
    FormError,
    ImportOptions,
    PlannedRecord,
    Status,
    plan_import,
    preview,
)
from practices.importing.kinds import Kind
from practices.models import ImportBatch, ImportFile, ImportRow
from practices.models.import_batch import STALLED_AFTER
from practices.own_records import names_for
from practices.services.organisations import organisation_of

Results = Iterator[PlannedRecord | FormError]
KINDS: dict[str, Kind] = {
    ImportBatch.Kind.PRACTICES: PRACTICES,
    ImportBatch.Kind.CASE_STUDIES: CASE_STUDIES,
}


def claim(batch_pk: int, waiting: str, working: str) -> ImportBatch | None:
    """Take a batch that waits, or whose worker was lost, for oneself; None if there is nothing to do."""
    lost = Q(state=working, touched_at__lt=timezone.now() - STALLED_AFTER)
    taken = ImportBatch.objects.filter(Q(state=waiting) | lost, pk=batch_pk).update(
        state=working, touched_at=timezone.now()
    )
    return ImportBatch.objects.get(pk=batch_pk) if taken else None


def move_on(batch: ImportBatch, state: str) -> None:
    """Set the state of a batch that is being worked on, unless somebody discarded it meanwhile."""
    ImportBatch.objects.filter(pk=batch.pk).exclude(state=ImportBatch.State.DISCARDED).update(
        state=state, touched_at=timezone.now()
    )


def read_batch(batch_pk: int, seconds: float) -> bool:
    """Read for about so many seconds; tell whether there is more to read."""
    batch = claim(batch_pk, ImportBatch.State.TO_READ, ImportBatch.State.READING)
    if batch is None:
        return False
    ends_at = time.monotonic() + seconds
    for file in batch.files.filter(is_read=False):
        if not _read_file(file, ends_at):
            move_on(batch, ImportBatch.State.TO_READ)
            return True
    move_on(batch, ImportBatch.State.REVIEW)
    return False


# A file that is not read to its end stays open here, for the process that goes on with it.
_resting: dict[int, tuple[int, Results]] = {}


def _read_file(file: ImportFile, ends_at: float) -> bool:
    """Read a file on from where it stands; tell whether it was read to its end."""
    begun_at = time.monotonic()
    results = _results(file)
    # Passing records that were read before is given on top, so that slices do not shrink to nothing.
    ends_at += time.monotonic() - begun_at
    for planned in results:
        row = _row(file, planned)
        with transaction.atomic():
            row.save()
            file.records_read += 1
            file.save(update_fields=["records_read"])
            is_wanted = ImportBatch.objects.filter(
                pk=file.batch_id, state=ImportBatch.State.READING
            ).update(touched_at=timezone.now())
        if not is_wanted:
            return False
        if time.monotonic() > ends_at:
            _resting.clear()
            _resting[file.pk] = (file.records_read, results)
            return False
    file.is_read = True
    file.save(update_fields=["is_read"])
    return True


def _results(file: ImportFile) -> Results:
    """Return what is left to read of a file, from the open one if this process has it."""
    place, results = _resting.pop(file.pk, (-1, iter(())))
    if place == file.records_read:
        return results
    names = names_for(file.batch.user)
    results = iter(plan_import([_source(file)], KINDS[file.batch.kind], names))
    for _passed in range(file.records_read):
        next(results, None)
    return results


def _source(file: ImportFile) -> Source:
    path = path_of(file)
    # An archive is read from the disk, a single form under the name that its sender gave it.
    return path if path.suffix == ".zip" else (file.name, path.read_bytes())


def _row(file: ImportFile, planned: PlannedRecord | FormError) -> ImportRow:
    if isinstance(planned, FormError):
        return ImportRow(
            batch=file.batch,
            file=file,
            source=_place(file, planned.name),
            problem=_text(planned.sentence),
            state=ImportRow.State.UNREADABLE,
            choice=ImportRow.Choice.SKIP,
        )
    options = ImportOptions(
        user=file.batch.user, create_organisations=file.batch.create_organisations
    )
    refusal = keep_to_own(planned, file.batch.user)
    outcome = preview(planned, options=options)
    # New entries of the directory are listed by themselves, under the organisations of the record.
    told = [warning for warning in outcome.warnings if warning.code != "organisation_created"]
    warnings = [*planned.warnings, *told]
    return ImportRow(
        batch=file.batch,
        file=file,
        source=_place(file, planned.name),
        heading=_text(planned.title)[:300],
        record=planned.record,
        original_rows=[{"item": row.item, **row.to_json()} for row in planned.form.rows],
        warnings=[warning.to_json() for warning in warnings],
        changes=[
            {"key": change.key, "before": change.before, "after": change.after}
            for change in outcome.differences
        ],
        organisations=_organisations(planned, file.batch.create_organisations),
        existing=planned.match,
        choice=ImportRow.Choice.SKIP if refusal else _proposal(planned, outcome.status),
        problem=_text(" ".join([refusal, *outcome.problems]).strip()),
    )


def _proposal(planned: PlannedRecord, status: Status) -> str:
    if status in (Status.FAILED, Status.UNCHANGED):
        return ImportRow.Choice.SKIP
    return ImportRow.Choice.UPDATE if planned.match else ImportRow.Choice.NEW


def _organisations(planned: PlannedRecord, create: bool) -> list[dict[str, str]]:
    """Return the record's organisations, each with what it is in the directory."""
    entries = []
    keys = planned.record.get("organisation_keys") or {}
    for name in planned.kind.organisations(planned.record):
        page = OrganisationPage.objects.filter(slug=keys.get(name, "")).first()
        page = page or organisation_of(name, planned.directory)[0]
        if page is not None and planned.directory.knows(page.pk):
            state, title = "known", page.title
        elif planned.directory.find(name).is_ambiguous:
            state, title = "ambiguous", ""
        else:
            state, title = ("new" if create else "printed"), ""
        entries.append({"name": name, "title": title, "state": state})
    return entries


def _place(file: ImportFile, name: str) -> str:
    inner = "" if name in (file.name, file.stored_as) else name.removeprefix(file.stored_as)
    if inner.startswith(file.name):
        return _text(inner)[:500]
    return _text(f"{file.name} › {inner.strip()}" if inner.strip() else file.name)[:500]


def _text(value: str) -> str:
    # PostgreSQL stores no NUL.
    return value.replace("\x00", "")
