"""`run_worker`: the background work of the site."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.worker import AnotherWorkerRuns, Worker, only_worker


class Command(BaseCommand):
    """Does the background work until it is told to stop (SIGTERM or Ctrl-C)."""

    help = (
        "Do the background work: bring the search up to date, run queued tasks. Ends cleanly on "
        "SIGTERM and Ctrl-C. A site on SQLite has one worker, on PostgreSQL as many as you start. "
        "Example: manage.py run_worker"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single round."""
        parser.add_argument("--once", action="store_true", help="Do what is waiting now, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loop, or one round of it."""
        worker = Worker()
        try:
            with only_worker(settings.VAR_DIR / "worker.lock"):
                if options["once"]:
                    worker.run_until_idle()
                    return
                for number in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(number, lambda *_: worker.stop())
                self.stdout.write(f"Worker {worker.name} is at work.")
                worker.run()
        except AnotherWorkerRuns as error:
            raise CommandError(str(error)) from error
