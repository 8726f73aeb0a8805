"""The command that compares the search index with the database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.comparison import compare
from search.engines.base import EngineUnavailable
from search.engines.selection import BUILDERS, get_engine


class Command(BaseCommand):
    """List what differs between index and database."""

    help = (
        "Compare the search index with the database; exits with 1 and lists what differs.\n\n"
        "Example: manage.py check_search"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the line breaks of the help text."""
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of an engine."""
        parser.add_argument(
            "--engine", choices=sorted(BUILDERS), help="The engine; the one in use by default."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, list, and fail when anything differs."""
        try:
            comparison = compare(get_engine(options["engine"]))
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        for line in comparison.lines():
            self.stderr.write(line)
        if comparison.differs:
            raise CommandError(
                f"Index and database differ in {comparison.number} records. Run `manage.py rebuild_search`, "
                "or let the worker catch up."
            )
        if options["verbosity"] > 0:
            self.stdout.write(f"Index and database agree on {comparison.agreeing} records.")
