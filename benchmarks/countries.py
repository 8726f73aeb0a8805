"""Measures country pages: of the demonstration, and in a directory of ten thousand invented organisations."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import own_site
from benchmarks.figures import Limit, median_of, report, report_ms

ORGANISATIONS = 10_000
PAGES = {
    "page": ("/countries/it/", 60),
    "list": ("/countries/", None),
    "compared": ("/countries/compare/?c=IT&c=FR&c=RO&c=DE", None),
    "ratifications": ("/library/policies/ratifications/", None),
}


def main() -> None:
    """Ask for the pages in a site with the demonstration, then with many organisations beside it."""
    own_site.with_demonstration()
    measure("countries", Client())
    own_site.with_more_organisations(ORGANISATIONS)
    measure("countries.many", Client())


def measure(name: str, client: Client) -> None:
    """Report time and queries of every page."""
    for page, (address, most) in PAGES.items():
        taken = median_of(lambda address=address: own_site.fetch(client, address), 15)
        report_ms(f"{name}.{page}", taken, most)
        with CaptureQueriesContext(connection) as queries:
            own_site.fetch(client, address)
        limit = Limit(most=15) if page == "page" else Limit()
        report(f"{name}.queries.{page}", len(queries), "queries", limit)


if __name__ == "__main__":
    main()
