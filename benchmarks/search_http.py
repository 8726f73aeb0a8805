"""Measures whole HTTP answers of the search in process, and the rate from the database to a live index.

Run as: python benchmarks/search_http.py [number of records]. Works in a folder of its own; one JSON line a figure.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
FOLDER = tempfile.TemporaryDirectory(prefix="search-benchmark-")
os.environ["VAR_DIR"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
os.environ["DEBUG"] = "False"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

ADDRESSES = {
    "page": "/search/?q=shelter+return&country=RO",
    "page without words": "/search/?country=RO",
    "json": "/api/v1/search?q=shelter+return&country=RO",
    "empty page": "/search/?q=qqxyzzy",
    "feed": "/search/feed/?q=shelter",
}
ROUNDS = 30


def report(figure: str, value: float, unit: str, **more: object) -> None:
    """Print one figure."""
    print(
        json.dumps({"figure": figure, "value": round(value, 2), "unit": unit, **more}), flush=True
    )


def main(number: int) -> None:
    """Fill a site, build its index, ask."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    call_command(
        "create_synthetic_content", documents=number, seed=1, verbosity=0, stdout=sys.stderr
    )
    started, used = time.perf_counter(), time.process_time()
    call_command("rebuild_search", verbosity=0)
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    report(
        "search.rebuild_rate",
        number / seconds,
        "records/s",
        records=number,
        cpu_seconds=round(cpu, 1),
    )
    client = Client()
    for name, address in ADDRESSES.items():
        assert client.get(address).status_code == 200
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - started) * 1000)
        report("search.http", median(times), "ms", answer=name, records=number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
