"""Organisations in the public API."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router, Schema
from pydantic import Field
from wagtail.query import PageQuerySet

from core.api_answers import CSV_CONTENT, Problem, RecordsPage, columns_of
from directory.json_records import organisation_record
from directory.models import OrganisationPage
from search.record_lists import LARGEST_ID, RecordList, RecordQuery
from search.record_schemas import Record

router = Router(tags=["organisations"])


class Membership(Schema):
    """How an organisation belongs to the network."""

    status: str = Field(examples=["member"])
    since: int | None = Field(examples=[2010])


class OrganisationRecord(Record):
    """An entry of the directory: what everybody may see of an organisation."""

    slug: str = Field(examples=["novi-put"])
    name: str = Field(description="In the organisation's own language", examples=["Novi put"])
    name_en: str | None = Field(examples=["New Road"])
    acronym: str | None
    other_names: list[str] = Field(examples=[[]])
    type: str | None = Field(
        description="Term of the vocabulary organisation_types", examples=["ngo"]
    )
    countries: list[str] = Field(description="Countries of work", examples=[["BA"]])
    city: str | None = Field(examples=["Mostar"])
    website: str | None = Field(examples=["https://www.example.org/"])
    email: str | None = Field(examples=["office@example.org"])
    phone: str | None
    founded: int | None = Field(examples=[2004])
    languages: list[str] = Field(examples=[["en"]])
    services: list[str] = Field(examples=[["outreach", "awareness-raising"]])
    target_groups: list[str] = Field(examples=[["young-people"]])
    membership: Membership
    summary: str | None
    description: str | None
    as_of: int | None = Field(description="The year whose state is described", examples=[2012])
    source: str | None


class OrganisationsPage(RecordsPage):
    """One page of organisations."""

    results: list[OrganisationRecord]


def _pages() -> PageQuerySet:
    return OrganisationPage.objects.select_related("locale", "type").prefetch_related(
        "countries", "terms"
    )


ORGANISATIONS = RecordList(
    kind="organisation",
    name="organisations",
    pages=_pages,
    record=organisation_record,
    columns=columns_of(OrganisationRecord),
)


@router.get(
    "/organisations",
    response={200: OrganisationsPage, 422: Problem, 503: Problem},
    url_name="organisations",
    summary="List organisations",
    openapi_extra=CSV_CONTENT,
)
def list_organisations(
    request: HttpRequest, query: Query[RecordQuery]
) -> dict[str, Any] | HttpResponseBase:
    """Return the entries of the directory that match, the newest first unless words are given."""
    return ORGANISATIONS.answer(request)


@router.get(
    "/organisations/{id}",
    response={200: OrganisationRecord, 404: Problem, 422: Problem},
    url_name="organisation",
    summary="Read an organisation",
)
def read_organisation(
    request: HttpRequest, id: Annotated[int, Path(ge=1, le=LARGEST_ID)]
) -> dict[str, Any]:
    """Return one entry of the directory."""
    return ORGANISATIONS.one(request, id)
