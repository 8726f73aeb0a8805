"""Owns which pages of documents the public search may hold: those that everybody may read, and no others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from core.access import Tier
from library.document_access import access_to
from library.languages import short
from library.models import DocumentPageText, Edition
from search.documents import Passage


class PublicPages:
    """The pages of a record's public documents, read from the database whenever they are gone through."""

    def __init__(self, documents: Sequence[tuple[int, str]]) -> None:
        """Take key and language of each document; addresses are those of the language that is active now."""
        self._documents = [
            (pk, language, reverse("library_reader", args=[pk])) for pk, language in documents
        ]

    def __iter__(self) -> Iterator[Passage]:
        """Yield the pages that have text, document by document (one query each)."""
        for pk, language, address in self._documents:
            rows = DocumentPageText.objects.filter(document=pk).order_by("number")
            for number, text in rows.values_list("number", "text"):
                if text.strip():
                    yield Passage(number, text, f"{address}?page={number}", language)


@dataclass(frozen=True, slots=True)
class PublicEditions:
    """What everybody may know of the editions of a record: the pages of its documents, the languages it is in."""

    pages: Iterable[Passage] = ()
    languages: tuple[str, ...] = ()


NO_EDITIONS = PublicEditions()


def public_editions(ids: Iterable[int]) -> Mapping[int, PublicEditions]:
    """Return the public editions of records by id; an edition counts by its link or by a public document."""
    rows = list(
        Edition.objects.filter(page__in=list(ids))
        .order_by("page", "sort_order", "pk")
        .values_list("page_id", "document_id", "document__language", "language", "address")
    )
    keys = {document for _, document, *_ in rows if document is not None}
    access = access_to(keys) if keys else {}
    public = {pk for pk in keys if access[pk].effective_tier == Tier.PUBLIC}
    documents: dict[int, dict[int, str]] = defaultdict(dict)
    languages: dict[int, list[str]] = defaultdict(list)
    for page, document, of_document, of_edition, link in rows:
        language = short(of_edition or of_document or "")
        if document in public:
            documents[page].setdefault(document, short(of_document or of_edition))
        if language and (link or document in public):
            languages[page].append(language)
    return {
        page: PublicEditions(PublicPages(list(documents[page].items())), tuple(languages[page]))
        for page in {row[0] for row in rows}
    }
