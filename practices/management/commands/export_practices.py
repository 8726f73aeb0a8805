"""Exports practice charts as Word forms, a workbook, CSV or JSON."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.access import Tier
from core.audit import AuditAction, record
from practices.exporting import exported_practices, write_csv, write_docx, write_json, write_xlsx
from practices.forms.wording import LANGUAGES
from practices.forms.writing import TooLongForExcel
from practices.models import Category, PracticePage

_TO_STDOUT = Path("-")


class Command(BaseCommand):
    """Exports practice charts."""

    help = (
        "Export practice charts; what is exported can be imported again. Only what everybody may read "
        "is exported unless --drafts or --tier asks for more."
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show an example below the options."""
        example = "Example: manage.py export_practices --format docx --output charts.zip"
        return super().create_parser(prog_name, subcommand, epilog=example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--format", required=True, choices=["docx", "xlsx", "csv", "json"])
        parser.add_argument(
            "--output",
            required=True,
            type=Path,
            metavar="PATH",
            help="A file; for docx a directory or a .zip; “-” writes CSV and JSON to stdout.",
        )
        parser.add_argument("--language", default="en", choices=LANGUAGES, help="Of the labels.")
        parser.add_argument("--country", help="Only charts of this country (ISO code).")
        parser.add_argument("--category", choices=Category.values, help="Only this category.")
        parser.add_argument(
            "--drafts", action="store_true", help="Drafts and pages with restricted access as well."
        )
        parser.add_argument(
            "--tier",
            default=Tier.PUBLIC,
            choices=Tier.values,
            help="Whose contact details are included (default: public).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files; say how many charts are in them."""
        charts = exported_practices(drafts=options["drafts"])
        if options["country"]:
            charts = charts.filter(countries=options["country"].upper())
        if options["category"]:
            charts = charts.filter(category=options["category"])
        path, form, tier = Path(options["output"]), options["format"], options["tier"]
        if path == _TO_STDOUT and form in ("docx", "xlsx"):
            raise CommandError(_("A file is needed for %s; give its path.") % form)
        try:
            if form == "docx":
                write_docx(charts, path, tier, options["language"])
            elif form == "xlsx":
                write_xlsx(charts, path, tier, options["language"])
            else:
                self._write_text(charts, options)
        except TooLongForExcel as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            message = _("%(path)s cannot be written: %(reason)s.")
            raise CommandError(message % {"path": path, "reason": error.strerror}) from error
        if tier != Tier.PUBLIC:
            details = {"records": "practice", "format": form, "tier": tier}
            record(
                user=None, action=AuditAction.EXPORTED, details=details | {"count": charts.count()}
            )
        if path != _TO_STDOUT:
            print(_("%d charts exported.") % charts.count(), file=sys.stderr)  # noqa: T201

    def _write_text(self, charts: QuerySet[PracticePage], options: dict[str, Any]) -> None:
        """Write CSV or JSON to a file or to stdout."""
        path = Path(options["output"])
        with nullcontext(self.stdout) if path == _TO_STDOUT else _opened(path) as stream:
            if options["format"] == "csv":
                write_csv(charts, stream, options["tier"], options["language"])
            else:
                write_json(charts, stream, options["tier"])


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")
