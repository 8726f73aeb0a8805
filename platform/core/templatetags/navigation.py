"""Where a reader can go from a page: the menu, the way back up, the same page in other languages."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from core.languages import languages_in_use
from core.prepared import PreparedQuery
from core.routing import find_site, home_of

register = template.Library()

ACCOUNTS = "/accounts/"


@register.simple_tag(takes_context=True)
def sign_in_url(context: Context) -> str:
    """Return the address of the sign-in, which leads back to this page afterwards."""
    sign_in = reverse(settings.LOGIN_URL)
    request: HttpRequest | None = context.get("request")
    # The pages of the sign-in itself are no place to come back to; the front page is where it leads anyhow.
    if request is None or request.path == "/" or request.path.startswith(ACCOUNTS):
        return sign_in
    address = request.get_full_path() if request.method == "GET" else request.path
    return f"{sign_in}?{urlencode({'next': address})}"


@dataclass(frozen=True)
class Link:
    """One entry of a menu; `current` is the value of aria-current, empty when it is elsewhere."""

    title: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Menu:
    """The links of the masthead and those of the footer."""

    main: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site with the address of the page in it."""

    code: str
    name: str
    url: str
    is_current: bool


@register.simple_tag
def site_path(path: str) -> str:
    """Return the address of a fixed public path ("search/") in the active language.

    Core lies below the apps that answer there, so it knows their addresses and not their views.
    """
    return reverse("wagtail_serve", args=[path])


def _children_query(types: list[int], depth: int, start: str) -> QuerySet:
    # By depth and path alone every record of the site would be looked at; the few types that may stand
    # under the home page have an index.
    return (
        Page.objects.filter(content_type__in=types, depth=depth, path__startswith=start, live=True)
        .filter(view_restrictions__isnull=True)
        .order_by("path")
        .values_list("title", "slug", "show_in_menus")
    )


_children = PreparedQuery(_children_query)


@register.simple_tag(takes_context=True)
def site_menu(context: Context) -> Menu:
    """Return the pages under the home page: those "in menus" for the masthead, the rest for the footer.

    Costs one query beside the lookup of the site, which Wagtail keeps on the request.
    """
    request: HttpRequest | None = context.get("request")
    home = _home(request)
    if request is None or home is None:
        return Menu()
    menu, start = Menu(), site_path("")
    models = (home.specific_class or Page).allowed_subpage_models()
    types = [one.pk for one in ContentType.objects.get_for_models(*models).values()]
    for title, slug, in_menus in _children.rows(types=types, depth=home.depth + 1, start=home.path):
        url = f"{start}{quote(slug)}/"
        link = Link(title=title, url=url, current=_current(url, request.path))
        (menu.main if in_menus else menu.footer).append(link)
    return menu


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def _home(request: HttpRequest | None) -> Page | None:
    site = find_site(request) if request is not None else None
    if site is None:
        return None
    return home_of(site)


@register.inclusion_tag("core/_breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context) -> dict[str, Any]:
    """Render the way from the home page to `page` of the context, without the page itself."""
    page = context.get("page") or context.get("self")
    home = _home(context.get("request"))
    if home is None or not isinstance(page, Page) or (page.depth or 0) <= home.depth + 1:
        return {"crumbs": []}
    rows = (
        page.get_ancestors()
        .filter(depth__gt=home.depth)
        .order_by("path")
        .values_list("title", "url_path")
    )
    return {
        "crumbs": [
            Link(title=title, url=site_path(url_path.removeprefix(home.url_path)))
            for title, url_path in rows
        ]
    }


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return this page in every language in which the site has pages; nothing when that is one."""
    request: HttpRequest | None = context.get("request")
    in_use = languages_in_use()
    if request is None or len(in_use) < 2:
        return []
    page = context.get("page")
    translated = {}
    if isinstance(page, Page) and page.pk:
        translated = {
            other.locale.language_code: other.get_url(request)
            for other in page.get_translations(inclusive=True).live().select_related("locale")
        }
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=translated.get(code) or translate_url("/" if translated else request.path, code),
            is_current=code == get_language(),
        )
        for code, _ in settings.LANGUAGES
        if code in in_use
    ]
