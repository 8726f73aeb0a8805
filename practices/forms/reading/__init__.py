"""Reading forms.

The bytes that an organisation sent become records. Pure Python, no database and no network.
"""

from __future__ import annotations

from collections.abc import Iterator

from practices.forms.reading.documents import CASE_FORM, PRACTICE_FORM
from practices.forms.reading.limits import FormError
from practices.forms.reading.sources import Source, read
from practices.forms.records import CaseForm, PracticeForm
from practices.forms.vocabulary import FormVocabulary

__all__ = ["FormError", "Source", "read_case_studies", "read_practices"]


def read_practices(
    source: Source, vocabulary: FormVocabulary
) -> Iterator[PracticeForm | FormError]:
    """Give the practice forms of a file (a path, or name and bytes) one at a time.

    What cannot be read is given as a FormError in its place.
    """
    yield from read(source, PRACTICE_FORM, vocabulary)  # type: ignore[misc]


def read_case_studies(source: Source, vocabulary: FormVocabulary) -> Iterator[CaseForm | FormError]:
    """Give the case study forms of a file (a path, or name and bytes) one at a time.

    What cannot be read is given as a FormError in its place.
    """
    yield from read(source, CASE_FORM, vocabulary)  # type: ignore[misc]
