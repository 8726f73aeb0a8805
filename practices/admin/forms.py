"""The forms of the import pages."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.admin.storage import ACCEPTED
from practices.forms.reading.limits import MAX_ARCHIVE_BYTES
from practices.models import ImportBatch

MOST_FILES = 100


class FilesInput(forms.ClearableFileInput):
    """An input for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; which of them can be read is told file by file, after they were read."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, if they are few and small enough together."""
        files = list(data or [])
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("These are %(count)d files; send at most %(most)d at once, or one zip of them.")
                % {"count": len(files), "most": MOST_FILES}
            )
        if sum(file.size or 0 for file in files) > MAX_ARCHIVE_BYTES:
            raise forms.ValidationError(
                _("Together the files are larger than %(most)s; send them in several imports.")
                % {"most": filesizeformat(MAX_ARCHIVE_BYTES)}
            )
        return files


class UploadForm(forms.Form):
    """What is sent: which kind of form, the files, whether missing organisations get an entry."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the files are"), widget=forms.RadioSelect, choices=()
    )
    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Word (.docx), Excel (.xlsx), JSON, or a zip of these. Several at once are welcome."
        ),
        widget=FilesInput(attrs={"accept": ",".join(ACCEPTED)}),
    )
    create_organisations = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Make draft entries for organisations that the directory lacks"),
    )

    def __init__(self, *args: Any, kinds: list[ImportBatch.Kind], **kwargs: Any) -> None:
        """Offer the kinds that the user may import."""
        super().__init__(*args, **kwargs)
        kind = cast(forms.ChoiceField, self.fields["kind"])
        kind.choices = [(each.value, each.label) for each in kinds]
        kind.initial = kinds[0] if kinds else None
