"""Exports policies and publications as JSON, CSV, a workbook, RIS or BibTeX, or with their files as ZIP."""

from collections.abc import Iterable
from typing import Any

from core.access import Tier
from core.exchange.export_command import ExportRecordsCommand
from core.exchange.kinds import Record
from library.exchange import LIBRARY, exported_library, exported_works


class Command(ExportRecordsCommand):
    """Exports library records."""

    help = "Export policies and publications; what is exported can be imported again."
    kind = LIBRARY
    example = "Example: manage.py export_library --format zip --tier members --output library.zip"

    def handle(self, *args: Any, **options: Any) -> None:
        """Remember the format: only a ZIP has files."""
        self.has_files = options["format"] == "zip"
        super().handle(*args, **options)

    def records(self, *, drafts: bool, tier: Tier) -> Iterable[Record]:
        """Give the works."""
        if self.has_files:
            return exported_works(drafts=drafts, tier=tier)  # type: ignore[return-value]
        return exported_library(drafts=drafts)
