"""Configuration of the app that every other app stands on."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Fills a fresh database with its start content and finds the ticks of the worker."""

    name = "core"
    verbose_name = _("Resource centre")

    def ready(self) -> None:
        """Find what the apps declare, and fill the database after each migration."""
        from core.links import ticks  # noqa: F401 - registers the core's own
        from core.start_content import fill_after_migrate

        autodiscover_modules("sections", "parts", "country_parts", "citations", "ticks")
        post_migrate.connect(fill_after_migrate, dispatch_uid="core.start_content")
