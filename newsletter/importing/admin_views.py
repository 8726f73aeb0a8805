"""The editors' page that brings a list of readers in; longer lists are for the command."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from core.files.limits import MEGABYTE, readable_size
from newsletter.importing.importer import Importer, Report

#: Some 20,000 rows: a page must not wait longer.
LARGEST = 1 * MEGABYTE
#: Problems that the page lists.
MOST_SHOWN = 200
_LABELS = {
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "kept": gettext_lazy("left as they are"),
    "held_back": gettext_lazy("not brought back: they left, or their address failed"),
    "refused": gettext_lazy("rows that could not be imported"),
    "repeated": gettext_lazy("rows whose address stood in the list before"),
    "contradicting": gettext_lazy("of these with another status"),
}


class ImportForm(forms.Form):
    """A list, and how its readers agreed."""

    file = forms.FileField(
        label=gettext_lazy("List"),
        help_text=gettext_lazy(
            "CSV with email, name, language, countries, interests, status; an export of listmonk or Mailchimp under "
            "its own name; or a list of addresses."
        ),
    )
    consent = forms.CharField(
        max_length=500,
        label=gettext_lazy("How these readers agreed to be written to"),
        help_text=gettext_lazy(
            "For example: sign-up sheets of the assembly in 2025. The ledger quotes it."
        ),
    )
    is_trial = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Only say what would happen"),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what would take a page too long."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(
                _(
                    "The list is longer than %(limit)s. Send it in parts, or use the command import_subscribers."
                )
                % {"limit": readable_size(LARGEST)}
            )
        return file


class ImportReadersView(WagtailAdminTemplateMixin, FormView):
    """Tries or imports a list, and says what became of its rows."""

    form_class = ImportForm
    template_name = "newsletter/readers/import.html"
    page_title = gettext_lazy("Import readers")
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("newsletter_readers:index"), "label": gettext_lazy("Readers")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who may not add readers."""
        if not request.user.has_perm("newsletter.add_subscriber"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Import, and show the report on the same page."""
        answers = form.cleaned_data
        problems: list[str] = []
        importer = Importer(
            consent=" ".join(answers["consent"].split()),
            tell=lambda place, sentence: problems.append(f"{place}: {sentence}"),
            is_dry=answers["is_trial"],
        )
        with tempfile.TemporaryDirectory() as folder:
            # The name tells the status of Mailchimp's lists; nothing else of what was sent becomes a path.
            path = Path(folder) / Path(answers["file"].name).name
            path.write_bytes(answers["file"].read())
            importer.take(path)
        context = self.get_context_data(
            form=form,
            report=_labelled(importer.report),
            problems=problems[:MOST_SHOWN],
            more_problems=max(0, len(problems) - MOST_SHOWN),
            was_trial=answers["is_trial"],
        )
        return self.render_to_response(context)


def _labelled(report: Report) -> list[tuple[str, int]]:
    return [(str(_LABELS[name]), number) for name, number in asdict(report).items() if number]
