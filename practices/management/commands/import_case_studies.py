"""Imports case studies from Word and Excel forms, JSON, zips and directories."""

from practices.importing import CASE_STUDIES
from practices.importing.command_line import ImportCommand


class Command(ImportCommand):
    """Imports case studies."""

    help = (
        "Import case studies from forms (docx, xlsx), JSON or zips of them. They become drafts "
        "unless --publish is given. Records that the site has already are left alone unless --update "
        "is given. A file that cannot be read gets one line on stderr, the others go on."
    )
    kind = CASE_STUDIES
    example = "Example: manage.py import_case_studies cases.zip --dry-run"
