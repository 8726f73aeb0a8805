"""The two addresses of a kind of record in the API: all of them, narrowed and page by page or as CSV, and one."""

from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router, Schema

from core.api_answers import CSV_CONTENT, Problem
from search.record_lists import LARGEST_ID, RecordList, RecordQuery


@dataclass(frozen=True)
class Answer:
    """What an address gives: the schema, and how the documentation calls and explains it."""

    schema: type[Schema]
    summary: str
    description: str


def add_record_routes(
    router: Router, records: RecordList, *, many: Answer, one: Answer, tag: str = ""
) -> None:
    """Serve `records` at their name, and each at name and key. `tag` groups them in the documentation."""
    name = records.name

    def list_records(
        request: HttpRequest, query: Query[RecordQuery]
    ) -> dict[str, Any] | HttpResponseBase:
        return records.answer(request)

    def read_record(
        request: HttpRequest, id: Annotated[int, Path(ge=1, le=LARGEST_ID)]
    ) -> dict[str, Any]:
        return records.one(request, id)

    common: dict[str, Any] = {"tags": [tag or name]}
    router.add_api_operation(
        f"/{name}",
        ["GET"],
        list_records,
        response={200: many.schema, 422: Problem, 503: Problem},
        url_name=name,
        operation_id=f"list_{name}".replace("-", "_"),
        summary=many.summary,
        description=many.description,
        openapi_extra=CSV_CONTENT,
        **common,
    )
    router.add_api_operation(
        f"/{name}/{{id}}",
        ["GET"],
        read_record,
        response={200: one.schema, 404: Problem, 422: Problem},
        url_name=records.kind,
        operation_id=f"read_{records.kind}".replace("-", "_"),
        summary=one.summary,
        description=one.description,
        **common,
    )
