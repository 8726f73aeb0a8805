"""The worker beats, calls ticks, runs tasks, survives faults, and takes up what a killed one left."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from core import ticks
from core.heartbeat import worker_is_running
from core.models import Heartbeat
from core.ticks import Tick
from core.worker import AnotherWorkerRuns, Worker, only_worker, requeue_lost_tasks
from tests.sites import ROOT

pytestmark = pytest.mark.django_db

done: list[str] = []


@task()
def remember(word):
    done.append(word)


@task()
def break_down():
    raise ValueError("broken")


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


@pytest.fixture
def only_ticks(monkeypatch):
    """Replace the declared ticks by those that a test gives."""

    def replace(*functions, seconds=60):
        given = {f.__name__: Tick(run=f, seconds=seconds, name=f.__name__) for f in functions}
        monkeypatch.setattr(ticks, "_ticks", given)

    replace()
    return replace


def queue(function, *args, status=TaskResultStatus.READY, **fields):
    """Put a task into the queue of the database, whatever backend the tests use."""
    return DBTaskResult.objects.create(
        task_path=function.module_path,
        args_kwargs={"args": list(args), "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        status=status,
        **fields,
    )


def test_ticks_are_called_at_once_and_not_again_before_they_are_due(only_ticks):
    only_ticks(lambda: done.append("tick"))
    worker = Worker()
    worker.work_once()
    worker.work_once()
    assert done == ["tick"]


def test_a_tick_that_is_due_is_called_again(only_ticks):
    only_ticks(lambda: done.append("tick"), seconds=0)
    worker = Worker()
    worker.work_once()
    worker.work_once()
    assert done == ["tick", "tick"]


def test_a_tick_that_fails_does_not_keep_the_others_from_running(only_ticks, caplog):
    def faulty():
        raise RuntimeError("the mail server sleeps")

    def sound():
        done.append("sound")

    only_ticks(faulty, sound)
    Worker().work_once()
    assert done == ["sound"]
    assert "faulty failed" in caplog.text


def test_queued_tasks_are_run_until_the_queue_is_empty(only_ticks):
    results = [queue(remember, "a"), queue(remember, "b")]
    Worker().run_until_idle()
    assert sorted(done) == ["a", "b"]
    for result in results:
        result.refresh_from_db()
        assert result.status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_fails_is_marked_and_the_next_one_runs(only_ticks):
    broken = queue(break_down, priority=1)
    queue(remember, "next")
    Worker().run_until_idle()
    broken.refresh_from_db()
    assert broken.status == TaskResultStatus.FAILED
    assert "ValueError: broken" in broken.traceback
    assert done == ["next"]


def test_after_stop_nothing_more_is_begun(only_ticks):
    queue(remember, "late")
    worker = Worker()
    worker.stop()
    worker.run_until_idle()
    assert done == []


def lost_task(**fields):
    long_ago = timezone.now() - timedelta(minutes=5)
    return queue(remember, "again", status=TaskResultStatus.RUNNING, started_at=long_ago, **fields)


def test_a_task_of_a_killed_worker_is_run_again(only_ticks):
    lost_task(worker_ids=["killed"])
    Worker().run_until_idle()
    assert done == ["again"]


def test_a_task_of_a_living_worker_is_left_to_it(only_ticks):
    Heartbeat.beat("living")
    result = lost_task(worker_ids=["living"])
    requeue_lost_tasks()
    result.refresh_from_db()
    assert result.status == TaskResultStatus.RUNNING


def test_a_task_that_cost_three_workers_is_given_up(only_ticks):
    result = lost_task(worker_ids=["one", "two", "three"])
    requeue_lost_tasks()
    result.refresh_from_db()
    assert result.status == TaskResultStatus.FAILED


@pytest.fixture
def database(monkeypatch):
    """Return a function that lets the worker take the run's database for another."""
    return lambda vendor: monkeypatch.setattr(connection, "vendor", vendor)


def test_a_site_on_sqlite_has_one_worker(tmp_path, database):
    database("sqlite")
    with (
        only_worker(tmp_path / "lock"),
        pytest.raises(AnotherWorkerRuns, match="at work already"),
        only_worker(tmp_path / "lock"),
    ):
        pytest.fail("the second worker must not begin")


def test_the_lock_is_free_again_when_its_worker_ends(tmp_path, database):
    database("sqlite")
    with only_worker(tmp_path / "lock"):
        pass
    with only_worker(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


def test_a_site_on_postgresql_has_as_many_workers_as_one_starts(tmp_path, database):
    database("postgresql")
    with only_worker(tmp_path / "lock"), only_worker(tmp_path / "lock"):
        assert not (tmp_path / "lock").exists()


@pytest.mark.own_site
def test_the_command_says_that_it_is_at_work_and_ends_cleanly_on_sigterm(migrated_site, tmp_path):
    site = migrated_site.copy(tmp_path / "var")
    command = [sys.executable, str(ROOT / "manage.py"), "run_worker"]
    with subprocess.Popen(
        command, env=site.environment(), stdout=subprocess.PIPE, text=True
    ) as worker:
        assert "is at work" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0


def test_a_worker_that_beat_a_minute_ago_does_not_count_as_running():
    Heartbeat.objects.create(worker="gone", seen_at=timezone.now() - timedelta(minutes=1))
    assert not worker_is_running()
    Heartbeat.beat("here")
    assert worker_is_running()
