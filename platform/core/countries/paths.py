"""The addresses of country pages, and of the records that stand on them."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from core.routing import find_site, home_of


def country_path(code: str) -> str:
    """Return the address of a country's page in the active language."""
    return reverse("country", args=[code.lower()])


class RecordPaths:
    """Turns tree paths of pages into addresses; asks for the site once a request, whichever app does so first."""

    def __init__(self, request: HttpRequest) -> None:
        """Find the root of the site in the active language."""
        site = find_site(request) or Site.objects.get(is_default_site=True)
        root = home_of(site)
        self._start, self.locale_id = root.url_path, root.locale_id

    def of(self, url_path: str) -> str:
        """Return the address of the page with this tree path, or nothing when it is on no page of the site."""
        if not url_path.startswith(self._start):
            return ""
        return reverse("wagtail_serve", args=[url_path[len(self._start) :]])
