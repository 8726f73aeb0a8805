"""Saves case studies from records."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from core.models import Term, Vocabulary
from core.records import (
    RecordReader,
    check_fields,
    choose_slug,
    clean_text,
    editable_copy,
    set_rows,
    store,
)
from directory.matching import OrganisationNames
from practices import rich_text
from practices.models import AgeGroup, CaseActor, CaseStudyPage, Gender
from practices.record_keys import CASE_KEYS, CASE_LISTS, CASE_TERMS, CASE_TEXTS
from practices.rich_text import BULLET, Block, Run
from practices.services.organisations import organisation_of

_UNRECOGNISED = "unrecognised_rows"


@transaction.atomic
def save_case_study(
    *,
    record: Mapping[str, Any],
    page: CaseStudyPage | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    directory: OrganisationNames | None = None,
) -> CaseStudyPage:
    """Write `record` (keys of data/demo/case_studies.json) as a new case study, or into `page`.

    The rules are those of `save_practice`. Raises RecordError, and then nothing is written.
    """
    reader = RecordReader(record, CASE_KEYS | {_UNRECOGNISED})
    case = CaseStudyPage() if page is None else editable_copy(page)
    _set_fields(case, reader)
    _set_answers(case, reader)
    _set_relations(case, reader)
    if "organisation" in reader:
        name = reader.line("organisation")
        case.organisation, case.printed_organisation = (
            organisation_of(name, directory) if name else (None, "")
        )
    if "actors" in reader:
        actors = [
            CaseActor(
                kind=row.get("kind") or "", role=clean_text(str(row.get("role") or "")).strip()
            )
            for row in reader.rows("actors", ("kind", "role"))
        ]
        reader.problems += set_rows(case, "actors", "actors", actors)
    if case.pk is None or "slug" in reader:
        choose_slug(case, reader.text("slug"), (), "case-study")
    reader.problems += check_fields(case)
    reader.finish()
    return store(case, publish=publish, user=user)


def _set_fields(case: CaseStudyPage, reader: RecordReader) -> None:
    if "title" in reader:
        case.title = reader.line("title")
    if "summary" in reader:
        case.summary = reader.text("summary")
    if "number" in reader:
        case.number = reader.whole_number("number")
    if "gender" in reader:
        case.gender = reader.choice("gender", Gender)
    if "age_group" in reader:
        case.age_group = reader.choice("age_group", AgeGroup)
    if "review_by" in reader:
        case.review_by = reader.day("review_by")
    if "generalised_fields" in reader:
        case.generalised_fields = reader.texts("generalised_fields")
    if _UNRECOGNISED in reader:
        case.unrecognised_rows = list(reader.rows(_UNRECOGNISED, ("label", "value", "place")))
    if "source" in reader:
        source = reader.part("source", ("title", "year", "case", "collected", "note"))
        case.source_title, case.source_note = source.line("title"), source.text("note")
        case.source_year = source.whole_number("year")
        case.source_number = source.whole_number("case")
        case.source_collected = source.line("collected")


def _set_answers(case: CaseStudyPage, reader: RecordReader) -> None:
    for key in CASE_TEXTS:
        if key in reader:
            setattr(case, key, rich_text.clean_html(reader.text(key)))
    for key in CASE_LISTS:
        if key not in reader:
            continue
        if isinstance(reader.record[key], list):
            points = [Block(BULLET, (Run(point),)) for point in reader.texts(key, unique=False)]
            setattr(case, key, rich_text.to_html(points))
        else:
            setattr(case, key, rich_text.clean_html(reader.text(key)))


def _set_relations(case: CaseStudyPage, reader: RecordReader) -> None:
    if "countries" in reader:
        case.countries = reader.countries("countries")
    vocabularies = {**CASE_TERMS, "contact_channel": Vocabulary.CONTACT_CHANNELS}
    replaced = {vocabulary for key, vocabulary in vocabularies.items() if key in reader}
    kept: list[Term] = [term for term in case.terms.all() if term.vocabulary not in replaced]
    for key, vocabulary in CASE_TERMS.items():
        if key in reader:
            kept += reader.terms(key, vocabulary)
    channel = reader.text("contact_channel")
    if channel:
        kept += reader.terms("contact_channel", Vocabulary.CONTACT_CHANNELS, only=channel)
    case.terms = kept
    case.__dict__.pop("grouped_terms", None)
