"""Measures a search over 10,000 records, some with documents of 50,000 pages together, its page hits included."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks import own_site  # noqa: F401 - sets Django up
from benchmarks.figures import Limit, median_of, report, report_ms, time_of
from benchmarks.search_synthetic import documents, vocabulary, zipf
from search.documents import Passage, SearchDocument
from search.engines.base import EngineAnswer, EngineRequest
from search.engines.embedded import EmbeddedEngine
from search.facets import FACETS
from search.services import PAGES_OF_A_HIT
from search.words import parse_words

RECORDS, PAGES, PAGES_EACH, WORDS_EACH = 10_000, 50_000, 100, 400
MOST_MS = 80
SEARCHES = {
    "one word": "shelterish",
    "two words": "shelterish returnish",
    "either word": "outreachish OR legalish",
    "phrase": '"shelterish returnish"',
    "beginning": "shelteri*",
}
ENDING = "ish"
"""The words of pages end with it, so that the hits are records with documents: the most work there can be."""


def records_with_documents(seed: int = 3) -> Iterator[SearchDocument]:
    """Yield the records of the other benchmarks, every so many with a document."""
    dice = Random(seed)
    words = [f"{word}{ENDING}" for word in vocabulary(Random(1))]
    weights = zipf(len(words))
    every = RECORDS // (PAGES // PAGES_EACH)
    for number, record in enumerate(documents(RECORDS)):
        if number % every:
            yield record
            continue
        texts = (
            " ".join(dice.choices(words, cum_weights=weights, k=WORDS_EACH))
            for _ in range(PAGES_EACH)
        )
        pages = (Passage(page, text, f"/read/?page={page}") for page, text in enumerate(texts, 1))
        yield replace(record, passages=tuple(pages))


def main() -> None:
    """Build the index and search it; the time holds snippets and highlights, as a page of results shows them."""
    made = list(records_with_documents())
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder))

        def build() -> None:
            with engine.rebuilding() as writer:
                for one in made:
                    writer.put(one)

        taken = time_of(build)
        report(
            "documents.index",
            PAGES / taken.seconds,
            "pages/s",
            per_cpu_second=PAGES / taken.cpu_seconds,
        )
        for name, typed in SEARCHES.items():
            request = EngineRequest(
                words=parse_words(typed),
                sort="relevance",
                pages=PAGES_OF_A_HIT,
                facets={facet.name: facet.size for facet in FACETS},
            )

            def ask(request: EngineRequest = request) -> EngineAnswer:
                answer = engine.search(request)
                for hit in answer.hits:
                    assert hit.highlights is not None
                return answer

            shown = sum(len(hit.passages) for hit in ask().hits)
            report(f"documents.hits.{name}", shown, "pages", Limit(least=1))
            report_ms(f"documents.search.{name}", median_of(ask, rounds=20), MOST_MS)


if __name__ == "__main__":
    main()
