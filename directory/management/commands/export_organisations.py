"""Exports entries of the directory as JSON, CSV or a workbook."""

from collections.abc import Iterable

from core.access import Tier
from core.exchange.export_command import ExportRecordsCommand
from core.exchange.kinds import Record
from directory.exchange import ORGANISATIONS, exported_organisations


class Command(ExportRecordsCommand):
    """Exports organisations."""

    help = (
        "Export organisations; what is exported can be imported again. Only what everybody may read is "
        "exported unless --drafts or --tier asks for more."
    )
    kind = ORGANISATIONS
    example = "Example: manage.py export_organisations --format xlsx --output partners.xlsx"

    def records(self, *, drafts: bool, tier: Tier) -> Iterable[Record]:
        """Give the entries."""
        return exported_organisations(drafts=drafts, tier=tier)
