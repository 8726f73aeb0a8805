"""Measures our search beside what a site would else use: Wagtail's own on SQLite and PostgreSQL, Datasette's facets.

All have the same 10,000 records and answer the same questions with a page of twenty records, their number, and the
counts of the same ten facets. Ours is the embedded engine through `search.services.search`. Datasette needs the
network once, PostgreSQL an installed server; what is missing is told and left out.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from django.http import QueryDict

from benchmarks import own_site
from benchmarks.figures import NO_LIMIT, Limit, report
from benchmarks.search_parts.searches import COUNTRY, SEARCHES
from benchmarks.search_synthetic import documents
from benchmarks.side_by_side_parts import postgresql
from benchmarks.side_by_side_parts.asking import taken_by
from search.documents import SearchDocument
from search.engines.selection import get_engine
from search.query import SearchQuery
from search.services import search

DOCUMENTS = 10_000
"""The number for which it is agreed how much faster ours is."""

DATASETTE = "datasette==0.65.5"
TIMES_FASTER = Limit(least=10)
PARTS = own_site.ROOT / "benchmarks" / "side_by_side_parts"
Answers = Mapping[str, Mapping[str, Any]]


def main(number: int) -> None:
    """Give everybody the records and the questions, and report them beside ours."""
    own_site.migrate()
    limit = TIMES_FASTER if number == DOCUMENTS else NO_LIMIT
    with TemporaryDirectory(prefix="resource-centre-bench-") as place:
        folder = Path(place)
        prepare(folder, number)
        tell("ours", taken_by(ask, folder))
        sqlite = f"sqlite:///{folder / 'wagtail.sqlite3'}"
        compare("wagtail_sqlite", wagtail(folder, sqlite), folder, limit)
        if programs := postgresql.programs():
            with postgresql.serving(programs) as address:
                compare("wagtail_postgresql", wagtail(folder, address), folder, limit)
        else:
            print("side_by_side: no PostgreSQL: apt install postgresql")
        if python := with_datasette(folder):
            compare("datasette", datasette(python, folder), folder, limit)


def prepare(folder: Path, number: int) -> None:
    """Index the records with the embedded engine, and write them and the questions for the others."""
    with (
        (folder / "records.jsonl").open("w", encoding="utf-8") as lines,
        get_engine().rebuilding() as writer,
    ):
        for one in documents(number):
            writer.put(one)
            lines.write(json.dumps(plain(one)) + "\n")
    questions = [
        {"name": name, "words": words.replace(" OR ", " ").strip('"'), "country": COUNTRY}
        for name, words in SEARCHES.items()
    ]
    (folder / "questions.json").write_text(json.dumps(questions), encoding="utf-8")


def plain(document: SearchDocument) -> dict[str, Any]:
    """Return a record as anybody can read it."""
    facets = {name.replace("-", "_"): list(values) for name, values in document.facets.items()}
    single = {name: facets[name][0] for name in ("kind", "category", "language")}
    assert document.published_at is not None
    return {
        **facets,
        **single,
        "id": document.page_id,
        "title": document.title,
        "summary": document.summary,
        "names": " ".join(document.names),
        "body": " ".join(text for _, text in document.body),
        "published_at": document.published_at.isoformat(),
    }


def ask(question: Mapping[str, Any]) -> int:
    """Answer a question as our search page does."""
    words = QueryDict(mutable=True)
    words["q"] = SEARCHES[question["name"]]
    words["country"] = question["country"]
    results = search(SearchQuery.from_params(words))
    assert len(results.hits) == min(20, results.count)
    assert len(results.facets) == 10
    return results.count


def wagtail(folder: Path, database: str) -> Answers:
    """Return what Wagtail's own search takes on a database."""
    module = "benchmarks.side_by_side_parts.wagtail_search"
    path = f"{own_site.ROOT / 'platform'}:{own_site.ROOT}"
    return answers_of([sys.executable, "-m", module, str(folder), database], PYTHONPATH=path)


def datasette(python: Path, folder: Path) -> Answers:
    """Return what Datasette takes, in the virtual environment that has it."""
    return answers_of([str(python), str(PARTS / "datasette_facets.py"), str(folder)])


def with_datasette(folder: Path) -> Path | None:
    """Return a Python that has Datasette and nothing of ours; nothing where it cannot be had."""
    home = folder / "datasette-venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", DATASETTE]
    if subprocess.run(install, stderr=subprocess.DEVNULL, check=False).returncode:
        print(f"side_by_side: {DATASETTE} could not be installed: it needs the network once")
        return None
    return python


def answers_of(command: list[str], **environment: str) -> Answers:
    """Return what a process of its own measured, which knows nothing of this site."""
    left = ("PYTHONPATH", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    done = subprocess.run(
        command,
        cwd=own_site.ROOT,
        env=kept | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answers: Answers = json.loads(done.stdout.splitlines()[-1])
    return answers


def compare(name: str, theirs: Answers, folder: Path, limit: Limit) -> None:
    """Report how much faster ours is, asked right after them: by the median of the questions, and each by itself."""
    tell(name, theirs)
    ours = taken_by(ask, folder)
    times = {
        question: median(theirs[question]["ms"]) / median(ours[question]["ms"]) for question in ours
    }
    whole = overall(theirs, "ms") / overall(ours, "ms")
    report(f"side_by_side.{name}_to_ours", whole, "times", limit, **times)


def tell(name: str, answers: Answers) -> None:
    """Report the time of each question, and what was found."""
    for question, answer in answers.items():
        report(
            f"side_by_side.{name}.{question}",
            median(answer["ms"]),
            "ms",
            cpu=median(answer["cpu"]),
            found=answer["found"],
        )
    report(f"side_by_side.{name}.median", overall(answers, "ms"), "ms", cpu=overall(answers, "cpu"))


def overall(answers: Answers, what: str) -> float:
    """Return the median of the questions' medians."""
    return median(median(one[what]) for one in answers.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    main(parser.parse_args().documents)
