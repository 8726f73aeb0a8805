"""What editors fill in: whom to ask and until when, and notes that came another way."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from core.admin_forms import TickList
from core.models import Country
from core.records.reader import clean_text
from core.sorting import sort_key
from newsletter.contributing.asking import Request
from newsletter.contributing.forms import NoteForm
from newsletter.contributing.whom import Candidate
from newsletter.models import ContributionSlot

_USUAL_DAYS, _MOST_DAYS = 14, 366
_LONGEST_QUESTION = 250


class RequestForm(forms.Form):
    """What is asked, and until when."""

    question = forms.CharField(
        label=gettext_lazy("What is asked for"),
        max_length=_LONGEST_QUESTION,
        required=False,
        help_text=gettext_lazy("One sentence that stands in the mail; may stay empty."),
    )
    deadline = forms.DateField(
        label=gettext_lazy("Until"),
        widget=AdminDateInput,
        help_text=gettext_lazy(
            "The last day. Reminders go out at half time and two days before, to those who did not answer."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer two weeks."""
        super().__init__(*args, **kwargs)
        self.fields["deadline"].initial = timezone.localdate() + timedelta(days=_USUAL_DAYS)

    def clean_question(self) -> str:
        """Keep the question on one line."""
        return " ".join(clean_text(self.cleaned_data["question"]).split())

    def clean_deadline(self) -> date:
        """Refuse days that leave no time, and those too far away to be meant."""
        deadline, today = self.cleaned_data["deadline"], timezone.localdate()
        if deadline <= today:
            raise ValidationError(_("Choose a day after today."))
        if deadline > today + timedelta(days=_MOST_DAYS):
            raise ValidationError(_("Choose a day within a year."))
        return deadline

    def request(self) -> Request:
        """Return what was chosen; call it on a valid form."""
        return Request(self.cleaned_data["question"], self.cleaned_data["deadline"])


class AskForm(RequestForm):
    """A request, and the organisations that get it."""

    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Organisations"),
        widget=TickList(),
        error_messages={"required": gettext_lazy("Tick whom to ask.")},
    )
    field_order = ["organisations", "question", "deadline"]

    def __init__(self, *args: Any, offered: Sequence[Candidate], **kwargs: Any) -> None:
        """Offer the candidates whom a mail would reach, all ticked."""
        super().__init__(*args, **kwargs)
        self._offered = {one.key: one for one in offered if one.can_be_asked}
        field = self.fields["organisations"]
        field.choices = [(key, _label(one)) for key, one in self._offered.items()]  # type: ignore[attr-defined]
        field.initial = list(self._offered)
        field.widget.label = field.label  # type: ignore[attr-defined]

    def chosen(self) -> list[Candidate]:
        """Return whom to ask; call it on a valid form."""
        return [self._offered[key] for key in self.cleaned_data["organisations"]]


def _label(one: Candidate) -> str:
    reached = one.address or _("its people with an account")
    return f"{one.country.name} · {one.name} ({reached})"


class HandForm(NoteForm):
    """A note that came by telephone or mail, written down by an editor."""

    country = forms.ModelChoiceField(
        Country.objects.all(),
        label=gettext_lazy("Country"),
        error_messages={"required": gettext_lazy("Choose the country that the note is from.")},
    )
    field_order = ["country", "title", "text", "link", "given_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the countries by name."""
        super().__init__(*args, **kwargs)
        found = sorted(Country.objects.all(), key=lambda country: sort_key(country.name))
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((country.pk, country.name) for country in found),
        ]


class DecideForm(NoteForm):
    """The note as the editor leaves it, and which version of it the editor read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def version_of(slot: ContributionSlot) -> str:
        """Return what tells one version of a note from another."""
        return slot.given_at.isoformat() if slot.given_at else ""
