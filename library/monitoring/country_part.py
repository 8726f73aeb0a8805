"""What the calendar says about a country: its dates to come, and how to be reminded."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from core.countries import (
    CountryItem,
    CountryPart,
    CountrySection,
    SectionForm,
    register_country_part,
)
from core.countries.parts import SHOWN
from core.models import Country
from library.monitoring.dates import coming_dates


def _sections(country: Country, request: HttpRequest) -> Sequence[CountrySection]:
    """Return the one section of the calendar (one query)."""
    dates = coming_dates(timezone.localdate(), country=country.pk)
    return [
        CountrySection(
            name="monitoring",
            title=gettext_lazy("Monitoring calendar"),
            place=75,
            items=[
                CountryItem(
                    title=str(one.round.mechanism),
                    url=reverse("library_mechanism", args=[one.round.mechanism.slug]),
                    notes=(str(one.label), one.round.name),
                    when=date_format(one.day, "j M Y"),
                )
                for one in dates[:SHOWN]
            ],
            count=len(dates),
            empty=gettext_lazy("No date of an international mechanism is known for this country."),
            form=SectionForm.DATED,
            see_all=f"{reverse('library_monitoring')}?country={country.pk}",
            see_all_label=gettext_lazy("Calendar and reminders"),
        )
    ]


register_country_part(CountryPart(sections=_sections))
