"""Keeps drafts of other organisations, and what people do on the site, out of sight in the admin.

Wagtail asks for rights where a page is changed; some of its views show the title of any page whose key
is in their address: choosers, the questions of bulk actions, reports. People whose rights do not reach
the whole site get there only with pages that they meet in the explorer. This stands beside the permission
policy of pages and not in its place.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry

from directory.visibility import choosable_pages, explorable_pages, sees_every_page

#: Parts of addresses that hold the key of a page.
PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
#: Fields of forms that do.
PAGE_FIELDS = ("parent_page", "new_parent_page", "chooser")
#: Addresses in which the key of a page is called otherwise.
PAGE_VIEWS = frozenset({"wagtailadmin_pages:revisions_compare", "wagtailadmin_api:pages:detail"})
#: Lists of everybody's pages, pictures, translations and doings.
REPORTS = "/admin/reports/"
CLOSED = (
    "wagtail_localize:",
    "wagtailadmin_workflows:",
    "wagtailadmin_api:images:",
    "wagtailadmin_api:documents:",
)
CHOOSER = "wagtailadmin_choose_page"
BULK = "wagtail_bulk_action"
#: Digits that every database takes as a whole number.
LONGEST_KEY = 18


class AdminGate:
    """Middleware: answers like Wagtail's own refusal where an address names what is not to be seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision waits until the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse, or let the view go on."""
        match = request.resolver_match
        if match is None or not request.path.startswith("/admin/"):
            return None
        user = request.user
        if not user.has_perm("wagtailadmin.access_admin") or sees_every_page(user):
            return None
        if _is_closed(request, match) or not _shows_only_seen(request, match):
            return permission_denied(request)
        return None


def _is_closed(request: HttpRequest, match: ResolverMatch) -> bool:
    return match.view_name.startswith(CLOSED) or request.path.startswith(REPORTS)


def _shows_only_seen(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether every key in the address stands for something that the person may see."""
    keys = [match.kwargs[name] for name in PAGE_KEYS if name in match.kwargs]
    if match.view_name in PAGE_VIEWS:
        keys.append(match.kwargs["pk"])
    keys += [request.POST[name] for name in PAGE_FIELDS if request.POST.get(name)]
    if match.view_name == BULK and not _are_own(request, match):
        return False
    if match.view_name.startswith(CHOOSER):
        keys += request.GET.getlist("id")
        root = Page.get_first_root_node()
        # The root stands above every page and is none.
        below = [key for key in keys if root is None or str(key) != str(root.pk)]
        return _contains(choosable_pages(request.user), below)
    return _contains(explorable_pages(request.user), keys)


def _are_own(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether a bulk action names nothing that the person may not change."""
    try:
        model = apps.get_model(match.kwargs["app_label"], match.kwargs["model_name"])
    except LookupError:
        return True
    if issubclass(model, Page):
        return _contains(explorable_pages(request.user), request.GET.getlist("id"))
    policy = policy_registry.get_by_type(model)
    own = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
    keys = [key for key in request.GET.getlist("id") if key != "all"]
    return _contains(own, keys)


def _contains(found: Any, keys: Iterable[Any]) -> bool:
    wanted = {str(key) for key in keys}
    if not wanted:
        return True
    if not all(key.isdecimal() and len(key) <= LONGEST_KEY for key in wanted):
        return False
    return bool(found.filter(pk__in=wanted).count() == len({int(key) for key in wanted}))
