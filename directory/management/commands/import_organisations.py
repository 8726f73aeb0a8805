"""Imports entries of the directory from JSON, CSV and Excel files."""

from core.exchange.import_command import ImportRecordsCommand
from directory.exchange import ORGANISATIONS


class Command(ImportRecordsCommand):
    """Imports organisations."""

    help = (
        "Import organisations from JSON, CSV or Excel (xlsx) files. They become drafts unless --publish is "
        "given. Those that the site has already are left alone unless --update is given; contacts and "
        "locations that the file was not made to show are kept. A record that cannot be read gets one line "
        "on stderr, the others go on."
    )
    kind = ORGANISATIONS
    example = "Example: manage.py import_organisations partners.xlsx --update --dry-run"
