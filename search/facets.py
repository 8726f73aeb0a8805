"""Owns the facets: each reads, cleans and explains its own parameter and rebuilds its own part of the address.

`FACETS` are those of the one public query string. An app whose records or own page narrow by more declares further
ones with `register_facet` in its `search_index.py`; every engine indexes them. Those declared for kinds of records
belong to every public query for these kinds; others are asked for by the `Scope` of the app's own page alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAX_VALUES = 60
MAX_VALUE_LENGTH = 120


class Labels(Protocol):
    """Whoever can name the values of a facet; `search.vocabulary` does."""

    def label(self, facet: str, value: str) -> str | None:
        """Return the name of a value in the active language, or nothing when the value is unknown."""
        ...


class MultiDict(Protocol):
    """What a query string offers: every value of a repeated parameter."""

    def getlist(self, key: str) -> list[str]:
        """Return all values of a parameter."""
        ...


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing: `name` is its parameter, `vocabulary` the list of terms behind it, if any.

    A facet without a vocabulary may name its values itself (`labels`), in their order. A subclass whose choices
    are not the values that records carry says in `indexed` and `counted` how one becomes the other.
    """

    name: str
    title: str | Promise
    more: str | Promise
    vocabulary: str | None = None
    is_code: bool = False
    size: int = 1_000
    is_single: bool = False
    labels: Mapping[str, str | Promise] = field(default_factory=dict, compare=False, hash=False)

    def read(self, params: MultiDict, problems: list[str]) -> tuple[str, ...]:
        """Return the chosen values, cleaned, each once, in a fixed order."""
        values: dict[str, None] = {}
        for raw in params.getlist(self.name)[: MAX_VALUES + 1]:
            value = self.clean(raw)
            if value:
                values[value] = None
        if len(values) > MAX_VALUES:
            problems.append(
                _(
                    "More than %(limit)d values were chosen for “%(facet)s”; the first ones are used."
                )
                % {"limit": MAX_VALUES, "facet": self.title}
            )
        return tuple(list(values)[-1:] if self.is_single else list(values)[:MAX_VALUES])

    def clean(self, raw: str) -> str:
        """Return a value as records carry it: blanks and control characters off, codes in capitals."""
        value = "".join(letter for letter in raw if letter.isprintable()).strip()[:MAX_VALUE_LENGTH]
        return value.upper() if self.is_code else value.lower()

    def label(self, value: str, labels: Labels) -> str | None:
        """Return the name of a value, or nothing when the value is unknown."""
        if value in self.labels:
            return str(self.labels[value])
        return labels.label(self.name, value)

    def indexed(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return the values of records that a choice stands for."""
        return values

    def counted(self, counts: Mapping[str, int], chosen: tuple[str, ...]) -> Mapping[str, int]:
        """Return the counts of what can be chosen, and of what was, from the counts of what records carry."""
        return counts

    def place(self, value: str) -> int | None:
        """Return the fixed place of a value in the list; without one, the frequent values come first."""
        order = list(self.labels)
        return order.index(value) if value in order else None

    def unknown(self, values: Iterable[str], labels: Labels) -> list[str]:
        """Return the chosen values that nobody knows."""
        return [value for value in values if self.label(value, labels) is None]

    def hint(self, unknown: Iterable[str]) -> str:
        """Say that values are unknown and how to go on."""
        return _(
            "“%(values)s” is no value of “%(facet)s”. Remove it, or choose one from the list."
        ) % {
            "values": "”, “".join(unknown),
            "facet": self.title,
        }

    def matches(self, facets: Mapping[str, tuple[str, ...]], chosen: Iterable[str]) -> bool:
        """Tell whether a record's facet values satisfy the choice: any one of them is enough."""
        chosen = tuple(chosen)
        return not chosen or not set(chosen).isdisjoint(facets.get(self.name, ()))


KIND = Facet("kind", gettext_lazy("Kind"), gettext_lazy("All kinds"))
COUNTRY = Facet("country", gettext_lazy("Country"), gettext_lazy("All countries"), is_code=True)
CATEGORY = Facet(
    "category",
    gettext_lazy("Category of practice"),
    gettext_lazy("All categories"),
    vocabulary="practice_categories",
    is_code=True,
)
TYPOLOGY = Facet(
    "typology",
    gettext_lazy("Typology of intervention"),
    gettext_lazy("All typologies"),
    vocabulary="typologies",
)
SERVICE = Facet(
    "service", gettext_lazy("Service"), gettext_lazy("All services"), vocabulary="services"
)
TARGET_GROUP = Facet(
    "target-group",
    gettext_lazy("Target group"),
    gettext_lazy("All target groups"),
    vocabulary="target_groups",
)
EXPLOITATION = Facet(
    "exploitation",
    gettext_lazy("Form of exploitation"),
    gettext_lazy("All forms of exploitation"),
    vocabulary="exploitation_forms",
)
TOPIC = Facet("topic", gettext_lazy("Topic"), gettext_lazy("All topics"), vocabulary="topics")
ORGANISATION = Facet(
    "organisation", gettext_lazy("Organisation"), gettext_lazy("All organisations"), size=200
)
LANGUAGE = Facet("language", gettext_lazy("Language"), gettext_lazy("All languages"))

FACETS: tuple[Facet, ...] = (
    KIND,
    COUNTRY,
    CATEGORY,
    TYPOLOGY,
    SERVICE,
    TARGET_GROUP,
    EXPLOITATION,
    TOPIC,
    ORGANISATION,
    LANGUAGE,
)
FACETS_BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
_further: dict[str, Facet] = {}
_of_kinds: dict[str, frozenset[str]] = {}


def register_facet(facet: Facet, *, kinds: Iterable[str] = ()) -> Facet:
    """Let records be narrowed by a further facet, on pages whose scope has it; returns the facet.

    With `kinds` it belongs to every public query that asks for these kinds of records, or names the facet.
    """
    if facet.name in FACETS_BY_NAME:
        raise ValueError(f"“{facet.name}” is a facet of the public query; choose another name.")
    _further[facet.name] = facet
    if kinds:
        _of_kinds[facet.name] = frozenset(kinds)
    return facet


def indexed_facets() -> tuple[Facet, ...]:
    """Return every facet that an engine keeps: the public ones and those that apps registered."""
    return (*FACETS, *_further.values())


def facets_of_kinds() -> dict[Facet, frozenset[str]]:
    """Return the facets that apps registered for kinds of records, with those kinds."""
    return {_further[name]: kinds for name, kinds in _of_kinds.items()}


def facets_asked_by(params: MultiDict) -> tuple[Facet, ...]:
    """Return the facets of kinds that a public query has: those of the kinds it asks for, those it names itself."""
    asked = {KIND.clean(raw) for raw in params.getlist(KIND.name)} - {""}
    return tuple(
        facet
        for facet, kinds in facets_of_kinds().items()
        if (asked and asked <= kinds) or any(params.getlist(facet.name))
    )
