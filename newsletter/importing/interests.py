"""Understands the countries, interests and languages of imported rows."""

import re
from functools import cached_property

from django.conf import settings

from core.models import Country, Term, Vocabulary
from core.models.country import territory_names
from core.sorting import sort_key
from newsletter.models import SubscriberInterest
from newsletter.subscribing.choices import Interest
from newsletter.subscribing.forms import KINDS
from practices.models import Category

_BETWEEN = re.compile(r"[;,|\n]")


class KnownWords:
    """What a file may name, read from the database once an import."""

    def __init__(self) -> None:
        """Begin without an answer; many rows ask the same."""
        self._answers: dict[tuple[str, str], tuple[frozenset[Interest], tuple[str, ...]]] = {}

    @cached_property
    def _countries(self) -> dict[str, str]:
        english = territory_names("en")
        known = {}
        for country in Country.objects.all():
            for name in (country.code, english.get(country.code, ""), country.name.rstrip("*")):
                known[sort_key(name)] = country.code
        return known

    @cached_property
    def _values(self) -> dict[str, Interest]:
        """Return every value by itself and with its facet: `advocacy`, `topic=advocacy`."""
        values = [
            *(("topic", slug) for slug in self._topics),
            *(("category", value) for value in Category.values),
            *(("kind", kind) for kind in KINDS),
        ]
        known = {}
        for facet, value in values:
            known[value.lower()] = known[f"{facet}={value}".lower()] = (facet, value)
        for code in self._countries.values():
            known[f"country={code}".lower()] = ("country", code)
        return known

    @cached_property
    def _topics(self) -> list[str]:
        return list(Term.objects.of(Vocabulary.TOPICS).values_list("slug", flat=True))

    def interests(
        self, countries: str, interests: str
    ) -> tuple[frozenset[Interest], tuple[str, ...]]:
        """Return what two cells name, and the words that nobody knows."""
        if not countries and not interests:
            return frozenset(), ()
        key = (countries, interests)
        if key not in self._answers:
            if len(self._answers) > 10_000:
                self._answers.clear()
            self._answers[key] = self._understand(countries, interests)
        return self._answers[key]

    def _understand(
        self, countries: str, interests: str
    ) -> tuple[frozenset[Interest], tuple[str, ...]]:
        found: set[Interest] = set()
        unknown: list[str] = []
        for word in _words(countries):
            code = self._countries.get(sort_key(word))
            if code:
                found.add(("country", code))
            else:
                unknown.append(word)
        for word in _words(interests):
            interest = self._values.get("=".join(part.strip() for part in word.lower().split("=")))
            if interest:
                found.add(interest)
            else:
                unknown.append(word)
        return frozenset(found), tuple(unknown)

    def knows_language(self, code: str) -> bool:
        """Tell whether mails are written in a language."""
        return code.strip().lower().replace("_", "-").partition("-")[0] in dict(settings.LANGUAGES)


def _words(cell: str) -> list[str]:
    return [word.strip() for word in _BETWEEN.split(cell[:2000]) if word.strip()]


def written(interests: list[SubscriberInterest]) -> tuple[str, str]:
    """Return the cells of countries and interests as an import reads them."""
    countries = sorted(one.value for one in interests if one.facet == "country")
    others = sorted(f"{one.facet}={one.value}" for one in interests if one.facet != "country")
    return "; ".join(countries), "; ".join(others)
