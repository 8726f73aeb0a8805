"""Practice charts, case studies, their index and category pages."""

from practices.models.case_rows import CaseActor
from practices.models.case_study import CaseStudyPage
from practices.models.choices import (
    AgeGroup,
    AreaScope,
    Category,
    EvidenceLevel,
    Gender,
    Licence,
)
from practices.models.import_batch import ImportBatch, ImportFile, ImportRow
from practices.models.indexes import CaseStudyIndexPage, CategoryPage, PracticeIndexPage
from practices.models.practice import PracticePage
from practices.models.practice_rows import (
    ContactPoint,
    FundingSource,
    HumanResource,
    InKindResource,
    PracticeLink,
    PracticeOrganisation,
    PracticeTag,
    ResultFigure,
)

__all__ = [
    "AgeGroup",
    "AreaScope",
    "CaseActor",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "Category",
    "CategoryPage",
    "ContactPoint",
    "EvidenceLevel",
    "FundingSource",
    "Gender",
    "HumanResource",
    "ImportBatch",
    "ImportFile",
    "ImportRow",
    "InKindResource",
    "Licence",
    "PracticeIndexPage",
    "PracticeLink",
    "PracticeOrganisation",
    "PracticePage",
    "PracticeTag",
    "ResultFigure",
]
