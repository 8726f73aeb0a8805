"""Pages of reading lists: those that a reader may see, one of them, and its files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from library.models import Audience, ReadingList
from library.reading_lists.access import may_change, may_make_lists, visible_lists
from library.reading_lists.files import MEDIA_TYPES, file_of
from library.reading_lists.reading import entries_of


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists that the reader may see: one's own first, those for members, those for everybody."""
    seen = list(visible_lists(request.user))
    own = [each for each in seen if each.owner_id and each.owner_id == request.user.pk]
    others = [each for each in seen if each not in own]
    context = {
        "own": own,
        "waiting": [each for each in others if each.public_asked_at],
        "members": [
            each
            for each in others
            if each.audience == Audience.MEMBERS and not each.public_asked_at
        ],
        "public": [each for each in others if each.audience == Audience.PUBLIC],
        "may_make": may_make_lists(request.user),
    }
    return render(request, "library/reading_lists/lists.html", context)


@require_safe
def reading_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a list; one that the reader may not see is not found."""
    found = get_object_or_404(visible_lists(request.user), slug=slug)
    context = {
        "list": found,
        "entries": entries_of(found),
        "may_change": may_change(request.user, found),
        "is_public": found.audience == Audience.PUBLIC,
    }
    return _private_unless_public(
        render(request, "library/reading_lists/list.html", context), found
    )


@require_safe
def list_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Return a list as Word, PDF or BibTeX."""
    found = get_object_or_404(visible_lists(request.user), slug=slug)
    answer = HttpResponse(file_of(found, extension), content_type=MEDIA_TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.{extension}"'
    return _private_unless_public(answer, found)


def _private_unless_public(answer: HttpResponse, found: ReadingList) -> HttpResponse:
    if found.audience != Audience.PUBLIC:
        patch_cache_control(answer, private=True, no_store=True)
        answer["X-Robots-Tag"] = "noindex"
    return answer
