"""The public API: one NinjaAPI whose routers come from the apps' `api.py` modules."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from accounts.api_tokens import tier_of_request
from core.api_answers import public_answer
from core.api_docs import DocumentationPage
from search.engines.base import EngineUnavailable

api = NinjaAPI(
    title="Resource Centre API",
    version="1",
    description=(
        "Published records of the resource centre: practice charts, case studies, organisations and the "
        "vocabularies that describe them. Without a token every answer holds what everybody may see; with "
        "the header “Authorization: Bearer …” and a token of your account page it holds what you may see. "
        "Lists are read page by page as JSON, or as a whole as CSV with the header “Accept: text/csv”."
    ),
    urls_namespace="api",
    # Nobody needs a token, but a wrong one is never taken for none.
    auth=tier_of_request,
    openapi_extra={"info": {"summary": "Read-only, open to every site, no registration."}},
    servers=[{"url": settings.SITE_URL}],
    docs=DocumentationPage(),
    docs_url="/docs",
    docs_decorator=public_answer,
)
api.add_decorator(public_answer, mode="view")


# In the order in which the documentation shows them.
APPS = ("search", "practices", "directory", "library", "core")


def add_routers() -> None:
    """Mount the `router` of every installed app of the project that has an `api` module."""
    for name in APPS:
        if apps.is_installed(name) and module_has_submodule(import_module(name), "api"):
            api.add_router("", import_module(f"{name}.api").router)


anything_else = Router()


@anything_else.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> None:
    """Answer other addresses below the API as the API answers, and not with a page."""
    raise Http404(
        _("There is nothing at this address of the API; /api/v1/docs lists what there is.")
    )


add_routers()
api.add_router("", anything_else)


def _problem(request: HttpRequest, status: int, detail: str, problems: list[str]) -> HttpResponse:
    return api.create_response(request, {"detail": detail, "problems": problems}, status=status)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say that the record is not there."""
    return _problem(request, 404, str(error) or _("There is no such record."), [])


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say in the sentence of the view why there is no answer."""
    return _problem(request, error.status_code, error.message, [])


@api.exception_handler(EngineUnavailable)
def search_is_down(request: HttpRequest, error: EngineUnavailable) -> HttpResponse:
    """Say that lists can be read and not narrowed for now."""
    detail = _(
        "The search is not available at the moment; lists can be read without narrowing them."
    )
    return _problem(request, 503, detail, [])


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each parameter that cannot be read."""
    problems = [_sentence(one) for one in error.errors]
    return _problem(request, 422, _("The request cannot be read. ") + " ".join(problems), problems)


def _sentence(error: dict[str, Any]) -> str:
    """Return one of pydantic's findings as a sentence about the parameter, without repeating what was sent."""
    name, message = error["loc"][-1], str(error["msg"])
    return _("“%(name)s”: %(message)s.") % {"name": name, "message": message}
