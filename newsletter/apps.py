"""Configuration of the newsletter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Issues, their readers, and the way between them."""

    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Watch over what was approved, and let a site start with a welcome."""
        from core.start_content import after_start_content
        from newsletter.alerts.welcome_texts import ensure_welcome
        from newsletter.control import signals  # noqa: F401 - registers its own

        after_start_content(ensure_welcome)
