"""Measures the directory with ten thousand invented organisations: pages, maps, coverage, downloads, referral."""

import gzip
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import own_site
from benchmarks.figures import Limit, Taken, median_of, report, report_ms, time_of

ORGANISATIONS = 10_000
PAGES = {
    "opening": "/directory/",
    "narrowed": "/directory/?country=RO&service=accommodation&spoken=en",
    "words": "/directory/?q=synthetic+centre&target-group=women",
    "map": "/directory/?view=map&service=accommodation",
    "table": "/directory/?view=table&sort=confirmed",
    "since": "/directory/?confirmed-since=2026-01",
}
REFERRAL = {"here": "DE", "there": "RO", "needs": ["legal-aid", "accommodation"], "group": "women"}


def main() -> None:
    """Fill a site with organisations alone and ask it everything that readers ask."""
    own_site.with_organisations(ORGANISATIONS)
    client = Client()
    for name, address in PAGES.items():
        measure_page(client, name, address)
    measure_maps(client)
    for name, address in (
        ("services", "/directory/coverage/"),
        ("target_groups", "/directory/coverage/?by=target-group"),
    ):
        taken = median_of(lambda address=address: own_site.fetch(client, address), 15)
        report_ms(f"directory.coverage.{name}", taken, 150)
    report_ms(
        "directory.referral", median_of(lambda: client.post("/directory/referral/", REFERRAL), 15)
    )
    measure_downloads()


def measure_page(client: Client, name: str, address: str) -> None:
    """Report time, queries and size of a page of the directory."""
    taken = median_of(lambda: own_site.fetch(client, address))
    report_ms(f"directory.page.{name}", taken, 40)
    with CaptureQueriesContext(connection) as queries:
        html = own_site.fetch(client, address)
    report(f"directory.queries.{name}", len(queries), "queries", Limit(most=8))
    report(f"directory.html.{name}", len(gzip.compress(html)) / 1000, "kB")


def measure_maps(client: Client) -> None:
    """Report what each map weighs over the wire."""
    for frame in ("europe", "world"):
        html = own_site.fetch(client, f"/directory/?view=map&map={frame}")
        drawings = re.findall(rb"<svg viewBox.*?</svg>", html, re.S)
        size = max(len(gzip.compress(drawing)) for drawing in drawings)
        report(f"directory.map.{frame}", size / 1000, "kB", Limit(most=60))


def measure_downloads() -> None:
    """Report time and memory of the whole list as a member takes it away."""
    client = own_site.member()
    own_site.fetch(client, "/directory/export.csv?country=RO")
    taken, grown = while_watched(lambda: take(client, "/directory/export.csv"))
    report("directory.csv", taken.seconds, "s", Limit(most=2), cpu=taken.cpu_seconds)
    report("directory.csv.memory", grown, "MB", Limit(most=100))
    report("directory.xlsx", time_of(lambda: take(client, "/directory/export.xlsx")).seconds, "s")


def take(client: Client, address: str) -> None:
    """Read an answer piece by piece, as a browser does."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    for _piece in answer.streaming_content if answer.streaming else (answer.content,):
        pass


def resident_megabytes() -> float:
    """Return the memory of this process as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def while_watched(call: Callable[[], object]) -> tuple[Taken, float]:
    """Return how long a call takes and by how many megabytes the process grew meanwhile, at most."""
    before, peak, done = resident_megabytes(), [0.0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            peak[0] = max(peak[0], resident_megabytes() - before)
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        taken = time_of(call)
    finally:
        done.set()
        watcher.join()
    return taken, peak[0]


if __name__ == "__main__":
    main()
