"""The ratification table in Wagtail's admin."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from library.models import Ratification


class RatificationListing(ModelViewSet):
    """The menu entry “Ratifications”: which country is bound by which instrument."""

    model = Ratification
    icon = "globe"
    menu_label = _("Ratifications")
    menu_order = 135
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        TitleColumn(
            "policy",
            label=_("Instrument"),
            sort_key="policy__title",
            get_url=lambda row: reverse("ratifications:edit", args=[row.pk]),
        ),
        Column("country", label=_("Country"), sort_key="country"),
        "signed",
        "ratified",
        "in_force",
        "as_of",
    ]
    list_filter = ["policy", "country"]
    list_per_page = 50
    search_fields = ["policy__title", "policy__short_title", "reservation", "source"]
    search_backend_name = None
    list_export = [
        "policy",
        "country",
        "signed",
        "ratified",
        "in_force",
        "ended",
        "source",
        "as_of",
    ]
    ordering = ["policy__title", "country"]
    panels = [
        FieldPanel("policy"),
        FieldPanel("country"),
        FieldRowPanel([FieldPanel("signed"), FieldPanel("ratified")]),
        FieldRowPanel([FieldPanel("in_force"), FieldPanel("ended")]),
        FieldPanel("reservation"),
        FieldPanel("source"),
        FieldPanel("as_of"),
    ]
