"""`restore`: a backup in the place of the site's content."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from core import demonstration
from core.backup import BackupError, restore_backup
from core.worker import AnotherWorkerRuns, only_worker


class Command(BaseCommand):
    """Puts a backup in the place of what the site holds."""

    help = (
        "Put a backup in the place of the site's content and build the search index anew. Stop the "
        "site before. Example: manage.py restore /backups/2026-11-22.zip"
    )
    # The database may be empty: nothing can be checked yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name and the permission to overwrite."""
        parser.add_argument("path", type=Path, help="A file that `backup` wrote.")
        parser.add_argument(
            "--force", action="store_true", help="Overwrite the content that the site has."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, unless there is something to lose."""
        is_quiet = options["verbosity"] == 0
        if not options["force"] and _has_content():
            raise CommandError(
                "This site has content, which would be lost. Make a backup of it, then use --force."
            )
        try:
            with only_worker(settings.VAR_DIR / "worker.lock"):
                manifest = restore_backup(
                    options["path"],
                    lambda files: tqdm(files, disable=is_quiet or not sys.stderr.isatty()),
                )
        except AnotherWorkerRuns as error:
            raise CommandError(f"Stop the site first. {error}") from error
        except BackupError as error:
            raise CommandError(str(error)) from error
        if not is_quiet:
            self.stdout.write(f"Restored: the state of {manifest['created_at']}.")


def _has_content() -> bool:
    if "wagtailcore_page" not in connection.introspection.table_names():
        return False
    return demonstration.is_loaded() or demonstration.has_own_content()
