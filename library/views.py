"""Answers under /library/ that are no pages: a work's record as JSON, BibTeX, RIS or CSL-JSON."""

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from core.routing import find_record, serve_as
from library.citation import citation_of
from library.json_records import library_record
from library.models import LibraryRecord, PolicyPage, PublicationPage

_SHELVES: dict[str, type[LibraryRecord]] = {
    "policies": PolicyPage,
    "publications": PublicationPage,
}
_TYPES = {
    "json": "application/json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


@require_safe
def work_file(request: HttpRequest, shelf: str, slug: str, extension: str) -> HttpResponseBase:
    """Return a policy or publication as JSON, BibTeX, RIS or CSL-JSON."""
    page = find_record(_SHELVES[shelf], slug)
    if page is None:
        raise Http404
    return serve_as(request, page, lambda: _answer(page.specific, extension))


def _answer(page: LibraryRecord, extension: str) -> HttpResponse:
    answer = HttpResponse(_text(page, extension), content_type=_TYPES[extension])
    if extension != "json":
        ending = "csl.json" if extension == "csl" else extension
        answer["Content-Disposition"] = f'attachment; filename="{page.slug}.{ending}"'
    return answer


def _text(page: LibraryRecord, extension: str) -> str:
    if extension == "json":
        return json.dumps(library_record(page), ensure_ascii=False, indent=2)
    citation = citation_of(page, page.full_url or "")
    if extension == "csl":
        return json.dumps([citation.csl], ensure_ascii=False, indent=2)
    return citation.bibtex if extension == "bib" else citation.ris
