"""Configuration of the libraries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Policies and publications, and the text of their documents."""

    name = "library"
    verbose_name = _("Libraries")

    def ready(self) -> None:
        """Connect the signals by which changed documents reach the search."""
        from library.indexing import connect

        connect()
