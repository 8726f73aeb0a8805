"""`backup`: the site's content in one file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.backup import BackupError, make_backup


class Command(BaseCommand):
    """Writes database and media to a zip file while the site goes on."""

    help = (
        "Write the database and the media to one zip file; the site may go on meanwhile. "
        "Example: manage.py backup /backups/2026-11-22.zip"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name."""
        parser.add_argument("path", type=Path, help="The file to write, ending in .zip.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        is_quiet = options["verbosity"] == 0
        path: Path = options["path"]
        if path.exists():
            raise CommandError(f"{path} exists already; a backup overwrites nothing.")
        try:
            manifest = make_backup(
                path, lambda files: tqdm(files, disable=is_quiet or not sys.stderr.isatty())
            )
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if not is_quiet:
            megabytes = path.stat().st_size / 1_000_000
            self.stdout.write(f"{path}: {megabytes:.1f} MB, {manifest['media_files']} media files.")
