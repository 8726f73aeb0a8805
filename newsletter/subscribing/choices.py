"""What a reader chooses: name, language, how often, and what they want to hear of."""

from collections.abc import Iterable
from dataclasses import dataclass

from babel.core import get_global
from django.conf import settings

from newsletter.models import Frequency, Subscriber, SubscriberInterest

Interest = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a reader; `interests` are facets and values: ("country", "FR"), ("topic", "advocacy")."""

    language: str
    name: str = ""
    frequency: str = Frequency.EACH_ISSUE
    interests: tuple[Interest, ...] = ()


def known_language(code: str) -> str:
    """Return the site's language for a code (`fr`, `fr-CA`, `FR`), the main one for those it does not have."""
    short = code.strip().lower().replace("_", "-").partition("-")[0]
    return short if short in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def choices_of(subscriber: Subscriber) -> Choices:
    """Return what a reader chose so far."""
    interests = subscriber.interests.order_by("facet", "value").values_list("facet", "value")
    return Choices(
        language=subscriber.language,
        name=subscriber.name,
        frequency=subscriber.frequency,
        interests=tuple(interests),
    )


def set_choices(subscriber: Subscriber, choices: Choices) -> list[str]:
    """Store the choices; return what changed, by name and without values: the ledger keeps no profile of a reader."""
    before = choices_of(subscriber)
    changed = [
        field
        for field in ("language", "name", "frequency")
        if getattr(before, field) != getattr(choices, field)
    ]
    for facet in SubscriberInterest.FACETS:
        if _values(before, facet) != _values(choices, facet):
            changed.append(facet)
    subscriber.language, subscriber.name = choices.language, choices.name
    subscriber.frequency = choices.frequency
    subscriber.time_zone = time_zone_of(sorted(_values(choices, "country")))
    subscriber.save(update_fields=["language", "name", "frequency", "time_zone"])
    wanted, had = set(choices.interests), set(before.interests)
    if had - wanted:
        for interest in subscriber.interests.all():
            if (interest.facet, interest.value) not in wanted:
                interest.delete()
    SubscriberInterest.objects.bulk_create(
        [
            SubscriberInterest(subscriber=subscriber, facet=facet, value=value)
            for facet, value in sorted(wanted - had)
        ],
        ignore_conflicts=True,
    )
    return changed


def _values(choices: Choices, facet: str) -> set[str]:
    return {value for name, value in choices.interests if name == facet}


def time_zone_of(countries: Iterable[str]) -> str:
    """Return the time zone of one country that has a single one; empty where it takes a guess.

    Who chose several countries follows them from somewhere: nobody knows from where.
    """
    codes = list(countries)
    if len(codes) != 1:
        return ""
    zones = get_global("territory_zones").get(codes[0], [])
    return zones[0] if len(zones) == 1 else ""
