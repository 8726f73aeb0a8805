"""Segments in Wagtail's admin, each with how many readers it reaches now and a sample of them."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from newsletter.audiences.admin_forms import SegmentForm
from newsletter.audiences.masking import sample_of
from newsletter.audiences.selectors import readers_of
from newsletter.control.menu import HOOK
from newsletter.models import Audience, Segment

#: The button that counts what is on the screen and stores nothing.
COUNT = "count"


class _CountedView:
    """A form of a segment that says how many readers the rules reach, before they are stored as well."""

    request: HttpRequest
    object: Segment | None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count what is on the screen, or go on to store it."""
        if COUNT not in request.POST:
            return cast(HttpResponse, super().post(request, *args, **kwargs))  # type: ignore[misc]
        if not hasattr(self, "object"):
            self.object = self.get_object() if "pk" in self.kwargs else None  # type: ignore[attr-defined]
        self.form = self.get_form()  # type: ignore[attr-defined]
        counted = self.form.save(commit=False) if self.form.is_valid() else None
        context = self.get_context_data(form=self.form, counted=counted, has_unsaved_changes=True)  # type: ignore[attr-defined]
        return cast(HttpResponse, self.render_to_response(context))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the number and the sample."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        segment = kwargs.get("counted") or self.object
        if segment is not None:
            readers = readers_of(Audience.SEGMENT, segment)
            context |= {"reached": readers.count(), "sample": sample_of(readers)}
        return cast(dict[str, Any], context)


class SegmentCreateView(_CountedView, generic.CreateView):
    """Adds a segment."""


class SegmentEditView(_CountedView, generic.EditView):
    """Changes a segment; issues that are not sent yet follow it."""


class SegmentViewSet(ModelViewSet):
    """The menu entry “Segments”."""

    model = Segment
    icon = "group"
    menu_label = _("Segments")
    menu_name = "newsletter-segments"
    menu_order = 40
    menu_hook = HOOK
    add_to_admin_menu = False
    copy_view_enabled = False
    add_view_class = SegmentCreateView
    edit_view_class = SegmentEditView
    create_template_name = edit_template_name = "newsletter/readers/segment.html"
    list_display = [
        "name",
        Column(
            "reached",
            label=_("Readers now"),
            accessor=lambda segment: readers_of(Audience.SEGMENT, segment).count(),
        ),
    ]
    search_fields = ["name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[SegmentForm]:
        """Return the form with lists to tick."""
        return SegmentForm


@hooks.register("register_admin_viewset")
def segments() -> SegmentViewSet:
    """List the segments."""
    return SegmentViewSet("newsletter_segments", url_prefix="newsletter/segments")
