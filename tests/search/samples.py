"""Documents to search in, made from a seed, and the plain-Python answer that every engine must give."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from search.documents import SearchDocument, Years
from search.engines.base import EngineRequest
from search.facets import FACETS_BY_NAME
from search.words import parse_words

START = datetime(2024, 1, 1, tzinfo=UTC)
COUNTRIES = ["FR", "IT", "DE", "RO", "RS", "XK"]
TOPICS = ["access-to-justice", "compensation", "health", "demand"]
KINDS = ["practice", "case-study", "organisation"]


def document(key="1", **values):
    """Return one document; what is not said is plain."""
    defaults = {
        "page_id": int(key) if key.isdigit() else 0,
        "kind": "practice",
        "language": "en",
        "title": f"Record {key}",
        "url": f"/records/{key}/",
        "updated_at": START + timedelta(days=int(key) if key.isdigit() else 0),
    }
    made = SearchDocument(key=key, **{**defaults, **values})
    return made.with_facets(
        {
            "kind": (made.kind,),
            "language": (made.language,),
            **{k: tuple(v) for k, v in made.facets.items()},
        }
    )


def many_documents(number=200, seed=7):
    """Return documents with random facets and years, some of them open-ended or unknown."""
    dice = random.Random(seed)
    made = []
    for index in range(1, number + 1):
        first = dice.randint(1995, 2020)
        years = dice.choice(
            [
                None,
                Years.single(first),
                Years.period(first, None),
                Years.period(first, first + dice.randint(0, 9)),
            ]
        )
        made.append(
            document(
                str(index),
                kind=dice.choice(KINDS),
                title=f"{dice.choice(['Safe', 'Open', 'Quiet'])} house {index}",
                summary=dice.choice(["Shelter for women", "Legal aid", "Training for teachers"]),
                facets={
                    "country": dice.sample(COUNTRIES, dice.randint(0, 3)),
                    "topic": dice.sample(TOPICS, dice.randint(0, 2)),
                    "category": [dice.choice("ABCD")],
                },
                years=years,
            )
        )
    return made


def expected(documents, request: EngineRequest, matches=lambda one: True):
    """Return count and facet counts as plain Python finds them."""

    def passes(one, without=None):
        return (
            matches(one)
            and (
                (request.year_from is None and request.year_to is None)
                or (one.years is not None and one.years.meets(request.year_from, request.year_to))
            )
            and all(
                FACETS_BY_NAME[name].matches(one.facets, chosen)
                for name, chosen in request.filters.items()
                if name != without
            )
        )

    count = sum(passes(one) for one in documents)
    facets = {
        name: Counter(
            value for one in documents if passes(one, name) for value in one.facets.get(name, ())
        )
        for name in request.facets
    }
    return count, facets


def without_nothing(counts):
    """Return counts without the values that nothing carries."""
    return {
        name: {value: number for value, number in found.items() if number}
        for name, found in counts.items()
    }


def found(engine, words="", **values):
    """Return the keys that a search finds, best first."""
    request = EngineRequest(
        words=parse_words(words), sort=values.pop("sort", "relevance"), limit=100, **values
    )
    return [hit.key for hit in engine.search(request).hits]
