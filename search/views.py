"""Translates HTTP to one search and back: the page, the feed, the exports, the browser's search description."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.builder import built_words, is_built
from search.engines.base import EngineUnavailable
from search.exports import csv_of, xlsx_of
from search.feeds import feed_of
from search.insight.collecting import count_search
from search.presentation import SearchPage
from search.query import SearchQuery
from search.scope import page_scope
from search.services import search
from search.without_engine import open_countries, open_shelves

View = Callable[..., HttpResponseBase]


def answers_without_engine(view: View) -> View:
    """Answer 503 with a page that helps on when the engine is down; keep every answer out of other search engines."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer = view(request, *args, **kwargs)
        except EngineUnavailable:
            answer = unavailable(request)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return wrapped


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that the search rests, and lead to everything that the database alone can show."""
    context = {"shelves": open_shelves(), "countries": open_countries()}
    answer = render(request, "search/unavailable.html", context, status=503)
    answer["Retry-After"] = "60"
    return answer


@require_safe
@answers_without_engine
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the results, the facets and, when nothing was found, the ways on.

    What comes from the builder leads on to the one query string, which can be kept and passed on.
    """
    query = SearchQuery.from_params(request.GET, page_scope(request.GET))
    if is_built(request.GET):
        query = query.with_words(built_words(request.GET)).with_page(1)
        return redirect(reverse("search") + query.query_string)
    results = search(query, viewer=request.user)
    count_search(request, results)
    page = SearchPage(
        results, unfolded=request.GET.get("show", ""), frame=request.GET.get("map", "")
    )
    template = (
        "search/search.html" if results.count and not query.is_refused else "search/empty.html"
    )
    return render(
        request,
        template,
        {"page_of_results": page, "results": results, "query": query, "search_words": query.q},
    )


@require_safe
@answers_without_engine
def search_feed(request: HttpRequest) -> HttpResponse:
    """Return the results as an Atom feed."""
    return feed_of(SearchQuery.from_params(request.GET))


@require_safe
@answers_without_engine
def search_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the results as CSV."""
    return csv_of(SearchQuery.from_params(request.GET))


@require_safe
@answers_without_engine
def search_xlsx(request: HttpRequest) -> HttpResponse:
    """Return the results as an Excel workbook."""
    return xlsx_of(SearchQuery.from_params(request.GET))


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Let a browser offer the site's search in its address bar."""
    context = {
        "name": settings.WAGTAIL_SITE_NAME[:16],
        "description": _("Search %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
        "search_url": settings.SITE_URL + reverse("search"),
    }
    return render(
        request,
        "search/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml",
    )
