"""The editors' pages on readers. What a reader chose is changed by the reader alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from core.audit import AuditAction, record
from newsletter.control.history import history_of
from newsletter.models import Subscriber, SubscriberState
from newsletter.readers.exporting import readers_csv
from newsletter.subscribing.choices import Choices
from newsletter.subscribing.services import ask_to_subscribe, erase, leave

EXPORT = "newsletter.export_subscriber"
#: To enter addresses gives no right to read those of others.
READ = ["view", "delete"]


class SubscriberIndexView(generic.IndexView):
    """The readers, with their export and import beside them."""

    any_permission_required = READ

    @property
    def header_more_buttons(self) -> list[Button]:
        """Offer what is listed as a file, and the way in for lists."""
        buttons = super().header_more_buttons
        if self.user_has_permission("add"):
            way_in = reverse("newsletter_readers:import")
            buttons = [*buttons, Button(_("Import CSV"), way_in, icon_name="upload", priority=80)]
        if self.request.user.has_perm(EXPORT):
            way_out = f"{reverse('newsletter_readers:export')}?{self.request.GET.urlencode()}"
            buttons = [
                *buttons,
                Button(_("Export CSV"), way_out, icon_name="download", priority=90),
            ]
        return buttons


class SubscriberExportView(generic.IndexView):
    """The same readers, searched and filtered alike, as CSV by a right of its own; the log says who took them."""

    any_permission_required = READ

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who may not take them along."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def render_to_response(
        self, context: dict[str, Any], **response_kwargs: Any
    ) -> StreamingHttpResponse:
        """Stream the file."""
        readers = self.get_queryset()
        details = {"register": "newsletter", "format": "csv", "count": readers.count()}
        record(user=self.request.user, action=AuditAction.EXPORTED, details=details)
        return readers_csv(readers)


class SubscriberCreateView(generic.CreateView):
    """Enters an address; it is subscribed once its owner confirmed, like every other."""

    success_message = gettext_lazy(
        "A mail asks the owner of the address to confirm; nothing else is sent before. An address gets one such mail "
        "a day at most."
    )

    def save_instance(self) -> Subscriber:
        """Leave the writing to the service."""
        answers = self.form.cleaned_data
        return ask_to_subscribe(
            email=answers["email"],
            language=answers["language"],
            choices=Choices(language=answers["language"], name=answers["name"]),
            how="editor",
        )


class SubscriberView(generic.InspectView):
    """One reader: state, choices, consent, mails."""

    page_title = gettext_lazy("Reader")
    any_permission_required = READ

    def get_page_subtitle(self) -> str:
        """Return the address."""
        return str(self.object.email)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer to erase the reader."""
        address = self.get_delete_url()
        if not address:
            return []
        return [Button(_("Erase"), address, icon_name="bin", priority=30)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows."""
        reader: Subscriber = self.object
        return super().get_context_data(
            reader=reader,
            may_leave=reader.state in (SubscriberState.ACTIVE, SubscriberState.PENDING)
            and self.user_has_permission("delete"),
            interests=reader.interests.order_by("facet", "value"),
            lines=reader.consents.order_by("-pk"),
            history=history_of(reader),
            bounces=reader.bounces.all()[:50],
            **kwargs,
        )


class SubscriberDeleteView(generic.DeleteView):
    """Erases a reader at their wish."""

    page_title = gettext_lazy("Erase")
    success_message = gettext_lazy("The reader is erased.")

    def get_page_subtitle(self) -> str:
        """Return the address."""
        return str(self.object.email)

    def get_usage_url(self) -> None:
        """Lead nowhere: no page uses a reader."""

    @property
    def confirmation_message(self) -> str:
        """Say what goes and what stays."""
        return _(
            "Address, name, choices and the list of mails are deleted; of the consent stays a check value that nobody "
            "can read back. To take somebody off the newsletter, use “Take off” on the page of the reader: then no "
            "list brings them back."
        )

    def delete_action(self) -> None:
        """Leave the erasing to the service."""
        erase(self.object, how="editor")


@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a reader off the newsletter who asked for it by telephone or letter."""
    if not request.user.has_perm("newsletter.delete_subscriber"):
        raise PermissionDenied
    leave(get_object_or_404(Subscriber, pk=pk), how="editor")
    messages.success(request, _("Nothing more is sent to this reader."))
    return redirect("newsletter_readers:inspect", pk)
