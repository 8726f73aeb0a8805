"""Forms of the pages on which editors decide on mailings."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsletter.control.publishing import editions_of
from newsletter.control.services import PATIENCE
from newsletter.models import IssuePage

NOW, LATER = "now", "later"


class TimeInput(forms.DateTimeInput):
    """Date and time as browsers offer them, without scripts."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        """Write what browsers read."""
        super().__init__(format="%Y-%m-%dT%H:%M")


class TimeField(forms.DateTimeField):
    """A moment in the future, in the time zone of whoever writes it."""

    widget = TimeInput

    def __init__(self, **kwargs: Any) -> None:
        """Name the time zone beside the field."""
        kwargs.setdefault("label", gettext_lazy("Date and time"))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Refuse what has passed: a wrong year must not send at once."""
        super().validate(value)
        if value and value < timezone.now() - PATIENCE:
            raise forms.ValidationError(_("This time has passed. Choose a later one."))


class RescheduleForm(forms.Form):
    """Another time for a mailing."""

    at = TimeField()


class SendForm(forms.Form):
    """When an issue is sent, and which drafts of other languages go with it."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (NOW, gettext_lazy("As soon as possible")),
            (LATER, gettext_lazy("At a time of its own")),
        ],
        widget=forms.RadioSelect,
    )
    at = TimeField(required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Drafts that become public with it and are sent in their language"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A language that is left out reads the issue in English."),
    )

    def __init__(self, *args: Any, issue: IssuePage, **kwargs: Any) -> None:
        """Offer the language editions that are drafts."""
        super().__init__(*args, **kwargs)
        drafts = [page for page in editions_of(issue)[1:] if not page.live]
        choices = [
            (page.locale.language_code, f"{page.locale.get_display_name()}: {page.draft_title}")
            for page in drafts
        ]
        if choices:
            self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["languages"]

    def clean(self) -> dict[str, Any]:
        """Ask for the time where one was announced."""
        data = super().clean() or {}
        if data.get("when") == LATER and not data.get("at") and "at" not in self.errors:
            self.add_error("at", _("Write when it is to be sent."))
        return data

    def moment(self) -> datetime:
        """Return when the issue is to be sent."""
        chosen = self.cleaned_data["at"] if self.cleaned_data["when"] == LATER else None
        return chosen or timezone.now()
