"""Configuration of the directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Organisations: who can help, in which country, for whom."""

    name = "directory"
    verbose_name = _("Directory")
