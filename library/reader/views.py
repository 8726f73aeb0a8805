"""Translates HTTP to a page of a document and back, for those who may read the document."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from library.document_views import readable_document
from library.reader.page import ReaderPage
from library.reader.pictures import Busy, has_pictures, picture_of, version_of


@require_safe
def reader(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page of a document: picture, text, the pages with the words of a search."""
    page = ReaderPage(readable_document(request, pk), request)
    answer = render(request, "library/reader.html", {"reader": page})
    if page.is_restricted or page.q:
        answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, **({"no_store": True} if page.is_restricted else {}))
    return answer


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Return a page of a PDF as a picture."""
    document = readable_document(request, pk)
    if not has_pictures(document) or not 1 <= number <= (document.page_count or 1):
        raise Http404
    etag = f'"{version_of(document)}-{number}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            drawn = picture_of(document, number)
        except Busy:
            return HttpResponse(status=503, headers={"Retry-After": "5"})
        if drawn is None:
            raise Http404
        answer = FileResponse(drawn.path.open("rb"), content_type=drawn.media_type)
        answer["ETag"] = etag
    answer["X-Robots-Tag"] = "noindex"
    # Asked for each time: who may read a document can change.
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
