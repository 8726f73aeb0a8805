"""Answers of the site as a whole: health, robots, sitemap, error pages."""

import re

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from core.context_processors import quick_exit_url
from core.countries.sitemap import CountrySitemap


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of the admin, the search results and the accounts."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /search/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages, and the countries of which they tell."""
    return wagtail_sitemap(request, sitemaps={"pages": Sitemap, "countries": CountrySitemap()})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing stands at this address and offer its words to the search."""
    context = {"words_of_address": words_of_address(request.path)}
    return render(request, "404.html", context, status=404)


def words_of_address(path: str) -> str:
    """Return the words of the last part of an address: "/practices/safe-return/" has "safe return"."""
    last = path.rstrip("/").rpartition("/")[2]
    stem = last.rsplit(".", 1)[0]
    return " ".join(re.findall(r"[^\W_]+", stem))[:100]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request is damaged, without reading any more of it."""
    return _bare_answer("400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, without touching the database or the session."""
    return _bare_answer("500.html", status=500)


def _bare_answer(template: str, *, status: int) -> HttpResponse:
    context = {"site_name": settings.WAGTAIL_SITE_NAME, "quick_exit_url": quick_exit_url()}
    return HttpResponse(render_to_string(template, context), status=status)
