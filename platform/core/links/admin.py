"""The report of broken links in the admin, and the panel that says that there are some."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.urls.resolvers import URLPattern
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.links.checking import check_again, ignore
from core.models import ExternalLink, LinkUse
from core.waiting import MOST_ROWS, WaitingList, WaitingPanel, WaitingRow

LINKS_A_PAGE = 50


def may_mend_links(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether a person looks after links: whoever may publish pages does."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class BrokenLinksView(WagtailAdminTemplateMixin, TemplateView):
    """Every broken link with its pages; check one again, or leave it as it is."""

    template_name = "core/admin/broken_links.html"
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("broken_links"), "label": gettext_lazy("Broken links")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may mend them."""
        if not may_mend_links(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read a page of links; `?show=ignored` lists those that somebody chose to leave."""
        shows_ignored = self.request.GET.get("show") == "ignored"
        found = ExternalLink.objects.in_use()
        found = found.filter(is_ignored=True) if shows_ignored else found.broken()
        links = Paginator(found, LINKS_A_PAGE).get_page(self.request.GET.get("p"))
        note_pages(list(links))
        return super().get_context_data(
            links=links,
            shows_ignored=shows_ignored,
            is_checking=settings.CHECK_LINKS,
            known=ExternalLink.objects.in_use().count(),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Do with one link what was pressed."""
        key = request.POST.get("link", "")
        link = get_object_or_404(ExternalLink, pk=int(key) if key.isdecimal() else 0)
        if request.POST.get("do") == "ignore":
            ignore(link=link, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The link is left as it is and no longer checked."))
        else:
            check_again(link=link)
            messages.success(request, _("The link is checked again within some minutes."))
        return redirect("broken_links")


def note_pages(links: Sequence[ExternalLink]) -> None:
    """Give each link the published pages that have it, with one query for all."""
    uses = LinkUse.objects.filter(link__in=[link.pk for link in links], page__live=True)
    pages: dict[int, list[Page]] = {}
    for use in uses.select_related("page").order_by("page__title"):
        pages.setdefault(use.link_id, []).append(use.page)
    for link in links:
        link.pages = pages.get(link.pk, [])  # type: ignore[attr-defined]


class BrokenLinksPanel(WaitingPanel):
    """The links that have been broken for longest."""

    name = "broken_links"
    heading = gettext_lazy("Broken links")
    order = 70

    @property
    def empty(self) -> str:  # type: ignore[override]
        """Say that all is well, or that nobody looks."""
        if settings.CHECK_LINKS:
            return _("Every link that was checked leads somewhere.")
        return _("Links to elsewhere are not checked on this site (setting CHECK_LINKS).")

    def is_for(self, user: Any) -> bool:
        """Tell whether the user may mend links."""
        return may_mend_links(user)

    def lists(self, user: Any) -> Sequence[WaitingList]:
        """Return the oldest broken links."""
        report = reverse("broken_links")
        rows = [
            WaitingRow(
                link.url, report, date_format(link.broken_since) if link.broken_since else ""
            )
            for link in ExternalLink.objects.broken()[: MOST_ROWS + 1]
        ]
        return [WaitingList(_("Broken since"), rows, report)]


@hooks.register("register_admin_urls")
def broken_links_urls() -> list[URLPattern]:
    """Serve the report at /admin/reports/broken-links/."""
    return [path("reports/broken-links/", BrokenLinksView.as_view(), name="broken_links")]


class BrokenLinksMenuItem(MenuItem):
    """The entry in the menu of reports, for those who may mend links."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may mend links."""
        return may_mend_links(request.user)


@hooks.register("register_reports_menu_item")
def broken_links_menu_item() -> MenuItem:
    """Show the report in the menu."""
    return BrokenLinksMenuItem(
        _("Broken links"), reverse("broken_links"), icon_name="link", order=900
    )


@hooks.register("construct_homepage_panels")
def broken_links_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Tell of broken links on the dashboard."""
    panels.append(BrokenLinksPanel())
