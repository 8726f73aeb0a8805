"""The country pages in the sitemap: those of which something is known."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from core.countries.paths import country_path
from core.countries.selectors import known_codes


class CountrySitemap(Sitemap):
    """The list of countries and each country."""

    def items(self) -> list[str]:
        """Return the addresses."""
        return [reverse("countries"), *(country_path(code) for code in known_codes())]

    def location(self, item: str) -> str:
        """Return an address as it is."""
        return item
