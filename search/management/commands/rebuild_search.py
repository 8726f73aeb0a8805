"""The command that builds the search index anew."""

import gc
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineUnavailable
from search.engines.selection import BUILDERS, get_engine
from search.indexing import all_pages, count_findable
from search.outbox import rebuild


class Command(BaseCommand):
    """Build the index beside the live one and swap."""

    help = (
        "Build the search index anew beside the live one, which answers until the new one takes its place.\n\n"
        "Example: manage.py rebuild_search --engine embedded"
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
            "--if-missing",
            action="store_true",
            help="Leave an index alone that fits the present schema.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and tell how long it took."""
        try:
            engine = get_engine(options["engine"])
            if options["if_missing"] and engine.is_built():
                return
        except (ValueError, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        # What is loaded by now stays until the end; the collector need not go through it again and again.
        gc.freeze()
        started = time.monotonic()
        bar = tqdm(
            all_pages(),
            total=count_findable(),
            unit=" records",
            disable=not sys.stderr.isatty() or options["verbosity"] == 0,
        )
        try:
            written = rebuild(engine, progress=bar)
        except EngineUnavailable as error:
            raise CommandError(
                f"The index was not rebuilt, the former one stays: {error}"
            ) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"{written} records indexed in {time.monotonic() - started:.1f} s.")
