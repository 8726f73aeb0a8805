"""What the directory adds to Wagtail's admin: the listing of organisations."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from directory.admin_visibility import PermittedParentView
from directory.freshness import admin_hooks  # noqa: F401 - registers its hooks
from directory.joining import admin_hooks as joining_hooks  # noqa: F401 - registers its hooks
from directory.models import DirectoryPage, OrganisationPage
from directory.page_policy import page_policy
from directory.register import admin as register_admin  # noqa: F401 - registers its hooks


class OrganisationIndexView(IndexView):
    """All organisations, found by any of their names."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Find by name, English name, acronym or town."""
        if not self.is_searching:
            return queryset
        words = self.search_query.replace("\x00", "")
        return queryset.filter(
            Q(title__icontains=words)
            | Q(draft_title__icontains=words)
            | Q(name_en__icontains=words)
            | Q(acronym__icontains=words)
            | Q(city__icontains=words)
        )

    def get_add_url(self) -> str | None:
        """Offer adding to those who may; who speaks for an organisation has its entry already."""
        places = page_policy().instances_user_has_permission_for(self.request.user, "add")
        return super().get_add_url() if places.type(DirectoryPage).exists() else None


def day_of_confirmation(page: OrganisationPage) -> str:
    """Return the day on which an entry was last confirmed, as people write it."""
    return date_format(timezone.localtime(page.confirmed_at)) if page.confirmed_at else ""


class OrganisationListing(PageListingViewSet):
    """The menu entry “Organisations”."""

    model = OrganisationPage
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 125
    add_to_admin_menu = True
    index_view_class = OrganisationIndexView
    choose_parent_view_class = PermittedParentView
    list_filter = ["membership_status", "type", "countries", "live"]
    columns = [
        *IndexView.base_columns[:2],
        Column("acronym", label=_("Acronym"), sort_key="acronym"),
        Column("city", label=_("Seat"), sort_key="city"),
        Column(
            "membership_status",
            label=_("Membership"),
            accessor="get_membership_status_display",
            sort_key="membership_status",
        ),
        Column(
            "confirmed_at",
            label=_("Last confirmed"),
            accessor=day_of_confirmation,
            sort_key="confirmed_at",
        ),
        *[column for column in IndexView.base_columns[2:] if column.name != "parent"],
    ]


@hooks.register("register_admin_viewset")
def organisation_listing() -> OrganisationListing:
    """List the organisations."""
    return OrganisationListing("organisations")
