"""The directory's place in a new site."""

from django.utils.translation import gettext as _

from core.sections import Section, register_section
from directory.models import DirectoryPage

register_section(
    Section(
        model=DirectoryPage,
        slug="directory",
        build=lambda: DirectoryPage(title=_("Directory"), show_in_menus=True),
    )
)
