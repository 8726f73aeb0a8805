"""The records behind the search: complete lists for the API, found by the same query, written as JSON or CSV."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from django.db.models import F
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field
from wagtail.models import Page
from wagtail.query import PageQuerySet

from accounts.api_tokens import tier_of_request
from core.access import Tier
from core.api_answers import Paging, wants_csv
from core.csv_answers import csv_answer
from search.query import MAX_OFFSET, MAX_PAGE_SIZE, PAGE_SIZE, SearchQuery
from search.scope import SORTS
from search.services import every_hit, search

CHUNK = 200
LARGEST_ID = 2**31 - 1

# A form sends its empty fields too: nothing typed is nothing asked.
_Number = Annotated[int | None, BeforeValidator(lambda value: value or None)]


def _any_of(description: str, example: str) -> Any:
    return Field([], description=description, json_schema_extra={"example": [example]})


def _number(description: str, example: int, alias: str) -> Any:
    return Field(None, alias=alias, description=description, json_schema_extra={"example": example})


class RecordQuery(Schema):
    """The query string of the search, as far as it narrows records of one kind.

    Declared for validation and documentation; `SearchQuery` reads the values, so that all answers agree.
    """

    q: str = Field("", description='Words; "a phrase", -without, begin*, one OR another.')
    country: list[str] = _any_of("ISO 3166-1 codes and XK; any of them", "FR")
    category: list[str] = _any_of("Letters of practice categories; any of them", "B")
    typology: list[str] = _any_of("Typologies of intervention; any of them", "outreach-units")
    service: list[str] = _any_of("Services; any of them", "accommodation")
    target_group: list[str] = Field(
        [],
        alias="target-group",
        description="Target groups; any of them",
        json_schema_extra={"example": ["minors"]},
    )
    exploitation: list[str] = _any_of("Forms of exploitation; any of them", "forced-labour")
    topic: list[str] = _any_of("Topics; any of them", "prevention")
    organisation: list[str] = _any_of("Slugs of organisations; any of them", "novi-put")
    language: list[str] = _any_of("Languages of records; any of them", "en")
    year_from: _Number = _number("The first year of interest", 2008, "year-from")
    year_to: _Number = _number("The last year of interest", 2012, "year-to")
    sort: str = Field("", description=f"One of {', '.join(SORTS)}")
    page: _Number = _number("From 1", 1, "page")
    page_size: _Number = _number(
        f"{PAGE_SIZE} unless given, {MAX_PAGE_SIZE} at most", PAGE_SIZE, "page-size"
    )


@dataclass(frozen=True)
class RecordList:
    """One kind of record in the API: its pages, with what `record` reads already fetched, and how one is written.

    `record(page, tier)` gives what a viewer of the tier may see: everybody, or the owner of the caller's token.
    """

    kind: str
    name: str
    pages: Callable[[], PageQuerySet]
    record: Callable[[Any, Tier], dict[str, Any]]
    columns: Sequence[str]

    def one(self, request: HttpRequest, pk: int) -> dict[str, Any]:
        """Return a record; raises Http404 with a sentence when there is none that everybody may see."""
        page = self._public().filter(pk=pk).first()
        if page is None:
            raise Http404(
                _("There is no published record with the id %(id)d in this list.") % {"id": pk}
            )
        return self._complete(request, page, tier_of_request(request))

    def answer(self, request: HttpRequest) -> dict[str, Any] | HttpResponseBase:
        """Return one page of the records that match as JSON has it, or all of them as CSV when that is asked for."""
        tier = tier_of_request(request)
        query = SearchQuery.from_params(request.GET)
        query = replace(query, selections={**query.selections, "kind": (self.kind,)})
        if query.is_refused:
            raise HttpError(422, " ".join(query.problems))
        if wants_csv(request):
            records = self._records(request, self._all_keys(query), tier)
            return csv_answer(records, self.columns, self.name, byte_order_mark=False)
        if self._is_everything(query):
            count, keys, problems = self._page_of_everything(query)
        else:
            results = search(query, with_facets=False)
            count, problems = results.count, results.problems
            keys = [hit.fields["id"] for hit in results.hits]
        return {
            "count": count,
            "page": query.page,
            "pages": Paging(query.page, query.page_size).pages(count),
            "results": list(self._records(request, keys, tier)),
            "problems": list(problems),
        }

    def _public(self) -> PageQuerySet:
        return self.pages().live().public()

    def _is_everything(self, query: SearchQuery) -> bool:
        """Tell whether the whole list is asked for: the database knows it, be the search engine up or down."""
        narrowed = set(query.selections) - {"kind"} or query.q or query.year_from or query.year_to
        return not narrowed and query.effective_sort == "newest"

    def _every_key(self) -> Any:
        newest = F("first_published_at").desc(nulls_last=True)
        return self._public().order_by(newest, "-pk").values_list("pk", flat=True)

    def _page_of_everything(self, query: SearchQuery) -> tuple[int, list[int], Sequence[str]]:
        keys = self._every_key()
        first = (query.page - 1) * query.page_size
        return keys.count(), list(keys[first : first + query.page_size]), query.problems

    def _all_keys(self, query: SearchQuery) -> list[int]:
        if self._is_everything(query):
            return list(self._every_key())
        count = search(query.with_page(1, 1), with_facets=False).count
        if count > MAX_OFFSET:
            raise HttpError(
                422,
                _(
                    "%(count)d records match; a narrowed CSV holds at most %(limit)d. Narrow it further, "
                    "for instance by country or year, or ask for the whole list."
                )
                % {"count": count, "limit": MAX_OFFSET},
            )
        return [hit.fields["id"] for hit in every_hit(query, MAX_OFFSET)]

    def _records(
        self, request: HttpRequest, keys: Sequence[int], tier: Tier
    ) -> Iterator[dict[str, Any]]:
        """Yield the records in the order of their keys, a few queries for many of them.

        A record that was withdrawn since the index was written is left out.
        """
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            pages = {page.pk: page for page in self._public().filter(pk__in=chunk)}
            for key in chunk:
                if key in pages:
                    yield self._complete(request, pages[key], tier)

    def _complete(self, request: HttpRequest, page: Page, tier: Tier) -> dict[str, Any]:
        changed = page.last_published_at or page.first_published_at
        return {
            "id": page.pk,
            "kind": self.kind,
            "url": request.build_absolute_uri(page.get_url(request)),
            "language": page.locale.language_code.split("-")[0],
            "updated_at": changed.isoformat() if changed else None,
            **self.record(page, tier),
        }
