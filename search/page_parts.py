"""Owns the small things that a page of results is made of, each ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.facets import Facet
from search.services import FacetValue


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `note` says more in a sentence."""

    label: str
    url: str
    is_current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FacetLine:
    """A value of a facet as a link that adds or removes it."""

    value: FacetValue
    url: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class FacetBlock:
    """A facet as it stands beside the results."""

    facet: Facet
    lines: Sequence[FacetLine]
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice and the link that takes it back."""

    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Widening:
    """Words of the query, the names under which they were looked for as well, and the link that stops that."""

    typed: str
    labels: Sequence[str]
    url: str
