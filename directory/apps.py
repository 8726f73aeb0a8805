"""Configuration of the directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Organisations: who can help, in which country, for whom."""

    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Let the whole site ask who may do what with pages."""
        from directory import page_policy

        page_policy.register()
