"""The forms in which a chart or a case study can be taken away: PDF, Word, Excel, JSON, BibTeX, RIS."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from practices.blank_forms import LANGUAGES
from practices.forms.writing import case_docx, practice_docx, practices_xlsx
from practices.json_records import case_study_record, practice_record
from practices.models import CaseStudyPage, PracticePage
from practices.pdf.case import case_data
from practices.pdf.chart import chart_data
from practices.pdf.render import render
from practices.selectors.case_sheet import case_view
from practices.selectors.chart_view import chart_citation
from practices.selectors.links import PagePaths
from practices.selectors.rows import load_rows
from practices.selectors.sheet import chart_sheet
from practices.structured_data import MEDIA_TYPES


@dataclass(frozen=True)
class RecordFile:
    """One form of a record: what it says, and how that becomes a file.

    `content` is cheap and tells whether a reader's copy is still right; `write` is called only when it is not.
    Both see what everybody may see, whoever asks.
    """

    media_type: str
    content: Callable[[Any], Any]
    write: Callable[[Any, Any], bytes]
    is_download: bool = False


def _chart(page: PracticePage) -> Any:
    sheet = chart_sheet(page)
    return chart_data(sheet, chart_citation(sheet, public_url(page)))


def _chart_record(page: PracticePage) -> Any:
    load_rows(page)
    return practice_record(page)


def _chart_citation(page: PracticePage) -> Any:
    return chart_citation(chart_sheet(page), public_url(page))


def _case_citation(page: CaseStudyPage) -> Any:
    return case_view(page, request=None).citation


def public_url(page: PracticePage | CaseStudyPage) -> str:
    """Return the full address of a published page."""
    return settings.SITE_URL + PagePaths(None).url(page.url_path)


def _json(page: object, record: Any) -> bytes:
    return json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def _pdf(page: object, data: Any) -> bytes:
    return render(data)


def _bibtex(page: object, citation: Any) -> bytes:
    return citation.bibtex.encode()


def _ris(page: object, citation: Any) -> bytes:
    return citation.ris.encode()


def _form_language(page: Page) -> str:
    """Return the language of the form's labels: the record's own where the form exists in it."""
    language = page.locale.language_code.split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _chart_form(page: PracticePage, record: object) -> bytes:
    return practice_docx(page, _form_language(page))


def _chart_sheet(page: PracticePage, record: object) -> bytes:
    return practices_xlsx([page], _form_language(page))


def _case_form(page: CaseStudyPage, record: object) -> bytes:
    return case_docx(page, _form_language(page))


_BIBTEX = "application/x-bibtex; charset=utf-8"
_RIS = "application/x-research-info-systems; charset=utf-8"

PRACTICE_FILES = {
    "pdf": RecordFile(MEDIA_TYPES["pdf"], _chart, _pdf),
    "docx": RecordFile(MEDIA_TYPES["docx"], _chart_record, _chart_form, is_download=True),
    "xlsx": RecordFile(MEDIA_TYPES["xlsx"], _chart_record, _chart_sheet, is_download=True),
    "json": RecordFile(MEDIA_TYPES["json"], _chart_record, _json),
    "bib": RecordFile(_BIBTEX, _chart_citation, _bibtex, is_download=True),
    "ris": RecordFile(_RIS, _chart_citation, _ris, is_download=True),
}
CASE_STUDY_FILES = {
    "pdf": RecordFile(
        MEDIA_TYPES["pdf"], lambda page: case_data(case_view(page, request=None)), _pdf
    ),
    "docx": RecordFile(MEDIA_TYPES["docx"], case_study_record, _case_form, is_download=True),
    "json": RecordFile(MEDIA_TYPES["json"], case_study_record, _json),
    "bib": RecordFile(_BIBTEX, _case_citation, _bibtex, is_download=True),
    "ris": RecordFile(_RIS, _case_citation, _ris, is_download=True),
}
