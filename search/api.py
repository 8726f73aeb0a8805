"""The search in the public API: the same query string, the same answer as the page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import BaseModel

from search.engines.base import EngineUnavailable, Hit
from search.facets import FACETS, facets_of_kinds
from search.query import MAX_PAGE_SIZE, PAGE_SIZE, SearchQuery
from search.scope import SORTS
from search.services import SearchResults, search

router = Router(tags=["search"])

# What stands a thousand times in an answer is of pydantic's own kind: ninja's Schema looks at each one in Python.


class PassageOut(BaseModel):
    """A page of a document on which the words stand; `text` is a snippet of HTML in which only <mark> is markup."""

    page: int
    text: str
    url: str


class RecordOut(BaseModel):
    """A found record. `highlights` are snippets of HTML in which only <mark> is markup."""

    id: int
    kind: str
    title: str
    url: str
    summary: str
    highlights: list[str]
    found_in: list[str]
    countries: list[str]
    category: str | None
    year: int | None
    language: str
    updated_at: str | None
    passages: list[PassageOut]


class FacetValueOut(BaseModel):
    """A value of a facet and the number of records it would leave."""

    value: str
    label: str
    count: int
    selected: bool


class SearchOut(Schema):
    """An answer. `problems` says what of the query could not be understood."""

    count: int
    page: int
    pages: int
    results: list[RecordOut]
    facets: dict[str, list[FacetValueOut]]
    suggestion: str | None
    problems: list[str]


class Unavailable(Schema):
    """The search is down for now."""

    detail: str


def _parameter(name: str, description: str, *, many: bool = False, **schema: Any) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": "string", **schema}
    if many:
        kind = {"type": "array", "items": kind}
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "schema": kind,
    }


PARAMETERS = [
    _parameter("q", 'Words; "a phrase", -without, begin*, one OR another.'),
    *(
        _parameter(
            facet.name,
            "Repeated: any of the values. A broader term finds its narrower ones.",
            many=True,
        )
        for facet in FACETS
    ),
    *(
        _parameter(facet.name, f"Of records of the kind {' or '.join(sorted(kinds))}.", many=True)
        for facet, kinds in facets_of_kinds().items()
    ),
    _parameter("year-from", "Records whose years reach this one or a later one."),
    _parameter("year-to", "Records whose years reach this one or an earlier one."),
    _parameter("sort", "Relevance with words, newest without.", enum=list(SORTS)),
    _parameter("page", "From 1."),
    _parameter("page-size", f"{PAGE_SIZE}, at most {MAX_PAGE_SIZE}."),
]


@router.get(
    "/search",
    response={200: SearchOut, 503: Unavailable},
    url_name="search",
    summary="Search all published records",
    openapi_extra={"parameters": PARAMETERS},
)
def search_records(request: HttpRequest) -> Status:
    """Search by words and facets; what cannot be understood is told in `problems`, never an error."""
    try:
        results = search(SearchQuery.from_params(request.GET), viewer=request.user)
    except EngineUnavailable:
        return Status(
            503,
            {
                "detail": "The search is not available at the moment. "
                "Records can be listed by their own addresses."
            },
        )
    return Status(200, answer_of(results, request.build_absolute_uri))


def answer_of(results: SearchResults, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return an answer as JSON has it; `absolute` completes an address."""
    return {
        "count": results.count,
        "page": results.query.page,
        "pages": results.pages,
        "results": [_record(hit, absolute) for hit in results.hits],
        "facets": {
            name: [
                {
                    "value": one.value,
                    "label": one.label,
                    "count": one.count,
                    "selected": one.is_selected,
                }
                for one in values
            ]
            for name, values in results.facets.items()
        },
        "suggestion": results.suggestion,
        "problems": list(results.problems),
    }


def _record(hit: Hit, absolute: Callable[[str], str]) -> dict[str, Any]:
    fields = hit.fields
    years = fields["years"]
    return {
        "id": fields["id"],
        "kind": fields["kind"],
        "title": fields["title"],
        "url": absolute(fields["url"]),
        "summary": fields["summary"],
        "highlights": [one.snippet for one in hit.highlights],
        "found_in": [one.section for one in hit.highlights],
        "countries": fields["countries"],
        "category": fields["category"],
        "year": years[0] if years else None,
        "language": fields["language"],
        "updated_at": fields["updated_at"],
        "passages": [
            {"page": one.page, "text": one.snippet, "url": absolute(one.url)}
            for one in hit.passages
        ],
    }
