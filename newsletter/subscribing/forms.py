"""The form by which a reader subscribes, and the one in which they choose later."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.models import Country, TermsField, Vocabulary
from core.protected_forms import ProtectedForm
from core.records.reader import clean_text
from directory.joining.country_lines import CountryLinesField
from newsletter.addresses import clean_address
from newsletter.models import Frequency
from newsletter.subscribing.choices import Choices
from practices.models import Category
from search.vocabulary import KIND_LABELS

#: Kinds of records that an issue may hold; an issue itself is none.
KINDS = ("practice", "case-study", "organisation", "policy", "publication")


def kind_choices() -> list[tuple[str, str | Promise]]:
    """Return the kinds of records that readers may choose."""
    return [(kind, KIND_LABELS[kind]) for kind in KINDS]


class ChoicesForm(forms.Form):
    """What a reader wants to hear of, how often and in which language."""

    name = forms.CharField(
        max_length=150,
        required=False,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("To be greeted by it. Leave it empty if you like."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=gettext_lazy("Language of the mails")
    )
    frequency = forms.ChoiceField(
        choices=Frequency.choices,
        initial=Frequency.EACH_ISSUE,
        label=gettext_lazy("How often"),
        widget=forms.RadioSelect,
    )
    countries = CountryLinesField(
        required=False,
        label=gettext_lazy("Countries"),
        help_text=gettext_lazy("One a line, for example Italy. Empty: all countries."),
        widget=forms.Textarea({"rows": 3}),
    )
    topics = TermsField(Vocabulary.TOPICS, label=gettext_lazy("Topics"), to_field_name="slug")
    categories = forms.MultipleChoiceField(
        choices=Category.choices,
        required=False,
        label=gettext_lazy("Categories of practice"),
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(
        choices=kind_choices,
        required=False,
        label=gettext_lazy("Kinds of records"),
        widget=forms.CheckboxSelectMultiple,
    )

    INTERESTS = ("countries", "topics", "categories", "kinds")

    @classmethod
    def initial_of(cls, choices: Choices) -> dict[str, Any]:
        """Return the choices as the form shows them."""
        values: dict[str, list[str]] = {}
        for facet, value in choices.interests:
            values.setdefault(facet, []).append(value)
        countries = Country.objects.filter(pk__in=values.get("country", []))
        return {
            "name": choices.name,
            "language": choices.language,
            "frequency": choices.frequency,
            "countries": [country.name.rstrip("*") for country in countries],
            "topics": values.get("topic", []),
            "categories": values.get("category", []),
            "kinds": values.get("kind", []),
        }

    @property
    def interest_fields(self) -> list[forms.BoundField]:
        """Return the fields of what a reader wants to hear of."""
        return [self[name] for name in self.INTERESTS]

    @property
    def shows_interests(self) -> bool:
        """Tell whether something is chosen there, or wants another look."""
        return any(self[name].value() or name in self.errors for name in self.INTERESTS)

    def clean_name(self) -> str:
        """Return the name as one line that a header of a mail can hold."""
        return " ".join(clean_text(self.cleaned_data["name"]).split())

    def choices(self) -> Choices:
        """Return the choices; call it on a valid form."""
        answers = self.cleaned_data
        return Choices(
            language=answers["language"],
            name=answers["name"],
            frequency=answers["frequency"],
            interests=(
                *(("country", country.pk) for country in answers["countries"]),
                *(("topic", term.slug) for term in answers["topics"]),
                *(("category", value) for value in answers["categories"]),
                *(("kind", value) for value in answers["kinds"]),
            ),
        )


class AddressField(forms.CharField):
    """An address that mail can be sent to."""

    widget = forms.EmailInput({"autocomplete": "email"})

    def clean(self, value: object) -> str:
        """Return it cleaned (`newsletter.addresses.clean_address`)."""
        text = str(super().clean(value))
        return clean_address(text) if text else ""


class AddressForm(ProtectedForm):
    """An address that is to be confirmed, and the words that are agreed to."""

    email = AddressField(
        # Longer than any address, so that what is too long is told in the words of an address.
        max_length=1000,
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send a link to this address to make sure that it is yours."),
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I agree to this."),
        error_messages={"required": gettext_lazy("Please read the words above and tick this box.")},
    )


class SubscribeForm(AddressForm, ChoicesForm):
    """An address and the choices; everything but the address has a good answer already."""
