"""Background work of the app: importing forms, in slices short enough for other work to come between."""

from django_tasks import task

from core.heartbeat import worker_is_running
from practices.admin.reading import read_batch
from practices.admin.saving import apply_batch
from practices.models import ImportBatch

# The search is told of a published page within two seconds, by the same worker.
SLICE_SECONDS = 1.5
# Without a worker the browser waits: longer slices, and it asks for the next one.
REQUEST_SECONDS = 8.0


@task()
def read_import(batch_pk: int) -> None:
    """Read the files of an import, one slice, and ask for the next."""
    if read_batch(batch_pk, SLICE_SECONDS):
        read_import.enqueue(batch_pk)


@task()
def apply_import(batch_pk: int) -> None:
    """Save the records of an import, one slice, and ask for the next."""
    if apply_batch(batch_pk, SLICE_SECONDS):
        apply_import.enqueue(batch_pk)


def go_on(batch: ImportBatch) -> None:
    """Get the work that is due on an import going: by the worker if one runs, else here and now."""
    if worker_is_running():
        (read_import if batch.is_reading else apply_import).enqueue(batch.pk)
    elif batch.is_reading:
        read_batch(batch.pk, REQUEST_SECONDS)
    else:
        apply_batch(batch.pk, REQUEST_SECONDS)
