"""The file and the cover of a document, for those who may read it."""

from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from core.access import Tier
from library.document_access import effective_tier, may_read
from library.models import LibraryDocument


def readable_document(request: HttpRequest, pk: int) -> LibraryDocument:
    """Return a document that the person may read; raises Http404 as for one that is not there."""
    document = get_object_or_404(LibraryDocument, pk=pk)
    user = getattr(request, "user", AnonymousUser())
    if not may_read(document, user):
        raise Http404
    return document


@require_safe
def document_file(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """Return the file; another name than its own leads to its address."""
    document = readable_document(request, pk)
    if filename != document.filename:
        return redirect(document.url)
    return kept_private(document, serve(request, pk, filename))


@require_safe
def cover(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the picture of the first page."""
    document = readable_document(request, pk)
    if not document.thumbnail:
        raise Http404
    answer = FileResponse(document.thumbnail.open("rb"), content_type="image/png")
    return kept_private(document, answer)


def kept_private(document: LibraryDocument, answer: HttpResponseBase) -> HttpResponseBase:
    """Let nobody keep a copy of what is not for everybody, and ask each time for what may be replaced."""
    if effective_tier(document) == Tier.PUBLIC:
        patch_cache_control(answer, no_cache=True)
    else:
        patch_cache_control(answer, private=True, no_store=True)
    return answer
