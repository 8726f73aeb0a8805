"""The address of a saved search; how its query string is read, kept and named stands in `search.saved.queries`."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def address_of(text: str, language: str) -> str:
    """Return the whole address of the search itself."""
    with translation.override(language):
        path = reverse("search")
    return f"{settings.SITE_URL}{path}?{text}" if text else f"{settings.SITE_URL}{path}"
