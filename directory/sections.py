"""The directory's place in a new site, and the charter that joining speaks of."""

from django.utils.translation import gettext as _

from core.models import ContentPage
from core.sections import Section, register_section
from directory.joining import charter
from directory.models import DirectoryPage
from directory.services.joining import CHARTER_SLUG

register_section(
    Section(
        model=DirectoryPage,
        slug="directory",
        build=lambda: DirectoryPage(title=_("Directory"), show_in_menus=True),
    )
)
register_section(
    Section(
        model=ContentPage,
        slug=CHARTER_SLUG,
        build=lambda: ContentPage(
            title=charter.TITLE, summary=charter.SUMMARY, body=charter.body()
        ),
    )
)
