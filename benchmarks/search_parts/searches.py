"""What is asked: four searches with every facet and one country, and the beginnings that readers type."""

import random
from collections.abc import Sequence

from search.analysis import words_of
from search.engines.base import EngineRequest
from search.facets import FACETS
from search.words import parse_words

SEARCHES = {
    "two_words": "shelter return",
    "either_word": "shelter OR return",
    "phrase": '"shelter return"',
    "no_words": "",
}
SIZES = {facet.name: facet.size for facet in FACETS}
COUNTRY = "RO"
COUNTRIES_AND_TERMS = ("fr", "serb", "shelter", "Schutzw", "prev", "wom", "leg", "casa rif")
TYPED = 200


def request_for(words: str) -> EngineRequest:
    """Return the request of one page of results as the search page makes it."""
    return EngineRequest(
        words=parse_words(words),
        filters={"country": (COUNTRY,)},
        sort="relevance" if words else "newest",
        facets=SIZES,
    )


def beginnings(titles: Sequence[str], seed: int = 1) -> list[str]:
    """Return what readers may have typed so far: the beginnings of titles, of words in them, and of names."""
    dice = random.Random(seed)
    typed = list(COUNTRIES_AND_TERMS)
    for title in dice.sample(titles, min(TYPED, len(titles))):
        words = words_of(title)
        first = dice.randrange(len(words))
        part = " ".join(words[first : first + 3])
        typed.append(part[: dice.randint(2, len(part))])
    return typed
