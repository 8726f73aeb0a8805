"""Configuration of the search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding records by words and facets."""

    name = "search"
    verbose_name = _("Search")
