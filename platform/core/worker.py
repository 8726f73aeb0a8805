"""The worker: beats, calls the ticks, runs queued tasks, takes up what a killed worker left."""

import fcntl
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from core.mailing import deliver_mail
from core.models import Heartbeat
from core.ticks import Tick, all_ticks, tick

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5
PAUSE_SECONDS = 0.5
# A worker that has not beaten for a minute is dead; what it had begun is begun again.
DEAD_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3
KEEP_FINISHED_TASKS = timedelta(days=7)


class AnotherWorkerRuns(Exception):
    """SQLite takes one writer at a time, so a site on SQLite has one worker."""


def new_worker_name() -> str:
    """Return a name that no other worker has, now or later."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


@contextmanager
def only_worker(lock_file: Path) -> Iterator[None]:
    """Hold the lock of the one worker that a site on SQLite may have; other databases need none."""
    if connection.vendor != "sqlite":
        yield
        return
    with lock_file.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWorkerRuns(
                f"A worker of this site is at work already ({lock_file})."
            ) from error
        yield


@dataclass
class Worker:
    """One loop of ticks and tasks. `stop()` lets it finish what is in flight."""

    name: str = field(default_factory=new_worker_name)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _due_at: dict[str, float] = field(default_factory=dict)

    def stop(self) -> None:
        """Ask the loop to end after the tick or task that it is in."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop()` is called; a database that goes away is waited for."""
        beating = threading.Thread(target=self._keep_beating, daemon=True)
        beating.start()
        while not self._stopping.is_set():
            try:
                busy = self.work_once()
            except DatabaseError:
                logger.exception("The database did not answer; the worker tries again.")
                busy = False
            close_old_connections()
            if not busy:
                self._stopping.wait(PAUSE_SECONDS)
        beating.join(timeout=BEAT_SECONDS)
        Heartbeat.objects.filter(worker=self.name).delete()

    def run_until_idle(self) -> None:
        """Call every tick once and run tasks until the queue is empty."""
        requeue_lost_tasks()
        for each in all_ticks():
            _call(each)
        while not self._stopping.is_set() and self._run_task():
            continue

    def work_once(self) -> bool:
        """Call the ticks that are due and run one task; tell whether there was a task."""
        for each in all_ticks():
            if self._stopping.is_set():
                return False
            if self._due_at.get(each.name, 0.0) <= time.monotonic():
                _call(each)
                self._due_at[each.name] = time.monotonic() + each.seconds
        return not self._stopping.is_set() and self._run_task()

    def _keep_beating(self) -> None:
        # A thread of its own: a long task must not look like a dead worker.
        while not self._stopping.is_set():
            try:
                Heartbeat.beat(self.name)
            except DatabaseError:
                logger.warning("The heartbeat could not be written; the next one will try again.")
            close_old_connections()
            self._stopping.wait(BEAT_SECONDS)
        connection.close()

    def _run_task(self) -> bool:
        # Asked first without a lock: on SQLite the exclusive one stops every other writer.
        if not DBTaskResult.objects.ready().exists():
            return False
        with exclusive_transaction():
            task = DBTaskResult.objects.ready().filter(backend_name="default").get_locked()
            if task is None:
                return False
            task.claim(self.name)
        _task_runner(self.name).run_task(task)
        return True


def _task_runner(name: str) -> TaskRunner:
    return TaskRunner(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _call(each: Tick) -> None:
    # The boundary of the loop: one faulty tick must not keep the others from running.
    try:
        each.run()
    except Exception:
        logger.exception("The tick %s failed; it runs again in %s s.", each.name, each.seconds)


@tick(seconds=30)
def requeue_lost_tasks() -> None:
    """Queue tasks again whose worker was killed; one that lost three workers has failed."""
    alive = set(
        Heartbeat.objects.filter(seen_at__gte=timezone.now() - DEAD_AFTER).values_list(
            "worker", flat=True
        )
    )
    for task in DBTaskResult.objects.running().filter(_begun_long_ago()):
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(RuntimeError(f"{MOST_ATTEMPTS} workers died in this task."))
        else:
            DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.READY
            )


def _begun_long_ago() -> Q:
    # A worker's first beat may come a moment after its first task.
    return Q(started_at__lt=timezone.now() - timedelta(seconds=BEAT_SECONDS))


@tick(seconds=5)
def send_queued_mail() -> None:
    """Send the mails that changes left for the worker."""
    deliver_mail()


@tick(seconds=3600)
def forget_old_records() -> None:
    """Remove finished tasks after a week and the last beats of dead workers after a day."""
    DBTaskResult.objects.finished().filter(
        finished_at__lt=timezone.now() - KEEP_FINISHED_TASKS
    ).delete()
    Heartbeat.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
