"""Vocabularies in the public API."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from core.api_answers import (
    CSV_CONTENT,
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    Paging,
    Problem,
    RecordsPage,
    columns_of,
    wants_csv,
)
from core.csv_answers import csv_answer
from core.models import Term, Vocabulary
from core.skos import SCHEME_LANGUAGES, concept_iri, labels_of, synonyms_of

router = Router(tags=["vocabularies"])


class TermRecord(Schema):
    """A concept of a vocabulary. `broader` and `narrower` are slugs of the same vocabulary."""

    slug: str = Field(examples=["peer-education"])
    uri: str = Field(description="What names the concept in SKOS")
    label: str = Field(description="The label in English", examples=["Peer education"])
    labels: dict[str, str] = Field(
        examples=[{"en": "Peer education", "fr": "Éducation par les pairs"}]
    )
    synonyms: dict[str, list[str]] = Field(examples=[{"en": ["peer educators"]}])
    scope_note: str
    broader: str | None = Field(examples=["information-awareness"])
    narrower: list[str] = Field(examples=[[]])
    code: str | None = Field(description="The letter of a practice category", examples=[None])
    category: str | None = Field(description="The category of a typology", examples=["A"])


# In a table each language has a column of its own.
_COLUMNS = [
    column
    for name in columns_of(TermRecord)
    for column in (
        [f"{name}.{language}" for language in SCHEME_LANGUAGES]
        if name in ("labels", "synonyms")
        else [name]
    )
]


class VocabularyTerms(RecordsPage):
    """One page of a vocabulary."""

    name: str = Field(examples=["typologies"])
    title: str = Field(examples=["Typologies of intervention"])
    turtle: str = Field(description="Where the vocabulary stands as SKOS")
    results: list[TermRecord]


class VocabularyEntry(Schema):
    """A vocabulary and where to find it."""

    name: str = Field(examples=["typologies"])
    title: str = Field(examples=["Typologies of intervention"])
    count: int = Field(examples=[34])
    url: str
    turtle: str


class VocabularyQuery(Schema):
    """How a vocabulary is read page by page."""

    q: str = Field("", description="Words that a label or synonym in any language contains")
    page: Annotated[int, BeforeValidator(lambda value: value or 1)] = Field(
        1, ge=1, le=10**9, description="From 1"
    )
    page_size: Annotated[int, BeforeValidator(lambda value: value or PAGE_SIZE)] = Field(
        PAGE_SIZE,
        alias="page-size",
        ge=1,
        description=f"{PAGE_SIZE} unless given, {MAX_PAGE_SIZE} at most",
    )


@router.get(
    "/vocabularies",
    response=list[VocabularyEntry],
    url_name="vocabularies",
    summary="List the vocabularies",
)
def list_vocabularies(request: HttpRequest) -> list[dict[str, Any]]:
    """Name every vocabulary that has terms, in the order of the forms."""
    used = list(Term.objects.order_by().values_list("vocabulary", flat=True))
    return [
        {
            "name": vocabulary.value,
            "title": str(vocabulary.label),
            "count": used.count(vocabulary.value),
            "url": request.build_absolute_uri(reverse("api:vocabulary", args=[vocabulary.value])),
            "turtle": _turtle_address(request, vocabulary),
        }
        for vocabulary in Vocabulary
        if vocabulary.value in used
    ]


@router.get(
    "/vocabularies/{name}",
    response={200: VocabularyTerms, 404: Problem, 422: Problem},
    url_name="vocabulary",
    summary="Read a vocabulary",
    openapi_extra=CSV_CONTENT,
)
def read_vocabulary(
    request: HttpRequest, name: str, query: Query[VocabularyQuery]
) -> dict[str, Any] | HttpResponseBase:
    """Return the terms of a vocabulary in its order, with labels and synonyms in every language."""
    vocabulary = known_vocabulary(name)
    records = [record for record in _records(vocabulary) if _matches(record, query.q)]
    if wants_csv(request):
        return csv_answer(records, _COLUMNS, vocabulary.value, byte_order_mark=False)
    paging = Paging(query.page, min(query.page_size, MAX_PAGE_SIZE))
    return {
        "name": vocabulary.value,
        "title": str(vocabulary.label),
        "turtle": _turtle_address(request, vocabulary),
        "count": len(records),
        "page": paging.page,
        "pages": paging.pages(len(records)),
        "results": paging.cut(records),
    }


def known_vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary of that name; raises Http404 with a sentence that names the others."""
    try:
        return Vocabulary(name)
    except ValueError as error:
        raise Http404(
            _("There is no vocabulary of this name. The vocabularies are: %(names)s.")
            % {"names": ", ".join(Vocabulary.values)}
        ) from error


def _turtle_address(request: HttpRequest, vocabulary: Vocabulary) -> str:
    return request.build_absolute_uri(reverse("vocabulary_turtle", args=[vocabulary.value]))


def _records(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    terms = list(Term.objects.of(vocabulary))
    slugs = {term.pk: term.slug for term in terms}
    return [
        {
            "slug": term.slug,
            "uri": concept_iri(term),
            "label": term.label,
            "labels": labels_of(term),
            "synonyms": synonyms_of(term),
            "scope_note": term.scope_note,
            "broader": slugs.get(term.parent_id) if term.parent_id else None,
            "narrower": [child.slug for child in terms if child.parent_id == term.pk],
            "code": term.code or None,
            "category": term.category or None,
        }
        for term in terms
    ]


def _matches(record: dict[str, Any], words: str) -> bool:
    names = [
        *record["labels"].values(),
        *(w for group in record["synonyms"].values() for w in group),
    ]
    text = " ".join(names).casefold()
    return all(word in text for word in words.casefold().split())
