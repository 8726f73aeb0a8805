"""`import_subscribers`: readers from lists of this site, listmonk and Mailchimp, with their status respected."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from newsletter.importing.importer import Importer
from newsletter.importing.rows import BadRow, Row, read_rows

#: Problems in the JSON report; all of them are on stderr.
MOST_PROBLEMS = 1_000


class Command(BaseCommand):
    """Imports readers of the newsletter."""

    help = (
        "Import readers of the newsletter from CSV (email, name, language, countries, interests, status), from "
        "exports of listmonk and Mailchimp, or from a plain list of addresses. Rows without a status are active. "
        "Who left, complained or could not be reached, there or here, is never made active."
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show an example below the options."""
        example = 'Example: manage.py import_subscribers readers.csv --consent "sign-up sheets of the 2025 assembly"'
        return super().create_parser(prog_name, subcommand, epilog=example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare paths and options."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="A CSV file.")
        parser.add_argument(
            "--consent",
            required=True,
            metavar="TEXT",
            help="How these readers agreed to be written to; the ledger quotes it.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would happen and change nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print the report as JSON alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import every row that can be imported; exit with 1 when one could not."""
        consent = " ".join(options["consent"].split())
        if not consent:
            raise CommandError(_("Say with --consent how these readers agreed to be written to."))
        problems: list[dict[str, str]] = []

        def tell(place: str, sentence: str) -> None:
            line = " ".join(f"{place}: {sentence}".split())
            tqdm.write(line, file=self.stderr._out)
            if len(problems) < MOST_PROBLEMS:
                problems.append({"source": place, "problem": sentence})

        importer = Importer(consent=consent, tell=tell, is_dry=options["dry_run"])
        for path in options["paths"]:
            importer.take(path, _with_progress(path))
        report = importer.report
        if options["json"]:
            answer = {"dry_run": options["dry_run"], **asdict(report), "problems": problems}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            counts = ", ".join(
                f"{name.replace('_', ' ')}: {n}" for name, n in asdict(report).items()
            )
            self.stdout.write(
                (_("Dry run, nothing was changed. ") if options["dry_run"] else "") + counts
            )
        if report.refused:
            sys.exit(1)


def _with_progress(path: Path) -> Iterator[Row | BadRow]:
    """Read the rows with a progress bar, which shows on a terminal alone."""
    rows: Iterator[Row | BadRow] = read_rows(path)
    yield from tqdm(rows, unit=" rows", disable=None, file=sys.stderr, leave=False)
