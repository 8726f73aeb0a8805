"""Configuration of the practices app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """Practice charts and transnational case studies."""

    name = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        """Say whose the records are."""
        from practices import ownership

        ownership.register()
