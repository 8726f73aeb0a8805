"""The pages of the admin about files: those behind the links of a work, and the earlier ones of a document."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from accounts.access import person_of
from core.heartbeat import worker_is_running
from library.models import DocumentVersion, LibraryDocument, LibraryRecord
from library.services.take_over import ask_for


def may_take_over(user: Any, work: LibraryRecord) -> bool:
    """Tell whether somebody may hang files on a work: who publishes it and adds documents."""
    rights = work.permissions_for_user(user)
    policy = policy_registry.get_by_type(LibraryDocument)
    return bool(
        rights.can_edit() and rights.can_publish() and policy.user_has_permission(user, "add")
    )


class WorkFilesView(WagtailAdminTemplateMixin, TemplateView):
    """The editions of a work with their links: take over the file behind one, see how far it is."""

    template_name = "library/admin/work_files.html"
    page_title = gettext_lazy("Files from links")
    header_icon = "download"

    @cached_property
    def work(self) -> LibraryRecord:
        """Return the work, for those who may publish it."""
        work = get_object_or_404(LibraryRecord, pk=self.kwargs["pk"]).specific
        if not may_take_over(self.request.user, work):
            raise PermissionDenied
        return work

    def get_page_subtitle(self) -> str:
        """Name the work."""
        return self.work.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the work."""
        edit = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.work.pk]),
            "label": self.work.title,
        }
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read editions and what was asked for."""
        newest = self.work.get_latest_revision_as_object()
        asked = list(self.work.take_overs.select_related("document", "asked_by"))
        latest = {one.address: one for one in reversed(asked)}
        editions = [
            {"edition": edition, "asked": latest.get(edition.address)}
            for edition in newest.editions.all()
            if edition.address
        ]
        return super().get_context_data(
            work=self.work, rows=editions, has_worker=worker_is_running(), **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for the file behind a link of the work."""
        address = request.POST.get("address", "")
        newest = self.work.get_latest_revision_as_object()
        if address not in {edition.address for edition in newest.editions.all() if edition.address}:
            messages.error(request, _("The work has no edition with this link any more."))
        else:
            ask_for(LibraryRecord.objects.get(pk=self.work.pk), address, person_of(request))
            messages.success(request, _("The file is fetched in the background; look here again."))
        return redirect("library_work_files", pk=self.work.pk)


class EarlierFilesView(WagtailAdminTemplateMixin, TemplateView):
    """The files that a document had before: open one, or remove it for good."""

    template_name = "library/admin/earlier_files.html"
    page_title = gettext_lazy("Earlier files")
    header_icon = "history"

    @cached_property
    def document(self) -> LibraryDocument:
        """Return the document, for those who may change it."""
        return changeable_document(self.request, self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Name the document."""
        return self.document.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the document."""
        edit = {
            "url": reverse("wagtaildocs:edit", args=[self.document.pk]),
            "label": self.document.title,
        }
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the history."""
        versions = self.document.versions.select_related("by")
        return super().get_context_data(document=self.document, versions=versions, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Remove an earlier file."""
        key = request.POST.get("version", "")
        version = get_object_or_404(
            DocumentVersion, pk=int(key) if key.isdecimal() else 0, document=self.document
        )
        version.delete()
        messages.success(request, _("The earlier file was removed."))
        return redirect("library_earlier_files", pk=self.document.pk)


@require_safe
def earlier_file(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """Return a file that a document had before."""
    document = changeable_document(request, pk)
    row = get_object_or_404(DocumentVersion, pk=version, document=document)
    try:
        answer = FileResponse(row.file.open("rb"), as_attachment=True, filename=document.filename)
    except OSError as error:
        raise Http404 from error
    answer["Cache-Control"] = "private, no-store"
    return answer


def changeable_document(request: HttpRequest, pk: int) -> LibraryDocument:
    """Return a document; raises PermissionDenied for those who may not change it."""
    document = get_object_or_404(LibraryDocument, pk=pk)
    if not document.is_editable_by_user(request.user):
        raise PermissionDenied
    return document
