"""Policies and publications in the public API."""

from typing import Any

from ninja import Router, Schema
from pydantic import Field
from wagtail.query import PageQuerySet

from core.api_answers import RecordsPage, columns_of
from library.json_records import policy_record, publication_record
from library.models import PolicyPage, PublicationPage
from search.record_lists import RecordList
from search.record_routes import Answer, add_record_routes
from search.record_schemas import Record

router = Router()


class EditionRecord(Schema):
    """A work in one language, by a link elsewhere."""

    language: str | None = Field(examples=["fr"])
    title: str | None
    url: str | None
    licence: str | None
    rights: str | None


class LibraryRecordSchema(Record):
    """What policies and publications have in common."""

    record: str = Field(examples=["policy"])
    slug: str
    title: str
    kind_of_document: str | None = Field(
        description="Term of the vocabulary document_types", examples=["convention"]
    )
    countries: list[str]
    summary: str | None
    topics: list[str]
    regions: list[str]
    exploitation_forms: list[str]
    address: str | None = Field(description="The link as cited; it may be dead")
    licence: str | None
    rights: str | None
    source: str | None
    editions: list[EditionRecord]


class PolicyRecord(LibraryRecordSchema):
    """An instrument: a convention, directive, law, action plan, agreement or procedure."""

    short_title: str | None
    level: str | None = Field(examples=["regional"])
    body: str | None = Field(examples=["Council of Europe"])
    year_adopted: int | None
    in_force: int | None = Field(description="The year of entry into force")
    reference: str | None
    supersedes: list[str]
    amends: list[str]
    implements: list[str]
    endorsed_by: list[str]
    monitoring_body: str | None = Field(description="Slug of a mechanism")
    languages: list[str]
    status: str = Field(examples=["in-force"])


class PublicationRecord(LibraryRecordSchema):
    """A study, report, manual or training material. `language` is that of the work."""

    authors: list[str | dict[str, Any]]
    publisher: str | None
    year: int | None
    doi: str | None
    isbn: str | None


class PoliciesPageAnswer(RecordsPage):
    """One page of policies."""

    results: list[PolicyRecord]


class PublicationsPageAnswer(RecordsPage):
    """One page of publications."""

    results: list[PublicationRecord]


def _renamed(record: dict[str, Any]) -> dict[str, Any]:
    """Give two keys other names: in the API `kind` and `url` are those of every record."""
    record["kind_of_document"], record["address"] = record.pop("kind"), record.pop("url")
    if not record.get("language", True):
        del record["language"]
    return record


def _policies() -> PageQuerySet:
    return PolicyPage.objects.select_related("locale", "kind").prefetch_related(
        "countries", "terms", "editions", "relations__other"
    )


def _publications() -> PageQuerySet:
    return PublicationPage.objects.select_related("locale", "kind").prefetch_related(
        "countries", "terms", "editions", "authors"
    )


POLICIES = RecordList(
    kind="policy",
    name="policies",
    pages=_policies,
    record=lambda page, tier: _renamed(policy_record(page)),
    columns=columns_of(PolicyRecord),
)
PUBLICATIONS = RecordList(
    kind="publication",
    name="publications",
    pages=_publications,
    record=lambda page, tier: _renamed(publication_record(page)),
    columns=columns_of(PublicationRecord),
)


add_record_routes(
    router,
    POLICIES,
    many=Answer(
        PoliciesPageAnswer,
        "List policies",
        "Return the policies that match, the newest first unless words are given.",
    ),
    one=Answer(PolicyRecord, "Read a policy", "Return one policy."),
    tag="library",
)
add_record_routes(
    router,
    PUBLICATIONS,
    many=Answer(
        PublicationsPageAnswer,
        "List publications",
        "Return the publications that match, the newest first unless words are given.",
    ),
    one=Answer(PublicationRecord, "Read a publication", "Return one publication."),
    tag="library",
)
