"""Imports practice charts from Word and Excel forms, JSON, zips and directories."""

from practices.importing import PRACTICES
from practices.importing.command_line import ImportCommand


class Command(ImportCommand):
    """Imports practice charts."""

    help = (
        "Import practice charts from forms (docx, xlsx), JSON or zips of them. They become drafts "
        "unless --publish is given. Records that the site has already are left alone unless --update "
        "is given. A file that cannot be read gets one line on stderr, the others go on."
    )
    kind = PRACTICES
    example = "Example: manage.py import_practices charts.zip --dry-run"
