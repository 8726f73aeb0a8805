"""The keys of practice and case study records (data/demo/*.json) and the fields of the pages they stand for."""

from core.models import Vocabulary
from practices.forms.records import LONG_TEXTS

#: Items answered in running text: the key is the field, the value is HTML.
PRACTICE_TEXTS = LONG_TEXTS
PRACTICE_TERMS = {
    "typologies": Vocabulary.TYPOLOGIES,
    "target_groups": Vocabulary.TARGET_GROUPS,
    "exploitation_forms": Vocabulary.EXPLOITATION_FORMS,
    "services": Vocabulary.SERVICES,
    "topics": Vocabulary.TOPICS,
}
#: Keys that a record has only when they hold something.
PRACTICE_OPTIONAL = (
    "typology_text",
    "learning",
    "evidence_level",
    "licence",
    "review_by",
    "adapted_from",
    "adopted_by",
    "contacts",
)
PRACTICE_KEYS = frozenset(
    {
        "number",
        "slug",
        "name",
        "name_original",
        "countries",
        "organisations",
        "category",
        "period_start",
        "period_end",
        "area_scope",
        "area",
        "summary",
        "target_group_note",
        "resources",
        "results_figures",
        "tags",
        "links",
        "source",
        *PRACTICE_TEXTS,
        *PRACTICE_TERMS,
        *PRACTICE_OPTIONAL,
    }
)

#: Questions answered in sentences: plain text, HTML when the answer has a look of its own.
CASE_TEXTS = (
    "need",
    "background",
    "first_contact",
    "collaboration",
    "assessment_of_wishes",
    "privacy_measures",
    "experience",
)
#: Questions answered in points: a list of texts, HTML when the answer is no flat list.
CASE_LISTS = ("obstacles", "steps", "worked", "did_not_work", "tools", "recommendations")
CASE_TERMS = {
    "exploitation_forms": Vocabulary.EXPLOITATION_FORMS,
    "recruitment": Vocabulary.RECRUITMENT_CHANNELS,
    "offer": Vocabulary.RECRUITMENT_OFFERS,
    "needs": Vocabulary.CASE_NEEDS,
    "lessons": Vocabulary.LESSON_TAGS,
}
CASE_OPTIONAL = ("summary", "experience", "review_by")
CASE_KEYS = frozenset(
    {
        "number",
        "slug",
        "title",
        "organisation",
        "countries",
        "age_group",
        "gender",
        "contact_channel",
        "actors",
        "generalised_fields",
        "source",
        *CASE_TEXTS,
        *CASE_LISTS,
        *CASE_TERMS,
        *CASE_OPTIONAL,
    }
)
