"""Owns how a browser says that it fetches a page ahead, before anybody asked for it."""

from django.http import HttpRequest

_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_WORDS = ("prefetch", "prerender", "preview")


def is_fetched_ahead(request: HttpRequest) -> bool:
    """Tell whether no person asked for this: what is counted leaves it out."""
    announced = " ".join(request.headers.get(name, "") for name in _HEADERS).lower()
    return any(word in announced for word in _WORDS)
