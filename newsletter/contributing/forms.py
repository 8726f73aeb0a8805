"""The form of a note, for the organisation that was asked and for editors."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records.reader import clean_text
from newsletter.contributing.notes import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, Note, plain
from newsletter.models import ContributionSlot


class PlainField(forms.CharField):
    """Plain text: markup is taken out, line ends count once."""

    def to_python(self, value: Any) -> Any:
        """Even out line ends before letters are counted."""
        return clean_text(super().to_python(value) or "")

    def clean(self, value: Any) -> Any:
        """Take out markup, after too long a text was refused."""
        text = plain(super().clean(value))
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], "required")
        return text


class NoteForm(forms.Form):
    """A note: title, text, link, and who signs."""

    title = PlainField(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Give the note a title.")},
    )
    text = PlainField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy(
            "At most 600 characters of plain text. Name nobody whom you assist, and no shelter's place."
        ),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Write a few sentences.")},
    )
    link = forms.URLField(
        label=gettext_lazy("Link"),
        help_text=gettext_lazy("Where people read more."),
        max_length=200,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": gettext_lazy(
                "Write the address of a page, for example https://www.example.org/news"
            )
        },
        widget=forms.TextInput({"inputmode": "url"}),
    )
    given_by = PlainField(
        label=gettext_lazy("Signed"),
        help_text=gettext_lazy("Readers see it: your name, or that of your organisation."),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Say who signs.")},
    )

    def __init__(self, data: Any = None, *, is_draft: bool = False, **kwargs: Any) -> None:
        """Ask for everything, or take a draft as it is."""
        super().__init__(data, **kwargs)
        if is_draft:
            for field in self.fields.values():
                field.required = False

    @classmethod
    def initial_of(cls, slot: ContributionSlot) -> dict[str, str]:
        """Return what a form about a request begins with."""
        organisation = slot.organisation.title if slot.organisation else ""
        return {
            "title": slot.title,
            "text": slot.text,
            "link": slot.link,
            "given_by": slot.given_by or organisation[:LONGEST_NAME],
        }

    def clean_title(self) -> str:
        """Keep the title on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_given_by(self) -> str:
        """Keep the signature on one line."""
        return " ".join(self.cleaned_data["given_by"].split())

    def clean_link(self) -> str:
        """Refuse what the mail would read as a placeholder."""
        link = self.cleaned_data["link"]
        if "%%" in link:
            raise ValidationError(_("Take out the two percent signs in a row."))
        return link

    def note(self) -> Note:
        """Return the note; call it on a valid form."""
        return Note(**{name: self.cleaned_data[name] for name in NoteForm.base_fields})
