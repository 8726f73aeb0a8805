"""Takes a filtered list of works along as a ZIP: their records and those of their files that the caller may read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import Tier
from core.audit import AuditAction, record
from core.files.limits import MAX_ARCHIVE_BYTES, readable_size
from core.public_pages import open_to_all
from library.archives.writing import Work, zip_pieces
from library.document_access import access_to
from library.json_records import library_record
from library.models import LibraryDocument, LibraryRecord, PolicyPage, PublicationPage
from search.query import MAX_OFFSET, SearchQuery
from search.services import every_key
from search.views import answers_without_engine

KINDS = {"policy": PolicyPage, "publication": PublicationPage}
_RELATED = ("countries", "terms", "editions__document")
_ALSO = {"policy": "relations__other", "publication": "authors"}


@require_safe
@answers_without_engine
def library_zip(request: HttpRequest) -> HttpResponseBase:
    """Send the policies and publications that the query string of the search finds, with their files."""
    query = SearchQuery.from_params(request.GET)
    wanted = [kind for kind in KINDS if kind in query.chosen("kind")] or list(KINDS)
    query = replace(query, selections={**query.selections, "kind": tuple(wanted)})
    if query.is_refused:
        return _refusal(request, {"problems": query.problems}, 422)
    documents = _Readable(request, [int(key) for key in every_key(query, MAX_OFFSET)])
    if not documents.keys:
        return _refusal(request, {"problems": query.problems}, 404)
    if documents.size > MAX_ARCHIVE_BYTES:
        sizes = {
            "size": readable_size(documents.size),
            "limit": readable_size(MAX_ARCHIVE_BYTES),
        }
        return _refusal(request, sizes, 413)
    documents.note(request)
    answer = StreamingHttpResponse(zip_pieces(documents.works()), content_type="application/zip")
    name = f"library-{timezone.localdate():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _refusal(request: HttpRequest, context: Mapping[str, object], status: int) -> HttpResponseBase:
    return render(request, "library/download_refused.html", dict(context), status=status)


class _Readable:
    """Public works by their keys, and the documents of theirs that the caller may read."""

    def __init__(self, request: HttpRequest, keys: Sequence[int]) -> None:
        pages = open_to_all(LibraryRecord.objects.filter(pk__in=keys))
        self.keys = set(pages.values_list("pk", flat=True))
        own = LibraryDocument.objects.filter(editions__page__in=self.keys).distinct()
        access = access_to(set(own.values_list("pk", flat=True)))
        self.tiers = {
            pk: one.effective_tier for pk, one in access.items() if one.admits(request.user)
        }
        sizes = own.filter(pk__in=self.tiers).values_list("file_size", flat=True)
        self.size = sum(size or 0 for size in sizes)

    def note(self, request: HttpRequest) -> None:
        """Write to the audit log that files were taken away which are not for everybody."""
        closed = [tier for tier in self.tiers.values() if tier != Tier.PUBLIC]
        if closed:
            tier = Tier.EDITORS if Tier.EDITORS in closed else Tier.MEMBERS
            details = {"records": "library", "format": "zip", "tier": tier, "count": len(closed)}
            record(user=request.user, action=AuditAction.EXPORTED, details=details)

    def works(self) -> Iterator[Work]:
        """Yield the works, policies first."""
        for kind, model in KINDS.items():
            pages = model.objects.filter(pk__in=self.keys).order_by("slug")
            pages = pages.select_related("locale", "kind").prefetch_related(*_RELATED, _ALSO[kind])
            for page in pages.iterator(chunk_size=200):
                yield Work(
                    library_record(page),
                    tuple(
                        (edition.language, edition.document)
                        for edition in page.editions.all()
                        if edition.document and edition.document_id in self.tiers
                    ),
                )
