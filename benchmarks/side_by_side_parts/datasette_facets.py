"""Searches the records with Datasette's full-text search and facets; prints a line of JSON.

Started by `benchmarks.side_by_side` in a virtual environment that has Datasette and nothing of ours.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from asking import taken_by
from datasette.app import Datasette

TEXTS = ("title", "summary", "names", "body")
SINGLE = ("kind", "category", "language")
SEVERAL = (
    "country",
    "typology",
    "service",
    "target_group",
    "exploitation",
    "topic",
    "organisation",
)
SETTINGS = {
    # Facets that take longer are left out of the answer; nothing may be missing here.
    "facet_time_limit_ms": 60_000,
    "sql_time_limit_ms": 60_000,
    # Facets that nobody asked for would be looked for as well.
    "suggest_facets": False,
}


def fill(folder: Path) -> Path:
    """Write the records to a table with full-text search; a facet of several values is a JSON array."""
    path = folder / "datasette.db"
    database = sqlite3.connect(path)
    columns = (*TEXTS, "published_at", *SINGLE, *SEVERAL)
    database.execute(f"create table records (id integer primary key, {', '.join(columns)})")
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    with (folder / "records.jsonl").open() as lines:
        for line in lines:
            one = json.loads(line)
            several = [json.dumps(one[name]) for name in SEVERAL]
            plain = [one[name] for name in ("id", *TEXTS, "published_at", *SINGLE)]
            database.execute(f"insert into records values ({marks})", [*plain, *several])
    for name in ("published_at", *SINGLE):
        database.execute(f"create index by_{name} on records ({name})")
    texts = ", ".join(TEXTS)
    database.execute(f'create virtual table records_fts using fts5 ({texts}, content="records")')
    database.execute(f"insert into records_fts (rowid, {texts}) select rowid, {texts} from records")
    database.commit()
    database.execute("analyze")
    database.close()
    return path


def address(question: Mapping[str, Any]) -> str:
    """Return the address of the first page of results with every facet, as Datasette's own page makes it."""
    words = question["words"]
    searches = {
        "two_words": {"_search": words},
        "either_word": {"_search": " OR ".join(words.split()), "_searchmode": "raw"},
        "phrase": {"_search": f'"{words}"'},
        "no_words": {"_sort_desc": "published_at"},
    }
    asked = [
        *searches[question["name"]].items(),
        ("country__arraycontains", question["country"]),
        *(("_facet", name) for name in SINGLE),
        *(("_facet_array", name) for name in SEVERAL),
        ("_facet_size", "max"),
        ("_size", "20"),
        ("_shape", "objects"),
    ]
    return f"/datasette/records.json?{urlencode(asked)}"


def main(folder: Path) -> None:
    """Ask in this process, without a line between."""
    site = Datasette([str(fill(folder))], settings=SETTINGS)

    with asyncio.Runner() as runner:

        def ask(question: Mapping[str, Any]) -> int:
            answer = runner.run(site.client.get(address(question)))
            answer.raise_for_status()
            told = answer.json()
            assert len(told["facet_results"]) == len(SINGLE) + len(SEVERAL)
            return told["filtered_table_rows_count"]

        print(json.dumps(taken_by(ask, folder)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
