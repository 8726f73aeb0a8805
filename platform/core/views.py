"""Answers of the site as a whole: health, robots, sitemap, error pages."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap


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
    """List the public pages."""
    return wagtail_sitemap(request)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing stands at this address and what to do next."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, without touching the database or the session."""
    return HttpResponse(
        render_to_string("500.html", {"site_name": settings.WAGTAIL_SITE_NAME}), status=500
    )
