"""Measures how well each engine answers the judged queries over the demonstration: `make relevance`.

Elasticsearch takes part when ELASTICSEARCH_URL is set.
"""

import os
import sys

URL = os.environ.get("ELASTICSEARCH_URL", "")

from django.test import override_settings  # noqa: E402

from benchmarks import own_site  # noqa: E402 - takes the address out of the environment
from benchmarks.figures import Limit, report  # noqa: E402
from search.engines.selection import forget_engines  # noqa: E402
from search.relevance.measuring import FLOOR, Quality, measure  # noqa: E402

WEAKEST = 10


def measured(engine: str) -> Quality:
    """Return the quality of one engine, built anew."""
    with override_settings(ELASTICSEARCH_URL=URL if engine == "elasticsearch" else ""):
        forget_engines()
        own_site.quietly("rebuild_search")
        try:
            return measure()
        finally:
            forget_engines()


def main() -> None:
    """Print nDCG@10 and recall@20 of each engine, then the weakest queries side by side."""
    own_site.with_demonstration()
    engines = ["embedded", *(["elasticsearch"] if URL else [])]
    found = {engine: measured(engine) for engine in engines}
    for engine, quality in found.items():
        report(f"relevance.{engine}.ndcg_at_10", quality.ndcg, "of 1", Limit(least=FLOOR))
        report(f"relevance.{engine}.recall_at_20", quality.recall, "of 1")
    compare(found)
    if any(quality.ndcg < FLOOR for quality in found.values()):
        raise SystemExit(f"The mean nDCG@10 is below {FLOOR}.")


def compare(found: dict[str, Quality]) -> None:
    """Write the weakest queries of the first engine with what each engine makes of them."""
    first, *others = found.values()
    by_query = [{one.judged.q: one for one in quality.answers} for quality in others]
    for one in first.weakest[:WEAKEST]:
        rest = "".join(f"  {answers[one.judged.q].ndcg:.2f}" for answers in by_query)
        sys.stderr.write(f"{one.ndcg:.2f}{rest}  {one.judged.q}\n")


if __name__ == "__main__":
    main()
