"""Measures documents: 500 PDF files of 100 pages taken, read by page and indexed; the memory of reading a bomb."""

import random
import resource
import sys
from collections.abc import Iterator

from django.core.files.base import ContentFile

from benchmarks import own_site
from benchmarks.figures import Limit, Taken, report, report_rate, time_of
from core.records import editable_copy, store
from library.models import DocumentPageText, Edition
from library.services import add_document, save_publication
from library.text_extraction import read_waiting
from tests.library.made_files import bomb_pdf, endless_pdf, pdf_of

FILES = 500
PAGES = 100
LINES, WORDS = 30, 9
LEAST_PAGES_A_SECOND = 200
MOST_MEGABYTES = 400
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo")


def files(number: int) -> Iterator[bytes]:
    """Yield files of synthetic text, all different; the same ones for a seed."""
    rng = random.Random(own_site.SEED)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 5))) for _ in range(20_000)]
    for _file in range(number):
        yield pdf_of(
            *(
                "\n".join(" ".join(rng.choices(words, k=WORDS)) for _line in range(LINES))
                for _page in range(PAGES)
            )
        )


def take(content: bytes, number: int) -> None:
    """Keep a file as the edition of a publication of its own."""
    document = add_document(ContentFile(content, f"file-{number}.pdf"), title=f"File {number}")
    work = save_publication(
        record={"slug": f"work-{number}", "title": f"Work {number}"}, publish=False
    )
    newest = editable_copy(work)
    newest.editions.add(Edition(document=document))
    store(newest, publish=True, user=None)


def with_children(taken: Taken, before: float) -> Taken:
    """Add the work of child processes since `before` to that of this one."""
    return Taken(taken.seconds, taken.cpu_seconds + children_seconds() - before)


def children_seconds() -> float:
    """Return the processor time of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Take, read and index."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    own_site.migrate()
    made = list(files(number))
    taken = time_of(lambda: [take(content, each) for each, content in enumerate(made)])
    report_rate("documents.taken", number * PAGES, taken)
    before = children_seconds()
    read = with_children(time_of(lambda: read_waiting(float("inf"))), before)
    if DocumentPageText.objects.count() != number * PAGES:
        raise RuntimeError("Not every page was read.")
    report_rate("documents.read", number * PAGES, read, LEAST_PAGES_A_SECOND)
    indexed = time_of(lambda: own_site.quietly("rebuild_search"))
    both = Taken(read.seconds + indexed.seconds, read.cpu_seconds + indexed.cpu_seconds)
    report_rate("documents.read_and_indexed", number * PAGES, both, LEAST_PAGES_A_SECOND)
    for name, hostile in (("bomb", bomb_pdf()), ("endless", endless_pdf())):
        add_document(ContentFile(hostile, f"{name}.pdf"), title=name)
    read_waiting(float("inf"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report("documents.memory_of_reading", peak, "MB", Limit(most=MOST_MEGABYTES))


if __name__ == "__main__":
    main()
