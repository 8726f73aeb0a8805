"""The libraries' places in a new site."""

from django.utils.translation import gettext as _

from core.sections import Section, register_section
from library.models import LibraryPage, PoliciesPage, PublicationsPage

register_section(
    Section(
        model=LibraryPage,
        slug="library",
        build=lambda: LibraryPage(title=_("Library"), show_in_menus=True),
    )
)
register_section(
    Section(
        model=PoliciesPage,
        slug="policies",
        build=lambda: PoliciesPage(title=_("Policies")),
        parent=LibraryPage,
    )
)
register_section(
    Section(
        model=PublicationsPage,
        slug="publications",
        build=lambda: PublicationsPage(title=_("Publications")),
        parent=LibraryPage,
    )
)
