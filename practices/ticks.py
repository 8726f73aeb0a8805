"""What the worker does again and again for the imports: take up what was left, remove old files."""

from django.utils import timezone

from core.ticks import tick
from practices.admin.storage import remove_files
from practices.models import ImportBatch
from practices.tasks import apply_import, read_import


@tick(seconds=30)
def resume_imports() -> None:
    """Queue the imports again whose work has stood still."""
    for batch in ImportBatch.objects.stalled():
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=ImportBatch.State.TO_READ if batch.is_reading else ImportBatch.State.TO_APPLY,
            touched_at=timezone.now(),
        )
        (read_import if batch.is_reading else apply_import).enqueue(batch.pk)


@tick(seconds=3600)
def remove_old_uploads() -> None:
    """Delete uploaded forms after seven days; an import that was not read until then is given up."""
    for batch in ImportBatch.objects.expired():
        remove_files(batch)
        if batch.is_reading:
            ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.DISCARDED)
