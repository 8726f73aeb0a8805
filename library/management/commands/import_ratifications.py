"""Imports ratifications from JSON, CSV and Excel files."""

from core.exchange.import_command import ImportRecordsCommand
from library.ratification_exchange import RATIFICATIONS


class Command(ImportRecordsCommand):
    """Imports rows of the ratification table."""

    help = (
        "Import rows of the ratification table from CSV, Excel (xlsx) or JSON files: instrument (its slug), country "
        "(its code), signed, ratified, in_force, ended (years), reservation, source, as_of. Rows that the site has "
        "already are left alone unless --update is given."
    )
    kind = RATIFICATIONS
    example = "Example: manage.py import_ratifications status.csv --update --dry-run"
