"""What the newsletter adds to a country's page: the way to follow it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.countries.parts import CountryLink, CountryPart, register_country_part
from core.models import Country


def _links(country: Country) -> Sequence[CountryLink]:
    return [
        CountryLink(
            _("Mail me what is new"), f"{reverse('newsletter:alert_new')}?country={country.pk}"
        )
    ]


register_country_part(CountryPart(links=_links))
