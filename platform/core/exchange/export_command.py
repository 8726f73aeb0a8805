"""The export of records as a command: JSON, CSV or a workbook that the import reads back."""

import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, ClassVar, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.access import Tier
from core.audit import AuditAction, record
from core.exchange.kinds import OwnFormat, Record, RecordKind
from core.exchange.rows import RowKind
from core.exchange.writing import write_csv, write_json, write_xlsx

_TO_STDOUT = Path("-")


class ExportRecordsCommand(BaseCommand, ABC):
    """Exports records of `kind`; a command is a subclass that names the kind and says which records."""

    kind: ClassVar[RecordKind | RowKind]
    example: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show the example below the options."""
        return super().create_parser(prog_name, subcommand, epilog=self.example, **options)

    @abstractmethod
    def records(self, *, drafts: bool, tier: Tier) -> Iterable[Record]:
        """Give the records to export; `drafts` includes what is not public."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--format", required=True, choices=["json", "csv", "xlsx", *self._formats]
        )
        parser.add_argument(
            "--output",
            required=True,
            type=Path,
            metavar="PATH",
            help="A file; “-” writes CSV and JSON to stdout.",
        )
        parser.add_argument(
            "--drafts", action="store_true", help="Drafts and pages with restricted access as well."
        )
        parser.add_argument(
            "--tier",
            default=Tier.PUBLIC,
            choices=Tier.values,
            help="Who will read the file: decides what is in it (default: public).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; say how many records are in it."""
        path, form = Path(options["output"]), options["format"]
        records = self.records(drafts=options["drafts"], tier=Tier(options["tier"]))
        if path == _TO_STDOUT and form not in ("json", "csv"):
            raise CommandError(_("A file is needed for %s; give its path.") % form)
        try:
            number = self._write(records, form, path, Tier(options["tier"]))
        except OSError as error:
            message = _("%(path)s cannot be written: %(reason)s.")
            raise CommandError(message % {"path": path, "reason": error.strerror}) from error
        if options["tier"] != Tier.PUBLIC:
            details = {"records": self.kind.name, "format": form, "tier": options["tier"]}
            record(user=None, action=AuditAction.EXPORTED, details={**details, "count": number})
        if path != _TO_STDOUT:
            sentence = _("%(number)d %(records)s exported.")
            values = {"number": number, "records": self.kind.plural}
            print(sentence % values, file=sys.stderr)  # noqa: T201

    @property
    def _formats(self) -> Mapping[str, OwnFormat]:
        return self.kind.formats if isinstance(self.kind, RecordKind) else {}

    def _write(self, records: Iterable[Record], form: str, path: Path, tier: Tier) -> int:
        if form in self._formats:
            return self._formats[form].write(records, path, tier)
        if form == "xlsx":
            return write_xlsx(records, self.kind.table, path)
        with nullcontext(self.stdout) if path == _TO_STDOUT else _opened(path) as stream:
            if form == "csv":
                return write_csv(records, self.kind.table, stream)
            return write_json(records, stream)


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")
