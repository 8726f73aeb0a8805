"""The place of the newsletter in a new site."""

from django.utils.translation import gettext as _

from core.sections import Section, register_section
from newsletter.models import NewsletterPage

register_section(
    Section(
        model=NewsletterPage,
        slug="newsletter",
        build=lambda: NewsletterPage(title=_("Newsletter"), show_in_menus=True),
    )
)
