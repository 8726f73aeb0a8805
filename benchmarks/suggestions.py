"""Measures the suggestions while one types, over an index of 100,000 invented records."""

import argparse
import random
from statistics import median

from benchmarks import own_site
from benchmarks.figures import Limit, report, time_of
from benchmarks.search_synthetic import documents
from search.analysis import words_of
from search.engines.selection import get_engine
from search.suggesting.suggestions import suggestions_for
from search.vocabulary import vocabulary

DOCUMENTS = 100_000
LIMIT = Limit(most=15)
TYPED = 200
COUNTRIES_AND_TERMS = ("fr", "serb", "shelter", "Schutzw", "prev", "wom", "leg", "casa rif")


def beginnings(titles: list[str]) -> list[str]:
    """Return what readers may have typed so far: the beginnings of titles, of words in them, and of names."""
    dice = random.Random(own_site.SEED)
    typed = list(COUNTRIES_AND_TERMS)
    for title in dice.sample(titles, TYPED):
        words = words_of(title)
        first = dice.randrange(len(words))
        part = " ".join(words[first : first + 3])
        typed.append(part[: dice.randint(2, len(part))])
    return typed


def main(number: int) -> None:
    """Fill the index, ask each beginning once for warmth and once for the figures."""
    own_site.migrate()
    titles = []
    known = vocabulary()
    with get_engine().rebuilding() as writer:
        for one in documents(number):
            titles.append(one.title)
            writer.put(known.expand(one))
    typed = beginnings(titles)
    for one in typed:
        suggestions_for(one)
    taken = sorted(time_of(lambda one=one: suggestions_for(one)).seconds * 1000 for one in typed)
    report("suggestions.median", median(taken), "ms", LIMIT)
    report("suggestions.slowest_of_20", taken[-len(taken) // 20], "ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    main(parser.parse_args().documents)
