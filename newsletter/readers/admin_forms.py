"""How editors find readers, and the form by which they add one."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm

from core.models import Country
from core.sorting import sort_key
from newsletter.addresses import clean_address
from newsletter.models import Subscriber, SubscriberInterest


def _countries() -> list[tuple[str, str | Promise]]:
    countries = sorted(Country.objects.all(), key=lambda country: sort_key(country.name))
    return [(country.pk, country.name) for country in countries]


class SubscriberFilterSet(WagtailFilterSet):
    """Readers by state, language, rhythm and country."""

    language = django_filters.ChoiceFilter(choices=settings.LANGUAGES, label=_("Language"))
    country = django_filters.ChoiceFilter(
        choices=_countries, label=_("Country they chose"), method="choosing"
    )

    class Meta:
        """The columns that are filtered as they are."""

        model = Subscriber
        fields = ("state", "language", "frequency")

    def choosing(
        self, queryset: QuerySet[Subscriber], name: str, value: str
    ) -> QuerySet[Subscriber]:
        """Keep those who chose a country."""
        chosen = SubscriberInterest.objects.filter(
            subscriber=OuterRef("pk"), facet="country", value=value
        )
        return queryset.filter(Exists(chosen))


class AddReaderForm(WagtailAdminModelForm):
    """An address that somebody asked to have added; its owner confirms it all the same."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of the mails"))

    class Meta:
        """Address, name and language; the rest is the reader's own choice."""

        model = Subscriber
        fields = ("email", "name", "language")

    def clean_email(self) -> str:
        """Refuse what mail cannot be sent to."""
        return clean_address(self.cleaned_data["email"])
