"""Searches the records with Wagtail's own search on the database that DATABASE_URL names; prints a line of JSON.

Started by `benchmarks.side_by_side` with the folder of the records and the questions.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import django
import environ
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.side_by_side_parts.asking import taken_by

APP = "benchmarks.side_by_side_parts.records"
BATCH = 1_000


def set_up(database: str) -> None:
    """Make the tables of Wagtail's search and of the records."""
    settings.configure(
        SECRET_KEY="only measured",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "taggit",
            "wagtail.search",
            "wagtail",
            APP,
        ],
        DATABASES={"default": environ.Env.db_url_config(database)},
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "wagtail.search.backends.database"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def fill(folder: Path) -> None:
    """Write the records, and have Wagtail index them."""
    from benchmarks.side_by_side_parts.records.models import SEVERAL, SINGLE, Record, Value

    values: dict[tuple[str, str], Value] = {}
    links: Mapping[str, list[tuple[int, int]]] = defaultdict(list)

    def value(facet: str, name: str) -> int:
        if (facet, name) not in values:
            values[facet, name] = Value.objects.create(facet=facet, name=name)
        return values[facet, name].pk

    with (folder / "records.jsonl").open() as lines:
        while batch := [json.loads(line) for line in islice(lines, BATCH)]:
            Record.objects.bulk_create(
                Record(
                    pk=one["id"],
                    **{name: one[name] for name in ("title", "summary", "names", "body")},
                    **{name: one[name] for name in ("published_at", *SINGLE)},
                )
                for one in batch
            )
            for name in SEVERAL:
                links[name].extend(
                    (one["id"], value(name, chosen)) for one in batch for chosen in one[name]
                )
    for name, pairs in links.items():
        through = getattr(Record, name).through
        through.objects.bulk_create(
            (through(record_id=record, value_id=chosen) for record, chosen in pairs),
            batch_size=BATCH,
        )
    call_command("update_index", verbosity=0)


def ask(question: Mapping[str, Any]) -> int:
    """Answer one question as a page of results does: twenty records, their number, and every facet's counts."""
    from wagtail.search.query import MATCH_ALL, Phrase, PlainText

    from benchmarks.side_by_side_parts.records.models import SEVERAL, SINGLE, Record

    words = question["words"]
    query = {
        "two_words": lambda: PlainText(words, operator="and"),
        "either_word": lambda: PlainText(words, operator="or"),
        "phrase": lambda: Phrase(words),
        "no_words": lambda: MATCH_ALL,
    }[question["name"]]()
    narrowed = Record.objects.filter(country__name=question["country"])
    if words:
        found = narrowed.search(query)
    else:
        found = narrowed.order_by("-published_at").search(query, order_by_relevance=False)
    shown, count = list(found[:20]), found.count()
    assert len(shown) == min(20, count)
    # Counting asks for no order: with one the counts would take longer still.
    to_count = narrowed.search(query, order_by_relevance=False)
    for name in (*SINGLE, *SEVERAL):
        if name != "country":
            dict(to_count.facet(name))
    dict(Record.objects.search(query, order_by_relevance=False).facet("country"))
    return count


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    set_up(sys.argv[2])
    with transaction.atomic():
        fill(folder)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has run for a day has done
    print(json.dumps(taken_by(ask, folder)))
