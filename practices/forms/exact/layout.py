"""The two tables of a form that the site fills in: which rows they have, and how the rows are labelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from practices.forms.exact import case, practice, words
from practices.forms.labels import CASE, PRACTICE, FormItem
from practices.forms.wording import LANGUAGES


@dataclass(frozen=True)
class Layout:
    """One of the two forms: its title, the rows of the paper form, and those for the resource centre."""

    title: Mapping[str, str]
    standard: tuple[str, ...]
    details: tuple[str, ...]
    items: Mapping[str, FormItem]
    numbered: bool = False

    def label(self, row: str, language: str) -> str:
        """Return the label of a row; questions carry their number."""
        label = self.items[row].label(language)
        is_question = self.numbered and row in self.standard and row.startswith("q")
        return f"{row.removeprefix('q')}. {label}" if is_question else label

    @cached_property
    def rows_by_label(self) -> dict[str, str]:
        """Return the row of each label in any language."""
        return {
            self.label(row, language): row
            for language in LANGUAGES
            for row in (*self.standard, *self.details)
        }


PRACTICE_LAYOUT = Layout(words.PRACTICE_TITLE, practice.STANDARD, practice.DETAILS, PRACTICE)
CASE_LAYOUT = Layout(words.CASE_TITLE, case.STANDARD, case.DETAILS, CASE, numbered=True)
#: The row that only a form of the site has: its value is the record's slug.
KEY_ROW = "slug"
