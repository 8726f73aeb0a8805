"""Readers in Wagtail's admin, below “Newsletter”."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from newsletter.control.menu import HOOK
from newsletter.importing.admin_views import ImportReadersView
from newsletter.models import Subscriber
from newsletter.readers.admin_forms import AddReaderForm, SubscriberFilterSet
from newsletter.readers.admin_views import (
    SubscriberCreateView,
    SubscriberDeleteView,
    SubscriberExportView,
    SubscriberIndexView,
    SubscriberView,
    take_off,
)


class ReadersPolicy(ModelPermissionPolicy):
    """What a reader chose is changed by nobody else: there is no page to change it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse changing, whatever the rights."""
        return action != "change" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Refuse changing, whatever the rights."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Subscriber, ReadersPolicy(Subscriber))


class SubscriberViewSet(ModelViewSet):
    """The menu entry “Readers”."""

    model = Subscriber
    icon = "user"
    menu_label = _("Readers")
    menu_name = "newsletter-readers"
    menu_order = 30
    menu_hook = HOOK
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = SubscriberIndexView
    add_view_class = SubscriberCreateView
    inspect_view_class = SubscriberView
    delete_view_class = SubscriberDeleteView
    inspect_template_name = "newsletter/readers/reader.html"
    filterset_class = SubscriberFilterSet
    list_display = [
        TitleColumn(
            "email",
            label=_("Address"),
            sort_key="email",
            get_url=lambda reader: reverse("newsletter_readers:inspect", args=[reader.pk]),
        ),
        "name",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("language", label=_("Language"), sort_key="language"),
        Column("frequency", label=_("How often"), accessor="get_frequency_display"),
        DateColumn("confirmed_at", label=_("Confirmed"), sort_key="confirmed_at"),
    ]
    search_fields = ["email", "name"]
    search_backend_name = None
    ordering = ["-pk"]

    def get_form_class(self, for_update: bool = False) -> type[AddReaderForm]:
        """Return the form by which a reader is added."""
        return AddReaderForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the export, the import and the way out."""
        export = self.construct_view(SubscriberExportView, **self.get_index_view_kwargs())
        return [
            *super().get_urlpatterns(),
            path("export.csv", export, name="export"),
            path("import/", ImportReadersView.as_view(), name="import"),
            path("<int:pk>/take-off/", take_off, name="take_off"),
        ]


@hooks.register("register_admin_viewset")
def readers() -> SubscriberViewSet:
    """List the readers."""
    return SubscriberViewSet("newsletter_readers", url_prefix="newsletter/readers")
