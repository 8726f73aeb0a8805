"""The forms by which somebody asks for an alert."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsletter.models import AlertRhythm
from newsletter.subscribing.forms import AddressForm
from search.saved.queries import LONGEST_QUERY, saved_query

#: Percent signs make an address longer than what it says; what is longer than this is not even read.
_LONGEST_RAW = 8 * LONGEST_QUERY


class QueryField(forms.CharField):
    """The query string that is to be kept, as a hidden field."""

    widget = forms.HiddenInput

    def clean(self, value: object) -> str:
        """Return it in its one form; an empty one asks for everything new."""
        raw = str(value or "")
        if len(raw) > _LONGEST_RAW:
            raise ValidationError(_("This search is too long to be kept. Use fewer words."))
        return saved_query(QueryDict(raw))


class FollowForm(forms.Form):
    """How often, for readers who are known."""

    query = QueryField(required=False)
    rhythm = forms.ChoiceField(
        choices=AlertRhythm.choices,
        initial=AlertRhythm.WEEKLY,
        label=gettext_lazy("How often"),
        help_text=gettext_lazy("A mail comes only when there is something new."),
        widget=forms.RadioSelect,
    )

    @property
    def chosen_rhythm(self) -> AlertRhythm:
        """Return how often; call it on a valid form."""
        return AlertRhythm(self.cleaned_data["rhythm"])


class AlertForm(AddressForm, FollowForm):
    """The address too, for everybody else."""

    field_order = ["rhythm", "email", "agrees"]
