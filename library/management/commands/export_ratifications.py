"""Exports ratifications as CSV, JSON or a workbook."""

from collections.abc import Iterable

from core.access import Tier
from core.exchange.export_command import ExportRecordsCommand
from core.exchange.kinds import Record
from library.ratification_exchange import RATIFICATIONS, exported_ratifications


class Command(ExportRecordsCommand):
    """Exports rows of the ratification table."""

    help = "Export the ratification table; what is exported can be imported again."
    kind = RATIFICATIONS
    example = "Example: manage.py export_ratifications --format csv --output ratifications.csv"

    def records(self, *, drafts: bool, tier: Tier) -> Iterable[Record]:
        """Give the rows."""
        return exported_ratifications(drafts=drafts)
