"""Owns what a match is worth on every engine, and what of the words decides about matches and what only ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from search.analysis import LANGUAGES, fold, query_stems, stem
from search.engines.record_fields import day_of
from search.words import AnyOf, Equivalent, Node, ParsedWords, Phrase, Word, plain_words

STEMMED_PARTS = ("title", "summary", "all")
FOLDED_PARTS = ("title", "names", "all")

# What a match is worth: title over organisation over summary over body, an exact form over a stem, and the words
# typed over what the vocabularies add to them.
WEIGHTS: Mapping[str, float] = {"title": 4.0, "names": 3.0, "summary": 2.0, "all": 1.0}
SYNONYM_WEIGHT = 0.4
TERM_WEIGHT = 0.5
NEARNESS_WEIGHT = 1.5
NEARNESS_WORDS = 6


@dataclass(frozen=True, slots=True)
class Lift:
    """What a record gains whose day in a field is no older than so many days."""

    field: str
    days: int
    gain: float

    @property
    def first_day(self) -> int:
        """Return the earliest day that counts; as it is asked today, nothing is indexed anew as time passes."""
        return max(
            0, day_of(date.today()) - self.days
        )  # a clock may have gone back to its beginning


# All of them together weigh less than a word in a title (4 × how rare it is there, in two fields) or one more place
# in a text where a word is not in every record. So they order what answers about as well, and no more than that.
LIFTS = (
    Lift("fresh_day", 365, 0.15),
    Lift("fresh_day", 3 * 365, 0.10),  # what is of the last year has both
    Lift("confirmed_day", 365, 0.15),  # as the directory counts: after a year an entry is due again
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of an entry that a query asks, and those in which words that stand together lift it."""

    folded: tuple[str, ...] = ("all",)
    stemmed: tuple[str, ...] = ("all",)
    near: tuple[str, ...] = ()
    whole: str = "all"
    """The part that has the text of all others."""


RANKING = Asked(FOLDED_PARTS, STEMMED_PARTS, near=("title", "all"))
"""Asks title, names and summary as well, which only moves records up: the part of everything has their text too."""

COUNTING = Asked()
"""Asks the part of everything alone: the same matches for less work."""

PAGES = Asked(near=("all",))
"""Asks a page of a document, which has that part alone."""

TITLES = Asked(("title",), ("title",), whole="title")
"""Asks the title alone: what `intitle:` stands before."""


def tokens_to_stand_together(words: ParsedWords) -> list[str]:
    """Return the folded words that lift a record in which they stand together as typed; often there are none."""
    typed = [
        word for node in words.required if not isinstance(node, AnyOf) for word in plain_words(node)
    ]
    if not 2 <= len(typed) <= NEARNESS_WORDS or all(
        isinstance(node, Phrase) for node in words.required
    ):
        return []
    return [fold(word) for word in typed]


def field_and_tokens(equivalent: Equivalent) -> tuple[str, tuple[str, ...]]:
    """Return the field that holds all text in the language of a name, and the tokens that the name leaves there."""
    language, words = equivalent.language, equivalent.words
    if language not in LANGUAGES:
        return "all_x", tuple(fold(word) for word in words)
    return f"all_{language}", tuple(stem(language, word) for word in words)


def without_contained(
    typed: Node, sequences: list[tuple[str, tuple[str, ...]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Leave out phrases that find nothing of their own: where "sheltered housing" stands, "housing" does."""
    alone = {(field, tokens[0]) for field, tokens in sequences if len(tokens) == 1}
    if isinstance(typed, Word) and fold(typed.text):
        alone.add(("all_x", fold(typed.text)))
        alone |= {
            (f"all_{language}", token)
            for language in LANGUAGES
            for token in query_stems(language, typed.text)
        }
    return [
        (field, tokens)
        for field, tokens in sequences
        if len(tokens) == 1 or alone.isdisjoint((field, token) for token in tokens)
    ]
