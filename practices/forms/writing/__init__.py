"""Writing forms: blank ones for organisations, and filled-in ones of charts and case studies, in Word and Excel."""

from practices.forms.writing.blank import blank_form
from practices.forms.writing.filled import case_docx, cases_xlsx, practice_docx, practices_xlsx
from practices.forms.writing.sheet import TooLongForExcel

__all__ = [
    "TooLongForExcel",
    "blank_form",
    "case_docx",
    "cases_xlsx",
    "practice_docx",
    "practices_xlsx",
]
