"""Owns what makes one record like another, alike on every engine: its words, its facets, and what each is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from search.analysis import LANGUAGES, STOP_WORDS, clean_text, fold, stem

# A shared way of working says more about two records than a shared country or target group.
FACET_WEIGHTS: Mapping[str, float] = {
    "typology": 3.0,
    "service": 2.0,
    "topic": 2.0,
    "exploitation": 1.5,
    "target-group": 1.0,
    "country": 1.0,
}
"""What a facet is worth in which two records agree; they are kept in the card of every record.

A further one needs the VERSION of both engines raised, so that it is in every card.
"""

TEXT_WEIGHT = 6.0
"""What it would be worth to have all the telling words of a record; records that are alike have a sixth to a third."""

LEAST_OWN_SCORE = 20.0
"""What a record scores itself that has something to tell. One of a few common words is like nothing in them."""

NAMES_WEIGHT = 0.5
"""The names of organisations, against the text."""

FLOOR = 1.6
"""Below it two records have too little in common: a country, a target group, a few words."""

TELLING_WORDS = 25
LEAST_RECORDS = 2
"""In so many records a word must stand, the one itself among them: one that is in no other says nothing."""
SHORTEST_WORD = 3
_READ = 20_000
"""Letters of a record in which its telling words are looked for."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What another record is compared with: the text for each field that is asked, and facet values with weights."""

    texts: Mapping[str, str]
    facets: Sequence[tuple[str, str, float]]
    """(facet, value, weight)."""


def traits(card: Mapping[str, Any], text: Mapping[str, Any]) -> Traits:
    """Return the traits of a record from what an index keeps of it.

    The text is looked for among texts of its own language; records in other languages can be like it in names and
    facets.
    """
    language = card["language"]
    # Twice the title: its words are few and tell most.
    parts = [card["title"], card["title"], card["summary"], *(part for _, part in text["body"])]
    field = f"all_{language}" if language in LANGUAGES else "all_x"
    texts = {
        field: clean_text("\n".join(parts)[:_READ]),
        "names_x": clean_text("\n".join(text["names"])),
    }
    return Traits({name: text for name, text in texts.items() if text.strip()}, _facets(card))


def _facets(card: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    """Return the values with their weights; one of many of its facet says less than the only one."""
    found = []
    for name, values in card["facets"].items():
        if values:
            weight = FACET_WEIGHTS[name] / sqrt(len(values))
            found += [(name, value, weight) for value in values]
    return found


def text_boost(own_score: float) -> float:
    """Return what makes scores of texts shares of what the record itself scores: scores grow with the collection."""
    return TEXT_WEIGHT / max(own_score, LEAST_OWN_SCORE)


@cache
def untelling_words() -> list[str]:
    """Return the tokens that words which only bind leave in any field."""
    folded = {fold(word) for word in STOP_WORDS}
    return sorted(folded | {stem(language, word) for language in LANGUAGES for word in STOP_WORDS})
