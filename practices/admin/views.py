"""The pages of the import: send files, watch, decide record by record, read the report."""

from abc import ABC, abstractmethod
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.models import User
from core.heartbeat import worker_is_running
from practices.admin import batches
from practices.admin.forms import UploadForm
from practices.admin.permissions import importable_kinds, may_import, visible_batches
from practices.admin.preview import Names, changes_of, preview_items, warnings_of
from practices.models import ImportBatch, ImportRow
from practices.tasks import go_on

RECORDS_A_PAGE = 10
REPORT_ROWS_A_PAGE = 100
IMPORTS_A_PAGE = 20


class ImporterMixin(View):
    """Lets in who may import, and finds an import that the user may see."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_batch(self) -> ImportBatch:
        """Return the import that the address names."""
        return get_object_or_404(visible_batches(self.request.user), pk=self.kwargs["pk"])


class ImportPage(ImporterMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the import, in the frame of the admin."""

    page_title = gettext_lazy("Import forms")
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("practice_imports:index"), "label": gettext_lazy("Import forms")},
    ]


class ImportIndexView(ImportPage):
    """Send files; go back to an earlier import."""

    template_name = "practices/admin/imports.html"
    form: UploadForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the imports so far."""
        page = Paginator(
            visible_batches(self.request.user).select_related("user"), IMPORTS_A_PAGE
        ).get_page(self.request.GET.get("p"))
        form = self.form or UploadForm(kinds=importable_kinds(self.request.user))
        return super().get_context_data(form=form, imports=page, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Take the files in and show how far they are."""
        self.form = UploadForm(request.POST, request.FILES, kinds=importable_kinds(request.user))
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        batch = batches.start_batch(user=cast(User, request.user), **self.form.cleaned_data)
        return redirect("practice_imports:batch", batch.pk)


class ImportBatchView(ImportPage):
    """One import: its progress, the decisions that it asks for, or its report."""

    templates: dict[str, str] = {
        ImportBatch.State.REVIEW: "practices/admin/import_review.html",
        ImportBatch.State.DONE: "practices/admin/import_report.html",
        ImportBatch.State.DISCARDED: "practices/admin/import_report.html",
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page that belongs to the state of the import."""
        batch = self.get_batch()
        self.template_name = self.templates.get(batch.state, "practices/admin/import_progress.html")
        context = self.get_context_data(batch=batch)
        if batch.is_working:
            context |= _progress_context(batch)
        elif batch.state == ImportBatch.State.REVIEW:
            context |= _review_context(batch, request.GET.get("p"))
        else:
            context |= _report_context(batch, request.GET.get("p"))
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with the import itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.get_batch())}]


def _progress_context(batch: ImportBatch) -> dict[str, Any]:
    return {
        "progress": batches.progress_of(batch),
        "needs_push": batch.waits_for_work and not worker_is_running(),
    }


def _review_context(batch: ImportBatch, number: str | None) -> dict[str, Any]:
    rows = batch.rows.exclude(state=ImportRow.State.UNREADABLE).select_related("existing")
    page, names = Paginator(rows, RECORDS_A_PAGE).get_page(number), Names()
    for row in page.object_list:
        row.batch = batch
    return {
        "page": page,
        "unreadable": batch.rows.filter(state=ImportRow.State.UNREADABLE),
        "records": [
            {
                "row": row,
                "items": preview_items(row, names),
                "changes": changes_of(row),
                "warnings": warnings_of(row),
            }
            for row in page.object_list
        ],
        "choices": ImportRow.Choice,
    }


def _report_context(batch: ImportBatch, number: str | None) -> dict[str, Any]:
    rows = batch.rows.select_related("result")
    page = Paginator(rows, REPORT_ROWS_A_PAGE).get_page(number)
    counts = {state.value: rows.filter(state=state).count() for state in ImportRow.State}
    return {"page": page, "counts": counts}


class ImportActionView(ImporterMixin, ABC):
    """A change of an import; only by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and go back to the import."""
        batch = self.get_batch()
        self.act(batch)
        address = reverse("practice_imports:batch", args=[batch.pk])
        page = request.POST.get("go", "")
        return redirect(f"{address}?p={page}" if page.isdecimal() else address)

    @abstractmethod
    def act(self, batch: ImportBatch) -> None:
        """Change the import."""


class ImportGoOnView(ImportActionView):
    """Do the next slice of the work in this request, where no worker does it."""

    def act(self, batch: ImportBatch) -> None:
        """Go on where the work stopped."""
        if batch.waits_for_work:
            go_on(batch)


class ImportDecideView(ImportActionView):
    """Note the decisions of the page that is shown, then turn it or save everything."""

    def act(self, batch: ImportBatch) -> None:
        """Note the decisions; save when that was pressed."""
        if batch.state != ImportBatch.State.REVIEW:
            return
        prefix = "choice-"
        batches.decide(
            batch,
            {
                int(name.removeprefix(prefix)): str(value)
                for name, value in self.request.POST.items()
                if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
            },
        )
        if self.request.POST.get("all") in ("take", "skip"):
            batches.decide_all(batch, take=self.request.POST["all"] == "take")
        if "save" in self.request.POST:
            batches.save_records(batch)


class ImportDiscardView(ImportActionView):
    """Give an import up."""

    def act(self, batch: ImportBatch) -> None:
        """Discard it and say so."""
        batches.discard(batch)
        messages.success(self.request, _("The import was discarded and its files were deleted."))


class ImportStatusView(ImporterMixin):
    """How far an import is, for the script of the progress page."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Return the state as JSON."""
        batch = self.get_batch()
        progress = batches.progress_of(batch)
        return JsonResponse(
            {
                "working": batch.is_working,
                "needs_push": batch.waits_for_work and not worker_is_running(),
                "state": batch.get_state_display(),
                "done": progress.done,
                "total": progress.total,
                "records": progress.records,
            }
        )
