"""Answers under /practices/ and /case-studies/ that are no pages: files of a record, comparison, blank forms."""

import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from core.csv_answers import csv_answer
from core.routing import find_record, serve_as
from practices.blank_forms import blank_form_file, offered_forms
from practices.comparison import compare
from practices.comparison_files import comparison_docx, csv_columns, csv_records
from practices.forms.writing import TooLongForExcel
from practices.models import CaseStudyPage, PracticePage
from practices.record_files import CASE_STUDY_FILES, PRACTICE_FILES, RecordFile
from practices.selectors.listing import shelves
from practices.structured_data import MEDIA_TYPES

COMPARISON_NAME = "practices-compared"


@require_safe
def practice_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Return a chart as PDF, Word, Excel, JSON, BibTeX or RIS."""
    return _record_file(request, find_record(PracticePage, slug), extension, PRACTICE_FILES)


@require_safe
def case_study_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Return a case study as PDF, Word, JSON, BibTeX or RIS."""
    return _record_file(request, find_record(CaseStudyPage, slug), extension, CASE_STUDY_FILES)


def _record_file(
    request: HttpRequest, page: Page | None, extension: str, files: Mapping[str, RecordFile]
) -> HttpResponseBase:
    if page is None:
        raise Http404
    return serve_as(request, page, lambda: file_answer(request, page, extension, files[extension]))


def file_answer(
    request: HttpRequest, page: Page, extension: str, file: RecordFile
) -> HttpResponseBase:
    """Return a file of a page, or 304 to a reader whose copy says the same."""
    content = file.content(page)
    digest = hashlib.blake2b(f"{extension} {content!r}".encode(), digest_size=12).hexdigest()
    etag = f'"{digest}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            body = file.write(page, content)
        except TooLongForExcel as error:
            return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
        answer = HttpResponse(body, content_type=file.media_type)
        kind = "attachment" if file.is_download else "inline"
        answer["Content-Disposition"] = f'{kind}; filename="{ascii_name(page.slug)}.{extension}"'
        answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return answer


def ascii_name(slug: str) -> str:
    """Return a slug as the name of a file that every header can carry."""
    return slug.encode("ascii", "ignore").decode().strip("-") or "record"


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Show charts side by side, and the charts to choose from."""
    compared = compare(request.GET.getlist("p"), request)
    query = urlencode([("p", pk) for pk in compared.pks])
    context = {
        "comparison": compared,
        "categories": shelves(Locale.get_active().pk, request),
        "csv_url": f"{reverse('practice_comparison_file', args=('csv',))}?{query}",
        "docx_url": f"{reverse('practice_comparison_file', args=('docx',))}?{query}",
    }
    return render(request, "practices/compare.html", context)


@require_safe
def comparison_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Return a comparison as CSV or Word; with fewer than two charts, lead back to the choice."""
    compared = compare(request.GET.getlist("p"), request)
    if not compared.is_possible:
        return redirect(f"{reverse('practice_comparison')}?{request.GET.urlencode()}")
    if extension == "csv":
        return csv_answer(csv_records(compared), csv_columns(compared), COMPARISON_NAME)
    return _download(comparison_docx(compared), f"{COMPARISON_NAME}.docx")


def _download(content: bytes, name: str) -> HttpResponse:
    extension = name.rpartition(".")[2]
    answer = HttpResponse(content, content_type=MEDIA_TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Offer the blank forms and say how to send them in."""
    return render(request, "practices/form.html", {"forms": offered_forms()})


@require_safe
def blank_form(request: HttpRequest, kind: str, language: str, extension: str) -> HttpResponse:
    """Return a form to fill in."""
    return _download(blank_form_file(kind, language, extension), f"{kind}-{language}.{extension}")
