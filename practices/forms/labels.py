"""The wording of the forms in five languages, in one place for readers and writers."""

from practices.forms.labels_case import (
    CASE,
    CASE_EXTRA,
    CASE_HEAD,
    CASE_ITEMS,
    CASE_QUESTIONS,
    GROUPS,
    TICK_GROUPS,
    TICK_OPTIONS,
)
from practices.forms.labels_category import CATEGORIES, CATEGORY_TITLES
from practices.forms.labels_practice import BODY, EXTRA, HEAD, PARTS, PRACTICE, PRACTICE_ITEMS
from practices.forms.wording import LANGUAGES, FormItem

__all__ = [
    "BODY",
    "CASE",
    "CASE_EXTRA",
    "CASE_HEAD",
    "CASE_ITEMS",
    "CASE_QUESTIONS",
    "CATEGORIES",
    "CATEGORY_TITLES",
    "EXTRA",
    "GROUPS",
    "HEAD",
    "LANGUAGES",
    "PARTS",
    "PRACTICE",
    "PRACTICE_ITEMS",
    "TICK_GROUPS",
    "TICK_OPTIONS",
    "FormItem",
]
