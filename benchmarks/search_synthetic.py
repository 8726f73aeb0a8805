"""Documents for the search benchmarks: words by Zipf's law, skewed facets, always the same for one seed."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from search.documents import SearchDocument, Years

SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo tra shel re pro sti ment con ver".split()  # noqa: SIM905
COUNTRIES = "FR IT DE RO RS XK ES GR AL BA BG CZ AT BE NL PL PT HU MD UA TR GE AM AZ GB IE SE NO FI LT".split()  # noqa: SIM905
KINDS = ("practice", "case-study", "organisation", "policy", "publication")
VOCABULARY_SIZE = 30_000
START = datetime(2015, 1, 1, tzinfo=UTC)
KNOWN_WORDS = ("shelter", "return", "outreach", "training", "women", "legal", "health", "children")


def vocabulary(dice: random.Random) -> list[str]:
    """Return made-up words, the known ones among the more frequent."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY_SIZE:
        words["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))] = None
    ordered = list(words)
    for place, word in enumerate(KNOWN_WORDS):
        ordered[20 + 25 * place] = word
    return ordered


def zipf(number: int) -> list[float]:
    """Return cumulative weights by which the n-th value is 1/n as frequent as the first."""
    return list(accumulate(1 / (place + 1) for place in range(number)))


def documents(number: int, seed: int = 1) -> Iterator[SearchDocument]:
    """Yield `number` documents of about 1,500 characters."""
    dice = random.Random(seed)
    words = vocabulary(dice)
    weights = {size: zipf(size) for size in (len(words), len(COUNTRIES), 5, 20, 30, 34, 400)}

    def text(length: int) -> str:
        return " ".join(dice.choices(words, cum_weights=weights[len(words)], k=length))

    def values(prefix: str, size: int, most: int) -> tuple[str, ...]:
        chosen = dice.choices(range(size), cum_weights=weights[size], k=dice.randint(0, most))
        return tuple(dict.fromkeys(f"{prefix}-{one}" for one in chosen))

    for index in range(1, number + 1):
        kind = dice.choices(KINDS, cum_weights=weights[5])[0]
        first = dice.randint(1995, 2024)
        yield SearchDocument(
            key=str(index),
            page_id=index,
            kind=kind,
            language=dice.choices(("en", "fr", "it", "de", "es"), weights=(60, 10, 10, 10, 10))[0],
            title=text(6).capitalize(),
            url=f"/records/{index}/",
            summary=text(35),
            names=(text(3).title(),),
            body=tuple((f"Section {place}", text(40)) for place in range(4)),
            facets={
                "kind": (kind,),
                "country": tuple(
                    dict.fromkeys(
                        dice.choices(
                            COUNTRIES, cum_weights=weights[len(COUNTRIES)], k=dice.randint(1, 3)
                        )
                    )
                ),
                "category": (dice.choice("ABCD"),),
                "typology": values("typology", 34, 4),
                "service": values("service", 30, 5),
                "target-group": values("group", 30, 3),
                "exploitation": values("form", 20, 2),
                "topic": values("topic", 30, 4),
                "organisation": values("organisation", 400, 2),
                "language": ("en",),
            },
            years=Years.period(first, dice.choice((None, first, first + 3))),
            published_at=START + timedelta(hours=index),
            updated_at=START + timedelta(hours=index),
        )
