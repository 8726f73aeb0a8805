"""Tells whether an address of this site leads somewhere, without asking for it."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import Site

from search.indexing import findable

#: Where the views stand that serve pages of the tree.
_PAGE_VIEWS = frozenset({"core.routing", "wagtail.views"})


def leads_nowhere(url: str) -> bool:
    """Tell whether an address is one of this site that no page and no view answers, or a page that is not public.

    Views decide themselves what they find, so that an address with a key that does not exist passes.
    """
    own, asked = urlsplit(settings.SITE_URL), urlsplit(url)
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
        return False
    path = unquote(asked.path) or "/"
    language, below = _split(path)
    try:
        # Addresses of another language are known only while it is active.
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return True
    is_page = match.func.__module__ in _PAGE_VIEWS
    return is_page and not _has_public_page(language, below)


def _split(path: str) -> tuple[str, str]:
    """Return the language of a path and what stands below its code."""
    code, _slash, rest = path.lstrip("/").partition("/")
    languages = {language for language, _name in settings.LANGUAGES}
    if code in languages and code != settings.LANGUAGE_CODE:
        return code, rest
    return settings.LANGUAGE_CODE, path.lstrip("/")


def _has_public_page(language: str, below: str) -> bool:
    roots = [
        root.root_path for root in Site.get_site_root_paths() if root.language_code == language
    ]
    slash = "" if not below or below.endswith("/") else "/"
    places = [f"{root.rstrip('/')}/{below}{slash}" for root in roots]
    return findable().filter(url_path__in=places).exists()
