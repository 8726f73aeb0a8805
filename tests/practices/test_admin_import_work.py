"""The work behind an import: in slices, by the worker, taken up again, cleaned up."""

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from practices.admin import batches
from practices.admin.reading import read_batch
from practices.admin.saving import apply_batch
from practices.admin.storage import batch_directory, store_file
from practices.models import ImportBatch, PracticePage
from practices.tasks import read_import
from practices.ticks import remove_old_uploads, resume_imports
from tests.practices.admin_support import administrator

pytestmark = pytest.mark.django_db
State = ImportBatch.State


@pytest.fixture
def batch():
    records = [
        {
            "number": number,
            "name": f"Chart {number}",
            "countries": ["FR"],
            "category": "A",
            "background": "<p>Text.</p>",
        }
        for number in range(1, 5)
    ]
    batch = ImportBatch.objects.create(user=administrator(), kind="practices")
    store_file(batch, SimpleUploadedFile("four.json", json.dumps(records).encode()))
    return batch


def refreshed(batch):
    batch.refresh_from_db()
    return batch


def test_reading_stops_after_its_time_and_goes_on_at_the_next_record(batch):
    rounds = 1
    while read_batch(batch.pk, 0):
        rounds += 1
        assert refreshed(batch).state == State.TO_READ
    assert rounds > 2
    assert [row.heading for row in batch.rows.all()] == [f"Chart {n}" for n in range(1, 5)]
    assert refreshed(batch).state == State.REVIEW


def test_saving_stops_after_its_time_and_saves_every_record_once(batch):
    while read_batch(batch.pk, 60):
        pass
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.TO_APPLY)
    rounds = 0
    while apply_batch(batch.pk, 0):
        rounds += 1
    assert rounds > 2
    assert PracticePage.objects.count() == 4
    assert refreshed(batch).state == State.DONE


def test_a_batch_that_somebody_works_on_is_not_taken_by_another(batch):
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.READING)
    assert not read_batch(batch.pk, 60)
    assert not batch.rows.exists()


def test_the_task_reads_to_the_end(batch):
    read_import.enqueue(batch.pk)
    assert refreshed(batch).state == State.REVIEW


def test_what_a_killed_worker_left_is_taken_up(batch):
    read_batch(batch.pk, 0)
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.READING, touched_at=long_ago)
    resume_imports()
    assert refreshed(batch).state == State.REVIEW
    assert batch.rows.count() == 4


def test_a_discarded_import_is_not_read_on(batch):
    read_batch(batch.pk, 0)
    batches.discard(batch)
    assert not read_batch(batch.pk, 60)
    assert refreshed(batch).state == State.DISCARDED


def test_files_are_removed_after_seven_days(batch):
    remove_old_uploads()
    assert batch_directory(batch).exists()
    ImportBatch.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    remove_old_uploads()
    assert not batch_directory(batch).exists()
    assert refreshed(batch).state == State.DISCARDED


def test_decisions_are_kept_when_the_files_are_removed(batch):
    while read_batch(batch.pk, 60):
        pass
    ImportBatch.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    remove_old_uploads()
    assert refreshed(batch).state == State.REVIEW
    batches.save_records(batch)
    assert PracticePage.objects.count() == 4


def test_a_user_who_lost_the_right_saves_nothing(batch):
    while read_batch(batch.pk, 60):
        pass
    batch.user.is_superuser = False
    batch.user.save()
    batches.save_records(refreshed(batch))
    assert not PracticePage.objects.exists()
    assert "may not add such pages" in batch.rows.first().problem


def test_an_update_of_a_locked_page_is_refused(batch):
    page_owner = batch.user
    while read_batch(batch.pk, 60):
        pass
    batches.save_records(refreshed(batch))
    page = PracticePage.objects.first()
    page.locked, page.locked_by = True, None
    page.save()
    second = ImportBatch.objects.create(user=page_owner, kind="practices")
    record = {"slug": page.slug, "name": page.title, "category": "B", "countries": ["FR"]}
    store_file(second, SimpleUploadedFile("one.json", json.dumps([record]).encode()))
    while read_batch(second.pk, 60):
        pass
    batches.save_records(refreshed(second))
    assert "locked" in second.rows.get().problem
