"""How policies and publications become search documents."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from core.models import Term, Vocabulary
from library.facets import BODY, DOCUMENT_KIND, LEVEL, STATUS, body_value
from library.models import (
    Author,
    LibraryPage,
    LibraryRecord,
    PoliciesPage,
    PolicyLevel,
    PolicyPage,
    PolicyStatus,
    PublicationPage,
    PublicationsPage,
)
from library.public_pages import NO_EDITIONS, public_editions
from search.documents import SearchDocument, Years
from search.downloads import Download, register_download
from search.registry import not_searchable, register
from search.rows import SectionTitles, WordsOfPages, document_for_row, page_rows, rows_by_page
from search.without_engine import Shelf, register_shelf

_POLICY_FIELDS = (
    "summary", "kind_id", "short_title", "level", "body", "reference", "year_adopted", "in_force", "status",
    "source",
)  # fmt: skip
_PUBLICATION_FIELDS = (
    "summary",
    "kind_id",
    "publisher",
    "year",
    "language",
    "doi",
    "isbn",
    "source",
)


def build_policies(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of policies."""
    words, titles = WordsOfPages.of(PolicyPage, ids), SectionTitles()
    kinds, editions = _kinds(), public_editions(ids)
    for row in page_rows(PolicyPage, ids, *_POLICY_FIELDS):
        pk, (kind, kind_value) = row["pk"], kinds.get(row["kind_id"], _NO_KIND)
        public = editions.get(pk, NO_EDITIONS)
        status = PolicyStatus(row["status"]).label if row["status"] else ""
        level = PolicyLevel(row["level"]).label if row["level"] else ""
        yield document_for_row(
            row,
            kind="policy",
            summary=row["summary"],
            names=tuple(name for name in (row["short_title"], row["reference"]) if name),
            body=titles.over(
                [
                    (_("Kind"), kind),
                    (_("Body"), row["body"]),
                    (_("Level"), str(level)),
                    (_("Status"), str(status)),
                    (_("Countries"), words.countries(pk)),
                    (_("Topics"), words.labels(pk, Vocabulary.TOPICS)),
                ]
            ),
            passages=public.pages,
            facets={
                **words.facets(pk),
                "language": _distinct(row["locale__language_code"].split("-")[0], public.languages),
                DOCUMENT_KIND.name: _known(kind_value),
                LEVEL.name: _known(row["level"]),
                BODY.name: _known(body_value(row["body"])),
                STATUS.name: _known(row["status"]),
            },
            years=Years.single(row["year_adopted"] or row["in_force"]),
            card=_card(kind_value, row["body"]),
        )


def build_publications(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of publications; each is analysed in its own language."""
    words, titles = WordsOfPages.of(PublicationPage, ids), SectionTitles()
    kinds, editions = _kinds(), public_editions(ids)
    authors = rows_by_page(Author, ids, "name")
    for row in page_rows(PublicationPage, ids, *_PUBLICATION_FIELDS):
        pk, (kind, kind_value) = row["pk"], kinds.get(row["kind_id"], _NO_KIND)
        public = editions.get(pk, NO_EDITIONS)
        names = [name for (name,) in authors.get(pk, ())]
        yield document_for_row(
            row,
            kind="publication",
            language=row["language"],
            summary=row["summary"],
            names=tuple(names),
            body=titles.over(
                [
                    (_("Kind"), kind),
                    (_("Publisher"), row["publisher"]),
                    (_("Countries"), words.countries(pk)),
                    (_("Topics"), words.labels(pk, Vocabulary.TOPICS)),
                    (_("Forms of exploitation"), words.labels(pk, Vocabulary.EXPLOITATION_FORMS)),
                    (_("Regions"), words.labels(pk, Vocabulary.REGIONS)),
                    (_("Identifiers"), " ".join(one for one in (row["doi"], row["isbn"]) if one)),
                ]
            ),
            passages=public.pages,
            facets={
                **words.facets(pk),
                "language": _distinct(
                    row["language"] or row["locale__language_code"].split("-")[0], public.languages
                ),
                DOCUMENT_KIND.name: _known(kind_value),
            },
            years=Years.single(row["year"]),
            card={"organisations": names, **_card(kind_value, row["publisher"])},
        )


_NO_KIND = ("", "")


def _kinds() -> dict[int, tuple[str, str]]:
    return {term.pk: (term.name, term.slug) for term in Term.objects.of(Vocabulary.DOCUMENT_TYPES)}


def _distinct(own: str, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((own, *others)))


def _card(kind_value: str, body: str) -> dict[str, list[Any]]:
    """Return what a hit shows besides: the kind by its value, so that each reader has it in their language."""
    terms = [[DOCUMENT_KIND.name, kind_value]] if kind_value else []
    return {"terms": terms, "extra": [body] if body else []}


def _known(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


register(PolicyPage, kind="policy", build_batch=build_policies)
register(PublicationPage, kind="publication", build_batch=build_publications)
not_searchable(LibraryRecord, LibraryPage, PoliciesPage, PublicationsPage)
register_download(
    Download(
        frozenset({"policy", "publication"}),
        "library_zip",
        gettext_lazy("ZIP with files"),
        gettext_lazy("The records as JSON, and those of their files that you may read."),
    )
)
register_shelf(
    Shelf(PoliciesPage, place=40, note=gettext_lazy("Laws, conventions and plans of action."))
)
register_shelf(
    Shelf(PublicationsPage, place=50, note=gettext_lazy("Studies, manuals and reports."))
)
