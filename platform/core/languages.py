"""The languages in which this site has pages: those of its live home pages."""

import time
from collections.abc import Iterable

from django.conf import settings

from core.models import HomePage

#: So long after an editor adds a language the other processes of the site know of it.
SECONDS = 60
_known: tuple[float, frozenset[str]] | None = None


def languages_in_use() -> frozenset[str]:
    """Return the codes of the languages that have a home page; the database is asked once a minute."""
    if _known is None or time.monotonic() - _known[0] > SECONDS:
        remember(HomePage.objects.live().values_list("locale__language_code", flat=True))
    assert _known is not None
    return _known[1]


def remember(codes: Iterable[str]) -> None:
    """Take these languages, and English, for those in use, for a minute."""
    global _known
    _known = (time.monotonic(), frozenset({settings.LANGUAGE_CODE, *codes}))


def forget() -> None:
    """Ask the database at the next call."""
    global _known
    _known = None
