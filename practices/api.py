"""Practice charts and case studies in the public API."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from wagtail.query import PageQuerySet

from core.api_answers import CSV_CONTENT, Problem, columns_of
from practices.api_schemas import (
    CaseStudiesPage,
    CaseStudyRecord,
    PracticeRecord,
    PracticesPage,
)
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from search.record_lists import LARGEST_ID, RecordList, RecordQuery

router = Router()
PageId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


def _practice_pages() -> PageQuerySet:
    return PracticePage.objects.select_related("locale", "adapted_from").prefetch_related(
        "countries",
        "terms",
        "organisation_rows__organisation",
        "human_resources",
        "in_kind_resources",
        "funding_sources",
        "result_figures",
        "links",
        "contact_points",
        "tagged_items__tag",
        "adopted_by",
    )


def _case_study_pages() -> PageQuerySet:
    return CaseStudyPage.objects.select_related("locale", "organisation").prefetch_related(
        "countries", "terms", "actors"
    )


PRACTICES = RecordList(
    kind="practice",
    name="practices",
    pages=_practice_pages,
    record=practice_record,
    columns=columns_of(PracticeRecord),
)
CASE_STUDIES = RecordList(
    kind="case-study",
    name="case-studies",
    pages=_case_study_pages,
    record=case_study_record,
    columns=columns_of(CaseStudyRecord),
)


@router.get(
    "/practices",
    response={200: PracticesPage, 422: Problem, 503: Problem},
    url_name="practices",
    tags=["practices"],
    summary="List practice charts",
    openapi_extra=CSV_CONTENT,
)
def list_practices(
    request: HttpRequest, query: Query[RecordQuery]
) -> dict[str, Any] | HttpResponseBase:
    """Return the charts that match, whole, the newest first unless words are given."""
    return PRACTICES.answer(request)


@router.get(
    "/practices/{id}",
    response={200: PracticeRecord, 404: Problem, 422: Problem},
    url_name="practice",
    tags=["practices"],
    summary="Read a practice chart",
)
def read_practice(request: HttpRequest, id: PageId) -> dict[str, Any]:
    """Return one chart with every item of the form."""
    return PRACTICES.one(request, id)


@router.get(
    "/case-studies",
    response={200: CaseStudiesPage, 422: Problem, 503: Problem},
    url_name="case-studies",
    tags=["case studies"],
    summary="List case studies",
    openapi_extra=CSV_CONTENT,
)
def list_case_studies(
    request: HttpRequest, query: Query[RecordQuery]
) -> dict[str, Any] | HttpResponseBase:
    """Return the cases that match, whole, the newest first unless words are given."""
    return CASE_STUDIES.answer(request)


@router.get(
    "/case-studies/{id}",
    response={200: CaseStudyRecord, 404: Problem, 422: Problem},
    url_name="case-study",
    tags=["case studies"],
    summary="Read a case study",
)
def read_case_study(request: HttpRequest, id: PageId) -> dict[str, Any]:
    """Return one case with the answers to the twelve questions."""
    return CASE_STUDIES.one(request, id)
