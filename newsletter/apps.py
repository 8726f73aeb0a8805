"""Configuration of the newsletter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Issues, their readers, and the way between them."""

    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Watch over what was approved."""
        from newsletter.control import signals  # noqa: F401 - registers its own
