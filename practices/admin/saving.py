"""Carries out what was decided on the rows of an import: drafts, one row at a time, whole or not at all."""

import logging
import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.matching import OrganisationNames
from practices.admin.own_imports import own_match, refusal_of_strangers
from practices.admin.permissions import importable_kinds
from practices.admin.reading import KINDS, claim, move_on
from practices.admin.storage import remove_files
from practices.forms.records import CaseForm, PracticeForm
from practices.importing import Choice, ImportOptions, Outcome, PlannedRecord, Status, apply_planned
from practices.importing.matching import find_match
from practices.models import ImportBatch, ImportRow
from practices.own_records import names_for

logger = logging.getLogger(__name__)

STATES = {
    Status.CREATED: ImportRow.State.SAVED,
    Status.UPDATED: ImportRow.State.SAVED,
    Status.UNCHANGED: ImportRow.State.SKIPPED,
    Status.SKIPPED: ImportRow.State.SKIPPED,
    Status.FAILED: ImportRow.State.FAILED,
}


def apply_batch(batch_pk: int, seconds: float) -> bool:
    """Save rows for about so many seconds; tell whether there are more to save."""
    batch = claim(batch_pk, ImportBatch.State.TO_APPLY, ImportBatch.State.APPLYING)
    if batch is None:
        return False
    directory, ends_at = names_for(batch.user), time.monotonic() + seconds
    for row in batch.rows.filter(state=ImportRow.State.OPEN).select_related("existing"):
        _save_row(batch, row, directory)
        ImportBatch.objects.filter(pk=batch.pk).update(touched_at=timezone.now())
        if time.monotonic() > ends_at:
            move_on(batch, ImportBatch.State.TO_APPLY)
            return True
    move_on(batch, ImportBatch.State.DONE)
    forget_contents(batch)
    return False


def forget_contents(batch: ImportBatch) -> None:
    """Remove files and texts of an import that is over: forms hold contacts; the report needs none."""
    remove_files(batch)
    batch.rows.update(record={}, original_rows=[], changes=[])


def _save_row(batch: ImportBatch, row: ImportRow, directory: OrganisationNames) -> None:
    try:
        with transaction.atomic():
            outcome = _carry_out(batch, row, directory)
            row.state = STATES[outcome.status]
            row.result = outcome.page if outcome.status != Status.FAILED else None
            row.problem = " ".join(outcome.problems) or row.problem
            row.save(update_fields=["state", "result", "problem"])
    except Exception:
        # One record that nobody foresaw must not hold up the others; it is in the log.
        logger.exception("A record of import %s was not saved: row %s", batch.pk, row.pk)
        row.state, row.result = ImportRow.State.FAILED, None
        row.problem = _(
            "It could not be saved because of a fault of the site. Tell the administrators."
        )
        row.save(update_fields=["state", "result", "problem"])


def _carry_out(batch: ImportBatch, row: ImportRow, directory: OrganisationNames) -> Outcome:
    if row.choice == ImportRow.Choice.SKIP:
        return Outcome(Status.SKIPPED)
    planned = _planned(batch, row, directory)
    if refusal := _refusal(batch, row, planned):
        return Outcome(Status.FAILED, problems=[refusal])
    options = ImportOptions(user=batch.user, create_organisations=batch.create_organisations)
    return apply_planned(planned, Choice(row.choice), options)


def _planned(batch: ImportBatch, row: ImportRow, directory: OrganisationNames) -> PlannedRecord:
    form = PracticeForm if batch.kind == ImportBatch.Kind.PRACTICES else CaseForm
    planned = PlannedRecord(
        kind=KINDS[batch.kind],
        form=form(source=row.source),
        record=row.record,
        directory=directory,
    )
    # What was looked at is what is updated, whatever else matches by now.
    planned.match = row.existing.specific if row.existing else None
    return planned


def _refusal(batch: ImportBatch, row: ImportRow, planned: PlannedRecord) -> str:
    """Return why the row cannot be carried out as it was decided, or an empty text."""
    if batch.user is None or batch.kind not in importable_kinds(batch.user):
        return _("The person who sent the form may not add such pages any more.")
    if row.choice == ImportRow.Choice.UPDATE:
        if planned.match is None:
            return _("The page that was to be updated has been deleted. Import the form again.")
        permissions = planned.match.permissions_for_user(batch.user)
        if not permissions.can_edit() or permissions.page_locked():
            return _("You may not edit “%s”, or it is locked.") % planned.match.title
    elif row.existing is None:
        match = own_match(find_match(planned.kind, planned.record, planned.directory), batch.user)
        if match is not None:
            return (
                _(
                    "“%s” has the same number and organisation and was made meanwhile. Import the form "
                    "again to update it."
                )
                % match.title
            )
    return refusal_of_strangers(planned, batch.user)
