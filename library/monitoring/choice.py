"""What a reader of the calendar has chosen: a country, a mechanism, both, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from core.models import Country
from core.sorting import sort_key
from library.models import Mechanism


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen country and mechanism, and what can be chosen; `is_unknown`: something was asked that there is not."""

    country: Country | None
    mechanism: Mechanism | None
    countries: tuple[Country, ...]
    mechanisms: tuple[Mechanism, ...]
    is_unknown: bool

    @property
    def country_code(self) -> str:
        """Return the code of the chosen country, or nothing."""
        return self.country.pk if self.country else ""

    @property
    def mechanism_slug(self) -> str:
        """Return the slug of the chosen mechanism, or nothing."""
        return self.mechanism.slug if self.mechanism else ""

    @property
    def query(self) -> str:
        """Return the choice as a query string, with its question mark; empty for no choice."""
        given = {"country": self.country_code, "mechanism": self.mechanism_slug}
        asked = {name: value for name, value in given.items() if value}
        return f"?{urlencode(asked)}" if asked else ""


def chosen(asked: Mapping[str, str]) -> Choice:
    """Read `country` and `mechanism` of a query string (two queries)."""
    code, slug = asked.get("country", "").strip().upper(), asked.get("mechanism", "").strip()
    countries = tuple(sorted(Country.objects.all(), key=lambda country: sort_key(country.name)))
    mechanisms = tuple(Mechanism.objects.all())
    country = next((each for each in countries if each.pk == code), None)
    mechanism = next((each for each in mechanisms if each.slug == slug), None)
    is_unknown = bool(code and country is None) or bool(slug and mechanism is None)
    return Choice(country, mechanism, countries, mechanisms, is_unknown)
