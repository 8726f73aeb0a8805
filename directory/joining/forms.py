"""The form by which an organisation applies, and the one on which an applicant answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Country, Term, TermsField, Vocabulary
from core.protected_forms import ProtectedForm
from core.records.reader import clean_text
from core.sorting import sort_key
from directory.joining.country_lines import CountryLinesField
from directory.services.joining import ContactPerson

LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Part:
    """Fields that stand under one heading."""

    heading: str | Promise
    fields: list[BoundField]


class SeatField(forms.ModelChoiceField):
    """One country, offered by name."""

    def __init__(self, **options: Any) -> None:
        """Offer all countries."""
        super().__init__(Country.objects.all(), **options)
        self.choices = lambda: _countries_by_name()


def _countries_by_name() -> list[tuple[str, str]]:
    countries = sorted(Country.objects.all(), key=lambda country: sort_key(country.name))
    return [("", "–"), *((country.pk, country.name) for country in countries)]


class ApplicationForm(ProtectedForm):
    """What an organisation says of itself when it applies."""

    name = forms.CharField(
        max_length=255,
        label=gettext_lazy("Name in your own language"),
        help_text=gettext_lazy("As on your letterhead."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    name_en = forms.CharField(max_length=255, required=False, label=gettext_lazy("Name in English"))
    acronym = forms.CharField(max_length=50, required=False, label=gettext_lazy("Acronym"))
    type = forms.ModelChoiceField(
        Term.objects.of(Vocabulary.ORGANISATION_TYPES),
        label=gettext_lazy("Kind of organisation"),
        empty_label="–",
    )
    country = SeatField(label=gettext_lazy("Country of the seat"))
    city = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("Town of the seat"),
        help_text=gettext_lazy("The town alone. Never write the address of a shelter here."),
    )
    other_countries = CountryLinesField(
        required=False,
        label=gettext_lazy("Other countries where you work"),
        help_text=gettext_lazy("One a line, for example Italy."),
        widget=forms.Textarea({"rows": 3}),
    )
    website = forms.URLField(
        max_length=200,
        required=False,
        assume_scheme="https",
        label=gettext_lazy("Website"),
        error_messages={
            "invalid": gettext_lazy(
                "Write the website address with its ending, for example www.organisation.org"
            )
        },
        widget=forms.TextInput({"autocomplete": "url", "inputmode": "url"}),
    )
    email = forms.EmailField(
        max_length=254,
        required=False,
        label=gettext_lazy("Public e-mail address of the office"),
        help_text=gettext_lazy("Everybody sees it."),
    )
    phone = forms.CharField(
        max_length=80,
        required=False,
        label=gettext_lazy("Public telephone of the office"),
        help_text=gettext_lazy("Everybody sees it: a number of the office, never a person's."),
    )
    description = forms.CharField(
        max_length=LONGEST_TEXT,
        label=gettext_lazy("What you do"),
        help_text=gettext_lazy("A few sentences. Name no person whom you assisted."),
        widget=forms.Textarea({"rows": 6}),
    )
    services = TermsField(
        Vocabulary.SERVICES,
        required=True,
        label=gettext_lazy("Services"),
        help_text=gettext_lazy("Tick what you offer yourselves. Partners look for these words."),
    )
    target_groups = TermsField(
        Vocabulary.TARGET_GROUPS, required=True, label=gettext_lazy("For whom")
    )
    languages = TermsField(Vocabulary.LANGUAGES, label=gettext_lazy("Languages you can work in"))
    contact_name = forms.CharField(
        max_length=150,
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Seen by the editors only."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact_function = forms.CharField(
        max_length=200, label=gettext_lazy("Your function in the organisation")
    )
    contact_email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Your work e-mail"),
        help_text=gettext_lazy("We send a link to this address to make sure that it is yours."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    known_by = forms.CharField(
        max_length=1000,
        required=False,
        label=gettext_lazy("Who in the network knows you?"),
        help_text=gettext_lazy("An organisation that we may ask. It makes the decision faster."),
        widget=forms.Textarea({"rows": 2}),
    )
    charter = forms.BooleanField(
        label=gettext_lazy("We have read the charter and agree to it."),
        error_messages={"required": gettext_lazy("Please read the charter, and tick this box.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy("We agree to this."),
        error_messages={"required": gettext_lazy("Without this we may not keep the application.")},
    )

    _PARTS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
        (
            gettext_lazy("The organisation"),
            (
                "name",
                "name_en",
                "acronym",
                "type",
                "country",
                "city",
                "other_countries",
                "website",
                "email",
                "phone",
            ),
        ),
        (
            gettext_lazy("What it does"),
            ("description", "services", "target_groups", "languages"),
        ),
        (
            gettext_lazy("Who applies"),
            ("contact_name", "contact_function", "contact_email", "known_by"),
        ),
    )

    @property
    def parts(self) -> Iterator[Part]:
        """Yield the fields under their headings."""
        for heading, names in self._PARTS:
            yield Part(heading, [self[name] for name in names])

    def clean(self) -> dict[str, Any]:
        """Take out what no file can hold, and ask for one way to reach the organisation."""
        super().clean()
        cleaned = self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str) and name != "opened_at":
                cleaned[name] = clean_text(value).strip()
        reached = ("website", "email", "phone")
        if not any(cleaned.get(name) for name in reached) and not any(
            name in self.errors for name in reached
        ):
            raise ValidationError(
                _("Give a website, a public e-mail address or a public telephone.")
            )
        return cleaned

    def entry(self) -> dict[str, Any]:
        """Return the answers as the record of an entry; call it on a valid form."""
        answers = self.cleaned_data
        countries = [answers["country"], *answers["other_countries"]]
        lines = ("name", "name_en", "acronym", "city", "website", "email", "phone", "description")
        record: dict[str, Any] = {name: answers[name] for name in lines}
        record["type"] = answers["type"].slug
        record["countries"] = list(dict.fromkeys(country.pk for country in countries))
        for name in ("services", "target_groups", "languages"):
            record[name] = [term.slug for term in answers[name]]
        return record

    def contact(self) -> ContactPerson:
        """Return who applies; call it on a valid form."""
        answers = self.cleaned_data
        return ContactPerson(
            name=" ".join(answers["contact_name"].split()),
            function=" ".join(answers["contact_function"].split()),
            email=answers["contact_email"],
            known_by=answers["known_by"],
        )


class AnswerForm(forms.Form):
    """What an applicant answers to a question of the editors."""

    answer = forms.CharField(
        max_length=LONGEST_TEXT,
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea({"rows": 6}),
    )

    def clean_answer(self) -> str:
        """Take out what no file can hold."""
        return clean_text(self.cleaned_data["answer"]).strip()
