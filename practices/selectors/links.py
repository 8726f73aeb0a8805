"""Addresses that records lead to: searches narrowed to a value, pages known by their path."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Site

from core.models import Country, Term

# The parameters of the search that take terms, by vocabulary.
FACETS = {
    "typologies": "typology",
    "target_groups": "target-group",
    "exploitation_forms": "exploitation",
    "services": "service",
    "topics": "topic",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A name with the address behind it; without an address it is plain text."""

    label: str
    url: str = ""
    is_narrower: bool = False
    note: str = ""


@lru_cache(maxsize=100)
def _path(name: str, language: str | None, *args: str) -> str:
    """Return the path of a view in the active language, `language`; a page asks for some of them fifty times."""
    return reverse(name, args=args)


def search_url(*pairs: tuple[str, str]) -> str:
    """Return the address of a search narrowed to these parameters."""
    return f"{_path('search', get_language())}?{urlencode(pairs)}"


def term_links(terms: list[Term], kind: str) -> tuple[Link, ...]:
    """Return terms as links to the records of a kind that carry them.

    A narrower term is marked as such where its broader term stands in the same list.
    """
    own = {term.pk for term in terms}
    return tuple(
        Link(
            label=term.name,
            url=search_url(("kind", kind), (FACETS[term.vocabulary], term.slug))
            if term.vocabulary in FACETS
            else "",
            is_narrower=term.parent_id in own,
        )
        for term in terms
    )


def country_links(countries: list[Country], kind: str) -> tuple[Link, ...]:
    """Return countries as links to the records of a kind that name them, sorted by name."""
    return tuple(
        Link(
            country.name,
            search_url(("kind", kind), ("country", country.code)),
            note=country.footnote,
        )
        for country in sorted(countries, key=lambda country: country.name)
    )


def compare_url(*pks: int | None) -> str:
    """Return the address of the comparison of these charts."""
    return f"{_path('practice_comparison', get_language())}?{urlencode([('p', pk) for pk in pks if pk])}"


class PagePaths:
    """Turns tree paths of pages into addresses on the site of one request, without a query a page."""

    def __init__(self, request: HttpRequest | None) -> None:
        """Find the site of `request`; without one, the default site counts."""
        site = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
        self._root = site.root_page.url_path
        self._serve = _path("wagtail_serve", get_language(), "")

    def url(self, url_path: str) -> str:
        """Return the address of the page with this `url_path`, or nothing when it is on no page of the site."""
        if not url_path.startswith(self._root):
            return ""
        return self._serve + url_path[len(self._root) :]
