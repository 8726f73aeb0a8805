"""The short way from an address to a page: one query instead of two for each level of the tree."""

from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Locale, Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core.prepared import PreparedQuery

View = Callable[..., HttpResponseBase]
SITE_FIELDS = tuple(field.attname for field in Site._meta.concrete_fields)


def _homes_query() -> QuerySet:
    of_site = {f"of_site_{name}": F(f"sites_rooted_here__{name}") for name in SITE_FIELDS}
    return Page.objects.filter(sites_rooted_here__isnull=False).annotate(**of_site)


def _pages_query(model: type[Page], slug: str, end: str, language: str) -> QuerySet:
    # The slug has an index and the full path has none, so it is the slug that finds the rows.
    return model._default_manager.filter(
        live=True, slug=slug, url_path__endswith=end, locale__language_code=language
    )


_homes = PreparedQuery(_homes_query)


@cache
def _pages_of(model: type[Page]) -> PreparedQuery:
    return PreparedQuery(partial(_pages_query, model))


def find_site(request: HttpRequest) -> Site | None:
    """Return the site of a request. Where there is one alone, Wagtail's rules need not be asked: it is that one."""
    if not hasattr(request, "_wagtail_site"):
        homes = _homes.objects()
        if len(homes) == 1 and homes[0].of_site_is_default_site:
            values = [getattr(homes[0], f"of_site_{name}") for name in SITE_FIELDS]
            site = Site.from_db("default", SITE_FIELDS, values)
            site.root_page = homes[0]
            request._wagtail_site = site  # type: ignore[attr-defined]
    return Site.find_for_request(request)


def home_of(site: Site) -> Page:
    """Return the home page in the active language, or else the one that the site begins with."""
    # The site begins with the English one: no query is needed for it.
    if get_language() == settings.LANGUAGE_CODE:
        return site.root_page
    return site.root_page.localized


def find_live_page(request: HttpRequest, path: str, model: type[Page] = Page) -> Page | None:
    """Return the live page of `model` that Wagtail's own routing would find at `path`, or None.

    `path` is the address below the home page. None means "not found this way": pages in another
    language than the active one, drafts and addresses that have moved are left to Wagtail.
    """
    site = find_site(request)
    components = [component for component in path.split("/") if component]
    if site is None or not components:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    pages = _pages_of(model).objects(  # type: ignore[arg-type]
        slug=components[-1], end=f"/{'/'.join(components)}/", language=language
    )
    for page in pages:
        page.locale = Locale(pk=page.locale_id, language_code=language)
        root = site.root_page
        if root.locale_id != page.locale_id:
            root = root.localized
        if page.url_path == f"{root.url_path}{'/'.join(components)}/":
            return page.specific
    return None


def serve(request: HttpRequest, path: str, model: type[Page] = Page) -> HttpResponseBase:
    """Serve the page at `path`, most likely of `model`, as Wagtail's own view does.

    Only the search for the page differs. Restrictions, hooks and drafts go through Wagtail's view.
    """
    page = find_live_page(request, path, model)
    if page is None and model is not Page:
        page = find_live_page(request, path)
    if page is not None:
        # Wagtail reads this before it walks the tree (Page.route_for_request).
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    elif get_language() != settings.LANGUAGE_CODE:
        return _serve_or_lead_on(request, path)
    return wagtail_serve(request, path)


def _serve_or_lead_on(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a page in another language than English, or lead to where it stands in its own.

    Without the second half Wagtail would show the English page in a French frame, or say that there is none.
    """
    site = find_site(request)
    if site and home_of(site).locale.language_code == get_language():
        try:
            return wagtail_serve(request, path)
        except Http404:
            pass
    path = request.get_full_path().removeprefix(f"/{get_language()}")
    # Two slashes at the beginning would lead to another site.
    return HttpResponseRedirect(escape_leading_slashes(path))


def page_view(model: type[Page], prefix: str) -> View:
    """Return a view that serves the pages below `prefix`, most of which are of `model`."""

    def view(request: HttpRequest, slug: str) -> HttpResponseBase:
        return serve(request, f"{prefix}{slug}/", model)

    return view


def serve_as(
    request: HttpRequest, page: Page, render: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer with another form of a page (a file, a record) to those who may see the page itself.

    The same hooks run as in Wagtail's own view, so a restricted page asks for the same sign-in.
    """

    def chain(page: Page, request: HttpRequest, args: tuple, kwargs: dict) -> HttpResponseBase:
        return render()

    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, (), {})
        if isinstance(answer, HttpResponse):
            return answer
    return chain(page, request, (), {})


def find_record(model: type[Page], slug: str) -> Page | None:
    """Return the live page of `model` with this slug, in the active language before any other."""
    pages = model.objects.live().filter(slug=slug).select_related("locale")
    active = get_language()
    return min(
        pages, key=lambda page: (page.locale.language_code != active, page.path), default=None
    )
