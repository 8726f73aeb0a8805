"""The membership register in Wagtail's admin: its periods, kept in step with the entries, and its export."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from directory.models import MembershipPeriod
from directory.register.views import export
from directory.services.membership import delete_period, save_period


class PeriodIndexView(generic.IndexView):
    """The periods, with the export beside them."""

    @property
    def header_more_buttons(self) -> list[Button]:
        """Offer the whole register as files."""
        return [
            *super().header_more_buttons,
            *(
                Button(label, reverse("membership_export", args=[extension]), icon_name="download")
                for label, extension in ((_("Export CSV"), "csv"), (_("Export Excel"), "xlsx"))
            ),
        ]


class PeriodCreateView(generic.CreateView):
    """Adds a period; the entry then says what the register says."""

    def save_instance(self) -> MembershipPeriod:
        """Leave the writing to the service."""
        return save_period(period=self.form.save(commit=False), by=self.request.user)


class PeriodEditView(generic.EditView):
    """Closes or corrects a period; the entry then says what the register says."""

    def save_instance(self) -> MembershipPeriod:
        """Leave the writing to the service."""
        return save_period(period=self.form.save(commit=False), by=self.request.user)


class PeriodDeleteView(generic.DeleteView):
    """Takes out a period that was never right."""

    def delete_action(self) -> None:
        """Leave the writing to the service."""
        delete_period(period=self.object, by=self.request.user)


class MembershipRegister(ModelViewSet):
    """The menu entry “Membership”: the register."""

    model = MembershipPeriod
    icon = "calendar-alt"
    menu_label = _("Membership")
    menu_order = 128
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PeriodIndexView
    add_view_class = PeriodCreateView
    edit_view_class = PeriodEditView
    delete_view_class = PeriodDeleteView
    list_display = [
        TitleColumn(
            "organisation",
            label=_("Organisation"),
            sort_key="organisation__title",
            get_url=lambda period: reverse("membership_register:edit", args=[period.pk]),
        ),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        "since",
        "until",
        "note",
    ]
    list_filter = ["status", "since", "until"]
    search_fields = ["organisation__title", "organisation__acronym", "note"]
    search_backend_name = None
    ordering = ["organisation__title", "since"]
    panels = [
        FieldPanel("organisation"),
        FieldPanel("status"),
        FieldPanel("since"),
        FieldPanel("until", help_text=_("Empty while the period lasts.")),
        FieldPanel("note"),
    ]


@hooks.register("register_admin_viewset")
def membership_register() -> MembershipRegister:
    """List the periods of the register."""
    return MembershipRegister("membership_register", url_prefix="membership")


@hooks.register("register_admin_urls")
def export_url() -> list[URLPattern]:
    """Serve the export beside the register."""
    return [path("membership.<str:extension>", export, name="membership_export")]
