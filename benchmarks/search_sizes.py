"""Measures both engines at 10,000 and 100,000 records, with BENCH_LARGE=1 also at a million: how search grows.

Index rate, searches, suggestions, memory and index size; ours beside bare tantivy and beside the bare client of
Elasticsearch, which needs a server: ELASTICSEARCH_TEST_URL=http://127.0.0.1:9200. Without one it is left out.
"""

import argparse
import os
import subprocess
import sys
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search_parts import shelf

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("embedded", "elasticsearch")
SIZES = (10_000, 100_000)
LARGEST = 1_000_000


def main(engines: list[str], sizes: list[int]) -> None:
    """Invent the records once, then measure each engine at each size."""
    server = os.environ.get("ELASTICSEARCH_TEST_URL", "").rstrip("/")
    if "elasticsearch" in engines and not server:
        print(
            "search_sizes: no Elasticsearch: set ELASTICSEARCH_TEST_URL to the address of a server"
        )
        engines = [one for one in engines if one != "elasticsearch"]
    with TemporaryDirectory(prefix="resource-centre-bench-") as folder:
        records = Path(folder) / "records"
        shelf.fill(records, max(sizes))
        for engine in engines:
            for size in sorted(sizes):
                measure(server if engine == "elasticsearch" else "", records, size)


def measure(server: str, records: Path, size: int) -> None:
    """Build an index in one process, search it in another, remove it."""
    with TemporaryDirectory(prefix="resource-centre-bench-") as site:
        environment = os.environ | {"BENCH_SITE": site}
        environment.pop("ELASTICSEARCH_URL", None)
        if server:
            prefix = f"bench-{uuid.uuid4().hex[:12]}"
            environment["ELASTICSEARCH_URL"] = (
                f"{server}/?prefix={prefix}&timeout=60&write_timeout=600"
            )
        try:
            for step in ("migrate", "write", "search"):
                take(step, records, size, environment)
        finally:
            take("clear", records, size, environment)


def take(step: str, records: Path, size: int, environment: dict[str, str]) -> None:
    """Take one step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.search_parts.steps", step, str(records), str(size)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="append", choices=ENGINES, help="one of them alone")
    parser.add_argument(
        "--documents", action="append", type=int, help="a size of its own; repeated: several"
    )
    arguments = parser.parse_args()
    large = (LARGEST,) if os.environ.get("BENCH_LARGE") == "1" else ()
    main(list(arguments.engine or ENGINES), list(arguments.documents or (*SIZES, *large)))
