"""Imports policies and publications from JSON, CSV, Excel, RIS and BibTeX files, and from ZIPs with their files."""

from typing import Any

from core.exchange.import_command import ImportRecordsCommand
from core.heartbeat import worker_is_running
from library.exchange import LIBRARY
from library.text_extraction import read_waiting


class Command(ImportRecordsCommand):
    """Imports library records."""

    help = (
        "Import policies and publications from JSON, CSV, Excel (xlsx), RIS (ris) or BibTeX (bib) files, or from "
        "a ZIP of records.json and files; `record` says which of both a record is. They become drafts unless "
        "--publish is given. Those that the site has already are left alone unless --update is given."
    )
    kind = LIBRARY
    example = "Example: manage.py import_library publications.csv --update --dry-run"

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and read the text of the files where no worker will."""
        try:
            super().handle(*args, **options)
        finally:
            if not options["dry_run"] and options["undo"] is None and not worker_is_running():
                while read_waiting():
                    pass
