"""Answers under /countries/: the list, one country, several side by side."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.countries.paths import country_path
from core.countries.selectors import compare_countries, country_list, links_of, sections_of
from core.models import Country


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """List the countries of which something is known, of one region or of all."""
    found = country_list(request.GET.get("region", ""))
    return render(request, "core/countries/list.html", {"found": found})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what is known about a country; its code may be written in capitals, the address is in small letters."""
    found = Country.objects.filter(pk=code.upper()).first()
    if found is None:
        raise Http404
    if code != code.lower():
        return redirect(country_path(code), permanent=True)
    sections = sections_of(found, request)
    context = {
        "country": found,
        "sections": sections,
        "links": links_of(found),
        "is_empty": not any(section.count for section in sections),
        "data": _structured(found),
    }
    return render(request, "core/countries/country.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to four countries side by side, and the countries to choose from."""
    compared = compare_countries(request.GET.getlist("c"), request)
    context = {"compared": compared, "found": country_list()}
    return render(request, "core/countries/compare.html", context)


def _structured(country: Country) -> dict[str, Any]:
    """Return the page in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": country.name,
        "url": f"{settings.SITE_URL}{country_path(country.pk)}",
        "about": {"@type": "Country", "name": country.name, "identifier": country.pk},
    }
