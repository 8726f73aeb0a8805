"""The forms of reading lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from library.models import Audience, ReadingList


class ListForm(forms.ModelForm):
    """Title and introduction."""

    class Meta:
        """The words of a list."""

        model = ReadingList
        fields = ("title", "introduction")
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}


class NotesForm(forms.Form):
    """A note for each record of a list, in fields named `note-<key of the item>`."""

    def __init__(self, data: Any = None, *, items: Any) -> None:
        """Make a field of each item."""
        super().__init__(data)
        for item in items:
            self.fields[f"note-{item.pk}"] = forms.CharField(
                required=False, max_length=500, initial=item.note
            )

    @property
    def notes(self) -> dict[int, str]:
        """Return the notes by the key of their item; only of a valid form."""
        return {int(name.removeprefix("note-")): value for name, value in self.cleaned_data.items()}


class AudienceForm(forms.Form):
    """For whom a list is."""

    audience = forms.ChoiceField(choices=Audience.choices, label=gettext_lazy("For"))
    looked_at = forms.BooleanField(required=False)
