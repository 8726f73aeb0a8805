"""How organisations become search documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from core.models import Term, Vocabulary
from directory.models import DirectoryPage, OrganisationPage
from search.documents import SearchDocument
from search.registry import not_searchable, register
from search.rows import SectionTitles, WordsOfPages, document_for_row, page_rows


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """How an organisation is called: in lists, in addresses, and in every form a reader may type."""

    title: str
    slug: str
    names: tuple[str, ...]


def names_of_organisations(ids: Iterable[int | None]) -> dict[int | None, OrganisationNames]:
    """Return the names of organisations by id (one query)."""
    wanted = {pk for pk in ids if pk is not None}
    rows = OrganisationPage.objects.filter(pk__in=wanted).values_list(
        "pk", "title", "slug", "name_en", "acronym", "other_names"
    )
    return {
        pk: OrganisationNames(title, slug, _distinct(title, name_en, acronym, *others))
        for pk, title, slug, name_en, acronym, others in rows
    }


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def build_organisations(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of organisations: names, what they do, where and for whom."""
    words, titles = WordsOfPages.of(OrganisationPage, ids), SectionTitles()
    rows = page_rows(
        OrganisationPage,
        ids,
        "summary",
        "description",
        "city",
        "name_en",
        "acronym",
        "other_names",
        "type_id",
    )
    types = {term.pk: term.name for term in Term.objects.of(Vocabulary.ORGANISATION_TYPES)}
    for row in rows:
        pk = row["pk"]
        yield document_for_row(
            row,
            kind="organisation",
            summary=row["summary"] or row["description"],
            names=_distinct(row["title"], row["name_en"], row["acronym"], *row["other_names"]),
            body=titles.over(
                [
                    (_("Description"), row["description"] if row["summary"] else ""),
                    (_("Type"), types.get(row["type_id"], "")),
                    (_("Services"), words.labels(pk, Vocabulary.SERVICES)),
                    (_("Target groups"), words.labels(pk, Vocabulary.TARGET_GROUPS)),
                    (_("Languages spoken"), words.labels(pk, Vocabulary.LANGUAGES)),
                    (_("Countries"), words.countries(pk)),
                    (_("Seat"), row["city"]),
                ]
            ),
            facets=words.facets(pk) | {"organisation": (row["slug"],)},
            card={"extra": [row["city"]] if row["city"] else []},
        )


register(OrganisationPage, kind="organisation", build_batch=build_organisations)
not_searchable(DirectoryPage)
