"""Practice charts and case studies in the public API."""

from ninja import Router
from wagtail.query import PageQuerySet

from core.api_answers import columns_of
from practices.api_schemas import (
    CaseStudiesPage,
    CaseStudyRecord,
    PracticeRecord,
    PracticesPage,
)
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from search.record_lists import RecordList
from search.record_routes import Answer, add_record_routes

router = Router()


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
    record=lambda page, tier: case_study_record(page),
    columns=columns_of(CaseStudyRecord),
)


add_record_routes(
    router,
    PRACTICES,
    many=Answer(
        PracticesPage,
        "List practice charts",
        "Return the charts that match, whole, the newest first unless words are given.",
    ),
    one=Answer(
        PracticeRecord, "Read a practice chart", "Return one chart with every item of the form."
    ),
)
add_record_routes(
    router,
    CASE_STUDIES,
    many=Answer(
        CaseStudiesPage,
        "List case studies",
        "Return the cases that match, whole, the newest first unless words are given.",
    ),
    one=Answer(
        CaseStudyRecord,
        "Read a case study",
        "Return one case with the answers to the twelve questions.",
    ),
    tag="case studies",
)
