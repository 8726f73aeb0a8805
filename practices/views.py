"""Answers under /practices/ and /case-studies/ that are no pages: files of a record, comparison, blank forms."""

import hashlib
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.routing import find_record, serve_as
from practices.models import CaseStudyPage, PracticePage
from practices.record_files import CASE_STUDY_FILES, PRACTICE_FILES, RecordFile


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
        answer = HttpResponse(file.write(page, content), content_type=file.media_type)
        kind = "attachment" if file.is_download else "inline"
        answer["Content-Disposition"] = f'{kind}; filename="{ascii_name(page.slug)}.{extension}"'
        answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return answer


def ascii_name(slug: str) -> str:
    """Return a slug as the name of a file that every header can carry."""
    return slug.encode("ascii", "ignore").decode().strip("-") or "record"
