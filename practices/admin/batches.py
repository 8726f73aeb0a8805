"""What a user does with an import: send files, decide, have it saved, discard it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from directory.models import DirectoryPage
from practices.admin.saving import forget_contents
from practices.admin.storage import store_file
from practices.models import ImportBatch, ImportRow
from practices.tasks import go_on


@dataclass(frozen=True)
class Progress:
    """How far an import has come: `done` of `total` files or records, and the records read."""

    done: int
    total: int
    records: int


def start_batch(
    *, user: User, kind: str, files: Iterable[UploadedFile], create_organisations: bool
) -> ImportBatch:
    """Keep the files and begin to read them."""
    index = DirectoryPage.objects.first()
    may_add = bool(index and index.permissions_for_user(user).can_add_subpage())
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            user=user, kind=kind, create_organisations=create_organisations and may_add
        )
        for file in files:
            store_file(batch, file)
    go_on(batch)
    return batch


def progress_of(batch: ImportBatch) -> Progress:
    """Return how far the import has come."""
    records = batch.rows.count()
    if batch.is_reading:
        return Progress(batch.files.filter(is_read=True).count(), batch.files.count(), records)
    left = batch.rows.filter(state=ImportRow.State.OPEN).count()
    return Progress(records - left, records, records)


def undecided(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Return the rows on which somebody can decide."""
    return batch.rows.filter(state=ImportRow.State.OPEN, problem="")


def decide(batch: ImportBatch, choices: Mapping[int, str]) -> None:
    """Note what to do with rows; a decision that a row does not offer is left out."""
    for row in undecided(batch).filter(pk__in=choices):
        choice = choices[row.pk]
        offered = choice in ImportRow.Choice.values and (
            choice != ImportRow.Choice.UPDATE or row.existing_id
        )
        if offered and choice != row.choice:
            undecided(batch).filter(pk=row.pk).update(choice=choice)


def decide_all(batch: ImportBatch, *, take: bool) -> None:
    """Take every record (an update where there is a page already), or leave every record out."""
    update, new = Value(ImportRow.Choice.UPDATE), Value(ImportRow.Choice.NEW)
    taken = Case(When(Q(existing__isnull=False), then=update), default=new)
    undecided(batch).update(choice=taken if take else ImportRow.Choice.SKIP)


def save_records(batch: ImportBatch) -> None:
    """Begin to carry out what was decided; does nothing unless the import waits for it."""
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.REVIEW)
    if waiting.update(state=ImportBatch.State.TO_APPLY, touched_at=timezone.now()):
        batch.refresh_from_db()
        go_on(batch)


def discard(batch: ImportBatch) -> None:
    """Give an import up: its files and texts go, what it has saved already stays."""
    open_states = [state for state in ImportBatch.State if state not in ImportBatch.CLOSED]
    if ImportBatch.objects.filter(pk=batch.pk, state__in=open_states).update(
        state=ImportBatch.State.DISCARDED, touched_at=timezone.now()
    ):
        forget_contents(batch)
