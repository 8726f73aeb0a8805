"""Checks the identifiers of publications: DOI by its form, ISBN by its check digit."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def clean_doi(text: str) -> str:
    """Return a DOI without its address; raises ValidationError when it has not the form 10.1234/abc."""
    doi = _DOI_PREFIX.sub("", text.strip())
    if doi and not _DOI.fullmatch(doi):
        raise ValidationError(_("“%(doi)s” is no DOI; it looks like 10.1234/abc.") % {"doi": text})
    return doi


def clean_isbn(text: str) -> str:
    """Return an ISBN as printed; raises ValidationError when its check digit is wrong."""
    isbn = re.sub(r"^ISBN(?:-1[03])?:?\s*", "", text.strip(), flags=re.IGNORECASE)
    digits = re.sub(r"[\s\-‐–]", "", isbn).upper()
    if digits and not (_is_isbn10(digits) or _is_isbn13(digits)):
        raise ValidationError(
            _("“%(isbn)s” is no ISBN: check its digits against the book.") % {"isbn": text}
        )
    return isbn


def _is_isbn10(digits: str) -> bool:
    if not re.fullmatch(r"\d{9}[\dX]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11
        == 0
    )


def _is_isbn13(digits: str) -> bool:
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
