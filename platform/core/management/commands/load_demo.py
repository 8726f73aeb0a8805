"""`load_demo`: the demonstration content, written into an empty site or removed again."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core import demonstration
from core.models import DemonstrationRecord


class Command(BaseCommand):
    """Loads the demonstration, or deletes it with `--delete`."""

    help = (
        "Load the demonstration: charts, case studies, organisations, pages and logins. Loading "
        "again only adds what is missing. Example: manage.py load_demo --delete"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the way back."""
        parser.add_argument(
            "--delete",
            action="store_true",
            help="Remove what the demonstration wrote; content of your own stays.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load or delete, all of it or nothing."""
        is_quiet = options["verbosity"] == 0
        if options["delete"]:
            self._delete(is_quiet)
            return
        try:
            demonstration.load(
                lambda loaders: tqdm(
                    loaders, unit=" part", disable=is_quiet or not sys.stderr.isatty()
                )
            )
        except demonstration.DemonstrationRefused as error:
            raise CommandError(str(error)) from error
        if not is_quiet:
            count = DemonstrationRecord.objects.count()
            self.stdout.write(f"The demonstration stands: {count} records are marked as its own.")

    def _delete(self, is_quiet: bool) -> None:
        kept = demonstration.delete()
        for title in kept:
            self.stderr.write(f"{title}: stays, because content of this site needs it.")
        if not is_quiet:
            self.stdout.write("The demonstration is removed.")
