"""What every answer of the public API has in common: open to other sites, fresh for a minute, errors in sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from ninja import Schema
from pydantic import Field

FRESH_SECONDS = 60
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
CSV_TYPE = "text/csv"
# What an answer may also be, for `openapi_extra` of a list.
CSV_CONTENT: dict[str, Any] = {
    "responses": {
        200: {
            "content": {
                CSV_TYPE: {
                    "schema": {
                        "type": "string",
                        "description": "All records that match, one a line, the first line names the columns.",
                    }
                }
            }
        }
    }
}

View = Callable[..., HttpResponseBase]


class Problem(Schema):
    """Why there is no answer: one sentence, and one for each thing that has to be mended."""

    detail: str = Field(examples=["There is no published practice chart with the id 12."])
    problems: list[str] = Field(default=[], examples=[[]])


class RecordsPage(Schema):
    """One page of a list. `problems` says what of the query was understood differently or not at all."""

    count: int = Field(description="Number of all records that match", examples=[41])
    page: int = Field(description="This page, from 1", examples=[1])
    pages: int = Field(description="Number of pages, one at least", examples=[3])
    problems: list[str] = Field(default=[], examples=[[]])


@dataclass(frozen=True)
class Paging:
    """Which part of a list is asked for."""

    page: int = 1
    page_size: int = PAGE_SIZE

    def cut(self, records: Sequence[Any]) -> Sequence[Any]:
        """Return the records of this page."""
        return records[(self.page - 1) * self.page_size : self.page * self.page_size]

    def pages(self, count: int) -> int:
        """Return the number of pages, one at least."""
        return max(1, -(-count // self.page_size))


def public_answer(view: View) -> View:
    """Let everybody keep for a minute what everybody may see; what a token opened, nobody keeps.

    An answer without a token is public whoever is signed in: no cookie changes it. Its documentation is a
    page like any other, whose masthead knows who reads it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response["Content-Type"].startswith("text/html"):
            return response
        # A cache in between must not hand the public answer to the holder of a token.
        patch_vary_headers(response, ["Accept", "Authorization"])
        if "Authorization" in request.headers:
            return _for_its_asker_alone(response)
        response["Access-Control-Allow-Origin"] = "*"
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        if not isinstance(response, HttpResponse):
            return response
        set_response_etag(response)
        return get_conditional_response(request, response["ETag"], response=response) or response

    return answer


def _for_its_asker_alone(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, private=True, no_store=True)
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def wants_csv(request: HttpRequest) -> bool:
    """Tell whether the caller prefers CSV to JSON."""
    return request.get_preferred_type(["application/json", CSV_TYPE]) == CSV_TYPE


def columns_of(schema: type[Schema]) -> list[str]:
    """Return the columns of a schema's records as rows: the parts of an object are named `object.part`."""
    return list(_columns(schema))


def _columns(schema: type[Schema]) -> Iterator[str]:
    for name, field in schema.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Schema):
            yield from (f"{name}.{part}" for part in kind.model_fields)
        else:
            yield name
