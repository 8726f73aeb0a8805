"""Measures a large collection: writing it, indexing it, and searching it over HTTP."""

import argparse
import os

from django.test import Client

from benchmarks import own_site
from benchmarks.figures import median_of, report_ms, report_rate, time_of
from practices.synthetic.creation import create_collection

SMALL, LARGE = 10_000, 100_000
# 100,000 records in the ten minutes that are allowed.
RECORDS_A_SECOND = 167
SEARCHES = {
    "words": "q=shelter+return&country=RO",
    "phrase": "q=%22legal+aid%22&country=IT",
    "browse": "country=FR",
}


def main(documents: int) -> None:
    """Write `documents` records, index and search them."""
    own_site.migrate()
    taken = time_of(lambda: create_collection(documents, own_site.SEED))
    report_rate("synthetic.rate", documents, taken, RECORDS_A_SECOND)
    taken = time_of(lambda: own_site.quietly("rebuild_search"))
    report_rate("rebuild_search.rate", documents, taken, 2_500)
    client = Client()
    for name, query in SEARCHES.items():
        for kind, address, limit in (
            ("page", f"/search/?{query}", 25 if documents <= SMALL else 60),
            ("json", f"/api/v1/search?{query}", 25),
        ):
            taken = median_of(lambda address=address: own_site.fetch(client, address))
            report_ms(f"http_search.{kind}.{name}.{documents}", taken, limit)
    taken = median_of(lambda: own_site.fetch(client, "/api/v1/practices?country=FR"))
    report_ms(f"http_records.json.{documents}", taken)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"{LARGE} records")
    is_large = parser.parse_args().large or os.environ.get("BENCH_LARGE") == "1"
    main(LARGE if is_large else SMALL)
