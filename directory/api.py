"""Organisations in the public API."""

from typing import Any

from ninja import Router, Schema
from pydantic import Field
from wagtail.query import PageQuerySet

from core.access import Tier
from core.api_answers import RecordsPage, columns_of
from directory.disclosure import disclose
from directory.json_records import organisation_record
from directory.models import OrganisationPage
from search.record_lists import RecordList
from search.record_routes import Answer, add_record_routes
from search.record_schemas import Record

router = Router()


class Membership(Schema):
    """How an organisation belongs to the network."""

    status: str = Field(examples=["member"])
    since: int | None = Field(examples=[2010])


class LocationRecord(Schema):
    """A place of an organisation, as precise as the viewer may know it."""

    name: str | None
    precision: str = Field(examples=["town"])
    tier: str = Field(examples=["public"])
    address: str | None
    town: str | None
    region: str | None
    country: str | None = Field(examples=["BA"])
    latitude: float | None = Field(description="WGS 84, degrees")
    longitude: float | None = Field(description="WGS 84, degrees")


class ContactRecord(Schema):
    """A way to reach an organisation."""

    kind: str = Field(examples=["hotline"])
    tier: str = Field(examples=["public"])
    person: str | None
    phone: str | None
    email: str | None
    hours: str | None
    languages: list[str]
    note: str | None


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
    networks: list[str] = Field(description="Slugs of entries", examples=[["coatnet"]])
    membership: Membership
    summary: str | None
    description: str | None
    as_of: int | None = Field(description="The year whose state is described", examples=[2012])
    source: str | None
    locations: list[LocationRecord]
    contacts: list[ContactRecord]


class OrganisationsPage(RecordsPage):
    """One page of organisations."""

    results: list[OrganisationRecord]


def _pages() -> PageQuerySet:
    return OrganisationPage.objects.select_related("locale", "type").prefetch_related(
        "countries", "terms", "contacts", "locations__country"
    )


def _record(page: OrganisationPage, tier: Tier) -> dict[str, Any]:
    return organisation_record(disclose(page, tier))


ORGANISATIONS = RecordList(
    kind="organisation",
    name="organisations",
    pages=_pages,
    record=_record,
    columns=columns_of(OrganisationRecord),
)


add_record_routes(
    router,
    ORGANISATIONS,
    many=Answer(
        OrganisationsPage,
        "List organisations",
        "Return the entries of the directory that match, the newest first unless words are given.",
    ),
    one=Answer(OrganisationRecord, "Read an organisation", "Return one entry of the directory."),
)
