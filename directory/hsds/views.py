"""The addresses of HSDS 3.0 under /api/hsds/: read-only, page by page."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from accounts.api_tokens import tier_of_request
from core.access import Tier
from core.api_answers import public_answer
from directory.hsds import lists
from directory.hsds.lists import Narrowing
from directory.hsds.objects import UUID_FORM

PER_PAGE, MOST_PER_PAGE = 20, 100
_IDENTIFIERS = ("organization_id", "taxonomy_term_id", "taxonomy_id")
_MOST_WORDS = 200


class _BadRequest(Exception):
    """A parameter cannot be read; the message says which."""


def _problem(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"detail": sentence}, status=status)


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let a view be read from everywhere, and say in a sentence what of a request cannot be read."""

    @public_answer
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return _problem(405, _("This interface is read-only."))
        try:
            return view(request, *args, **kwargs)
        except _BadRequest as error:
            return _problem(400, str(error))
        except HttpError as error:
            return _problem(error.status_code, error.message)

    return answer


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, "") or str(default)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise _BadRequest(
            _("“%(name)s” is a whole number from 1 to %(most)d.") % {"name": name, "most": most}
        )
    return int(text)


def _narrowing(request: HttpRequest) -> Narrowing:
    values = {name: request.GET.get(name, "").lower() for name in _IDENTIFIERS}
    for name, value in values.items():
        if value and not UUID_FORM.fullmatch(value):
            raise _BadRequest(_("“%(name)s” is an identifier (UUID).") % {"name": name})
    words = request.GET.get("search", "").replace("\x00", "").strip()
    if len(words) > _MOST_WORDS:
        raise _BadRequest(_("“search” is too long; use a few words."))
    if request.GET.get("format", "json") != "json":
        raise _BadRequest(_("“format” is json: no other is given here."))
    return Narrowing(search=words, **values)


def _is_full(request: HttpRequest) -> bool:
    return request.GET.get("full", "").lower() in ("true", "1")


def _page(
    request: HttpRequest,
    keys: QuerySet | Sequence[Any],
    give: Callable[[Sequence[Any]], list[Any]],
) -> JsonResponse:
    size = _number(request, "per_page", PER_PAGE, MOST_PER_PAGE)
    number = _number(request, "page", 1, 10**9)
    pages = Paginator(keys, size)
    contents = give(list(keys[(number - 1) * size : number * size]))
    return JsonResponse(
        {
            "total_items": pages.count,
            "total_pages": pages.num_pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages.num_pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def _one(found: list[Any]) -> JsonResponse:
    if not found:
        return _problem(404, _("There is no published object with this identifier here."))
    return JsonResponse(found[0])


@_guarded
def about(request: HttpRequest) -> HttpResponse:
    """Say which version this is and where it is described."""
    return JsonResponse(
        {
            "version": "3.0",
            "profile": "https://docs.openreferral.org/en/3.0/hsds/overview.html",
            "openapi_url": f"{settings.SITE_URL}/api/v1/openapi.json",
        }
    )


@_guarded
def organizations(request: HttpRequest) -> HttpResponse:
    """List organisations; `full=true` gives everything that hangs on them."""
    tier, full = tier_of_request(request), _is_full(request)
    keys = lists.organization_keys(_narrowing(request))
    return _page(request, keys, lambda part: lists.organizations(part, tier, nested=full))


@_guarded
def organization(request: HttpRequest, id: str) -> HttpResponse:
    """Give one organisation with everything that hangs on it."""
    return _one(lists.the_organization(id, tier_of_request(request)))


@_guarded
def services(request: HttpRequest) -> HttpResponse:
    """List the services of all organisations; `full=true` gives everything that hangs on them."""
    tier, full = tier_of_request(request), _is_full(request)
    keys = lists.service_keys(_narrowing(request))
    return _page(request, keys, lambda part: lists.services(part, tier, nested=full))


@_guarded
def service(request: HttpRequest, id: str) -> HttpResponse:
    """Give one service of one organisation."""
    return _one(lists.the_service(id, tier_of_request(request)))


@_guarded
def service_at_locations(request: HttpRequest) -> HttpResponse:
    """List the services at the locations that may be told."""
    tier: Tier = tier_of_request(request)
    keys = lists.place_keys(_narrowing(request), tier)
    return _page(request, keys, lambda part: lists.places(part, tier))


@_guarded
def service_at_location(request: HttpRequest, id: str) -> HttpResponse:
    """Give one service at one location."""
    return _one(lists.the_place(id, tier_of_request(request)))


@_guarded
def taxonomies(request: HttpRequest) -> HttpResponse:
    """List the vocabularies that describe organisations."""
    return _page(request, lists.taxonomies(), list)


@_guarded
def taxonomy(request: HttpRequest, id: str) -> HttpResponse:
    """Give one vocabulary."""
    return _one([one for one in lists.taxonomies() if one["id"] == id])


@_guarded
def taxonomy_terms(request: HttpRequest) -> HttpResponse:
    """List the terms of those vocabularies."""
    return _page(request, lists.taxonomy_terms(_narrowing(request)), list)


@_guarded
def taxonomy_term(request: HttpRequest, id: str) -> HttpResponse:
    """Give one term."""
    return _one([one for one in lists.taxonomy_terms(Narrowing()) if one["id"] == id])
