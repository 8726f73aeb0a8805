"""What editors write when they decide on an application."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records.reader import clean_text
from directory.models import MembershipStatus, OrganisationPage
from directory.models.membership import YEAR_LIMITS
from directory.register.years import BELONGING
from directory.services.applications import Acceptance

LONGEST_TEXT = 4000
NEW_ENTRY = "new"


class TextForm(forms.Form):
    """One text, under the label that its use gives it."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        """Take label and hint."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, hint

    def clean_text(self) -> str:
        """Take out what no file can hold."""
        return clean_text(self.cleaned_data["text"]).strip()


class AcceptForm(forms.Form):
    """With which entry and status an organisation joins."""

    entry = forms.ChoiceField(
        label=gettext_lazy("Entry"), widget=forms.RadioSelect, initial=NEW_ENTRY
    )
    publish = forms.ChoiceField(
        label=gettext_lazy("A new entry is"),
        choices=[
            ("yes", gettext_lazy("published now")),
            ("no", gettext_lazy("kept as a draft, which you publish later")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Membership"),
        choices=[
            (status.value, status.label)
            for status in MembershipStatus
            if status is not MembershipStatus.FORMER
        ],
        initial=MembershipStatus.LISTED.value,
    )
    since = forms.IntegerField(
        required=False,
        label=gettext_lazy("Since the year"),
        help_text=gettext_lazy("This year, if it is left empty. Not needed for “Listed”."),
        validators=YEAR_LIMITS,
    )

    def __init__(self, *args: Any, likely: Sequence[OrganisationPage], **kwargs: Any) -> None:
        """Offer the entries that may be the applicant's."""
        super().__init__(*args, **kwargs)
        self._likely = {str(page.pk): page for page in likely}
        offered = [
            (key, _("The existing entry “%(title)s”, as it stands") % {"title": page.title})
            for key, page in self._likely.items()
        ]
        entry = cast(forms.ChoiceField, self.fields["entry"])
        entry.choices = [
            (NEW_ENTRY, _("A new entry from this application")),
            *offered,
        ]

    def clean_since(self) -> int | None:
        """Refuse a year that has not come."""
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate().year:
            raise ValidationError(_("That year has not begun."))
        return since

    def acceptance(self) -> Acceptance:
        """Return what was decided; call it on a valid form."""
        answers = self.cleaned_data
        status = MembershipStatus(answers["status"])
        since = answers["since"]
        if since is None and status in BELONGING:
            since = timezone.localdate().year
        return Acceptance(
            status=status,
            since=since,
            publish=answers["publish"] == "yes",
            existing=self._likely.get(answers["entry"]),
        )
