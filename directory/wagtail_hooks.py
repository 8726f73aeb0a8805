"""What the directory adds to Wagtail's admin: the listing of organisations."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from directory.models import OrganisationPage


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


class OrganisationListing(PageListingViewSet):
    """The menu entry “Organisations”."""

    model = OrganisationPage
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 125
    add_to_admin_menu = True
    index_view_class = OrganisationIndexView
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
        *[column for column in IndexView.base_columns[2:] if column.name != "parent"],
    ]


@hooks.register("register_admin_viewset")
def organisation_listing() -> OrganisationListing:
    """List the organisations."""
    return OrganisationListing("organisations")
