"""Measures the time from publishing a chart to finding it, with a worker and without."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from django.test import Client

from benchmarks import own_site
from benchmarks.figures import Limit, report
from core.heartbeat import worker_is_running
from practices.services import save_practice

LIMIT = Limit(most=2)
PATIENCE = 30.0
TIMES = 5
CHART = {
    "category": "A",
    "countries": ["FR"],
    "summary": "A chart that is published to be looked for.",
    "background": "<p>It says what a chart has to say.</p>",
    "objectives": "<p>To be found.</p>",
    "activities": "<p>Waiting.</p>",
}


def publish_and_find(client: Client, word: str) -> float:
    """Return the seconds from publishing a chart with a new word to the first answer that has it."""
    begun = time.perf_counter()
    save_practice(record={**CHART, "name": f"Practice {word}"}, publish=True)
    while time.perf_counter() - begun < PATIENCE:
        if b'"count": 1,' in own_site.fetch(client, f"/api/v1/search?q={word}"):
            return time.perf_counter() - begun
        time.sleep(0.02)
    raise RuntimeError(f"A published chart was not found within {PATIENCE:.0f} seconds.")


@contextmanager
def worker() -> Iterator[None]:
    """Run a worker beside this process until the block ends."""
    process = subprocess.Popen(
        [sys.executable, str(own_site.ROOT / "manage.py"), "run_worker"],
        env=os.environ.copy(),
        stdout=subprocess.DEVNULL,
    )
    try:
        begun = time.perf_counter()
        while not worker_is_running():
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise RuntimeError("The worker did not start.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def main() -> None:
    """Publish charts into the demonstration and look for them."""
    own_site.with_demonstration()
    client = Client()
    alone = [publish_and_find(client, f"lonely{'abcde'[one]}") for one in range(TIMES)]
    report("findable.without_worker", median(alone), "s", LIMIT)
    with worker():
        together = [publish_and_find(client, f"working{'abcde'[one]}") for one in range(TIMES)]
    report("findable.with_worker", median(together), "s", LIMIT)
    report("findable.with_worker.slowest", max(together), "s", LIMIT)


if __name__ == "__main__":
    main()
