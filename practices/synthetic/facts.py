"""Invents what can be counted: countries, terms, periods, shares; a few values are common and most are rare."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random
from typing import Generic, TypeVar

from core.models import Country, Term, Vocabulary

ValueT = TypeVar("ValueT")

# Where charts come from: the countries of the handbook and their neighbours, the commonest first.
COUNTRIES = (
    "IT", "FR", "DE", "RO", "ES", "BG", "AL", "GB", "NL", "BE", "AT", "UA", "MD", "XK", "RS", "BA", "PL", "HU",
    "PT", "GR", "CZ", "LT", "LV", "EE", "SK", "SI", "HR", "MK", "ME", "TR", "CH", "SE", "NO", "DK", "FI", "IE",
    "NG", "MA", "TN", "TH", "IN", "NP", "PH", "VN", "BR", "CO", "AZ", "GE", "AM", "BY", "IL", "CY", "MT", "LU",
)  # fmt: skip


class Skewed(Generic[ValueT]):
    """Values of which the first is drawn most often and the last hardly ever."""

    def __init__(self, values: Sequence[ValueT], exponent: float = 0.9) -> None:
        """Weigh the values by their place."""
        self.values = list(values)
        self._weights = list(accumulate(1 / rank**exponent for rank in range(1, len(values) + 1)))

    def one(self, rng: Random) -> ValueT:
        """Return a value."""
        return rng.choices(self.values, cum_weights=self._weights)[0]

    def some(self, rng: Random, least: int, most: int) -> list[ValueT]:
        """Return between `least` and `most` values, each once (fewer when they repeat or there are no more)."""
        drawn = rng.choices(self.values, cum_weights=self._weights, k=rng.randint(least, most))
        return list(dict.fromkeys(drawn))


class Facts:
    """The lists that records are described with, read once."""

    def __init__(self, rng: Random) -> None:
        """Read countries and terms; which term is common is decided by the seed."""
        known = set(Country.objects.values_list("code", flat=True))
        self.countries = Skewed([code for code in COUNTRIES if code in known])
        self._terms: dict[str, Skewed[Term]] = {}
        by_vocabulary: dict[str, list[Term]] = {}
        for term in Term.objects.order_by("vocabulary", "slug"):
            by_vocabulary.setdefault(term.vocabulary, []).append(term)
        for vocabulary, terms in by_vocabulary.items():
            rng.shuffle(terms)
            self._terms[vocabulary] = Skewed(terms)
        self._typologies = {
            category: Skewed(
                [term for term in by_vocabulary.get("typologies", []) if term.category == category]
            )
            for category in "ABCD"
        }

    def term(self, vocabulary: Vocabulary, rng: Random) -> Term | None:
        """Return one term of a vocabulary, or nothing when an editor emptied it."""
        terms = self._terms.get(vocabulary)
        return terms.one(rng) if terms else None

    def terms(self, vocabulary: Vocabulary, rng: Random, least: int, most: int) -> list[Term]:
        """Return some terms of a vocabulary."""
        terms = self._terms.get(vocabulary)
        return terms.some(rng, least, most) if terms else []

    def typologies(self, category: str, rng: Random) -> list[Term]:
        """Return typologies, most of them of the chart's own category."""
        own = self._typologies[category]
        found = own.some(rng, 1, 3) if own.values else []
        return found + (self.terms(Vocabulary.TYPOLOGIES, rng, 1, 1) if rng.random() < 0.2 else [])


def period(rng: Random, last_year: int) -> tuple[int, int | None]:
    """Return first and last year of a practice; a third of them goes on."""
    start = last_year - min(int(rng.expovariate(0.12)), last_year - 1985)
    end = None if rng.random() < 0.35 else min(start + int(rng.expovariate(0.35)), last_year)
    return start, end


def shares(rng: Random, count: int) -> list[int]:
    """Return whole per cents that add up to 100, the largest first."""
    cuts = sorted(rng.sample(range(1, 20), count - 1))
    bounds = [0, *(cut * 5 for cut in cuts), 100]
    return sorted((high - low for low, high in pairwise(bounds)), reverse=True)
