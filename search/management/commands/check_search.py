"""The command that compares the search index with the database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.comparison import compare, mend
from search.engines.base import EngineUnavailable
from search.engines.selection import BUILDERS, engine_name, get_engine


class Command(BaseCommand):
    """List what differs between index and database."""

    help = (
        "Compare the search index with the database; exits with 1 and lists what differs.\n\n"
        "Example: manage.py check_search\n"
        "Example: manage.py check_search --mend"
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
        parser.add_argument(
            "--mend",
            action="store_true",
            help="Write what differs to the index of the engine in use, then compare again.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, list, and fail when anything differs."""
        if options["mend"] and options["engine"] not in (None, engine_name()):
            raise CommandError(
                "--mend is for the engine in use; build another one by rebuild_search."
            )
        try:
            engine = get_engine(options["engine"])
            comparison = compare(engine)
            if options["mend"] and comparison.differs:
                mended = mend(engine, comparison)
                if options["verbosity"] > 0:
                    self.stdout.write(f"{mended} records are written anew.")
                comparison = compare(engine)
        except (ValueError, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        for line in comparison.lines():
            self.stderr.write(line)
        if comparison.differs:
            raise CommandError(
                f"Index and database differ in {comparison.number} records. Let the worker catch up, or run "
                "`manage.py check_search --mend` or `manage.py rebuild_search`."
            )
        if options["verbosity"] > 0:
            self.stdout.write(f"Index and database agree on {comparison.agreeing} records.")
