"""The two kinds of records that are imported: how each is read, saved, found again and given back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.access import Tier
from practices.forms.mapping import practice_record_of
from practices.forms.mapping_case import case_record_of
from practices.forms.reading import FormError, Source, read_case_studies, read_practices
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from practices.services import save_case_study, save_practice

Form = PracticeForm | CaseForm
AnyPage = PracticePage | CaseStudyPage
Record = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What an import needs to know of one kind of record."""

    name: str
    model: type[PracticePage] | type[CaseStudyPage]
    read: Callable[[Source, FormVocabulary], Iterator[Form | FormError]]
    record_of: Callable[[Any, FormVocabulary], Record]
    save: Callable[..., AnyPage]
    give: Callable[[Any], Record]
    organisations: Callable[[Mapping[str, Any]], list[str]]
    rename_organisations: Callable[[Record, dict[str, str]], Record]
    organisation_path: str


def _rename_all(record: Record, names: dict[str, str]) -> Record:
    if "organisations" not in record:
        return dict(record)
    return {**record, "organisations": [names.get(name, name) for name in record["organisations"]]}


def _rename_one(record: Record, names: dict[str, str]) -> Record:
    name = record.get("organisation")
    return {**record, "organisation": names[name]} if name in names else dict(record)


PRACTICES = Kind(
    name="practice",
    model=PracticePage,
    read=read_practices,
    record_of=practice_record_of,
    save=save_practice,
    give=lambda page: practice_record(page, Tier.EDITORS),
    organisations=lambda record: list(record.get("organisations") or []),
    rename_organisations=_rename_all,
    organisation_path="organisation_rows__organisation",
)
CASE_STUDIES = Kind(
    name="case-study",
    model=CaseStudyPage,
    read=read_case_studies,
    record_of=lambda form, vocabulary: case_record_of(form),
    save=save_case_study,
    give=case_study_record,
    organisations=lambda record: [record["organisation"]] if record.get("organisation") else [],
    rename_organisations=_rename_one,
    organisation_path="organisation",
)
