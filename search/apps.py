"""Configuration of the search app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finds what apps make searchable, and listens for changes."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Collect the page types of all apps, connect the signals, add the checks."""
        from search.checks import check_engine_address, check_index, check_page_types
        from search.oai import withdrawals
        from search.signals import connect

        autodiscover_modules("search_index")
        autodiscover_modules("oai")
        connect()
        withdrawals.connect()
        register(check_page_types)
        register(check_engine_address)
        register(check_index, Tags.database)
