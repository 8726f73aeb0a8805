"""Writes a synthetic collection in batches, and tells it from content that somebody wrote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from core.demonstration import own_pages
from directory.models import DirectoryPage
from practices.models import CaseStudyIndexPage, PracticeIndexPage, PracticePage
from practices.synthetic.bulk import NewPage, insert_pages
from practices.synthetic.records import Inventor, source_of

BATCH = 1_000
SLUG_PATTERN = r"^synthetic-[0-9]+-(organisation|practice|case)-[0-9]+$"


@dataclass(frozen=True)
class Collection:
    """How many records of each type a collection of a given size has."""

    organisations: int
    practices: int
    case_studies: int

    @classmethod
    def of(cls, documents: int) -> "Collection":
        """Divide `documents`: seven of ten are charts, two organisations, one a case."""
        organisations, cases = documents // 5, documents // 10
        return cls(organisations, documents - organisations - cases, cases)


def has_own_content() -> bool:
    """Tell whether the site has a page that neither this module nor the demonstration wrote."""
    return own_pages().exclude(slug__regex=SLUG_PATTERN).exists()


def has_seed(seed: int) -> bool:
    """Tell whether the site has the records of a seed already."""
    return PracticePage.objects.filter(source_title=source_of(seed)).exists()


def create_collection(
    documents: int, seed: int, on_progress: Callable[[int], object] = lambda count: None
) -> Collection:
    """Write `documents` records in one transaction; the same seed writes the same into a site of the same state.

    `on_progress` is called with the number of records of each batch.
    """
    return create_records(Collection.of(documents), seed, on_progress)


@transaction.atomic
def create_records(
    collection: Collection, seed: int, on_progress: Callable[[int], object] = lambda count: None
) -> Collection:
    """Write so many records of each type in one transaction."""
    inventor = Inventor(seed)
    for parent, invent, count in (
        (_section(DirectoryPage), inventor.organisation, collection.organisations),
        (_section(PracticeIndexPage), inventor.practice, collection.practices),
        (_section(CaseStudyIndexPage), inventor.case_study, collection.case_studies),
    ):
        for batch in _batches(invent, count):
            insert_pages(parent, batch)
            if parent.specific_class is DirectoryPage:
                inventor.organisations += [(new.page.pk, new.page.title) for new in batch]
            on_progress(len(batch))
    return collection


def _section(model: type[Page]) -> Page:
    page = model.objects.first()
    if page is None:
        name = model._meta.verbose_name
        raise LookupError(
            f"The site has no {name}; run “migrate”, which creates the sections of a new site."
        )
    return page


def _batches(invent: Callable[[int], NewPage], count: int) -> Iterator[list[NewPage]]:
    for first in range(1, count + 1, BATCH):
        yield [invent(number) for number in range(first, min(first + BATCH, count + 1))]
