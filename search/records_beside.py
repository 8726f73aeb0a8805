"""Owns which records stand beside a public page as similar to it; a draft and a preview have none."""

from django.http import HttpRequest
from wagtail.models import Page

from search.similar import SimilarRecord, similar_records

KINDS = ("practice", "case-study", "policy", "publication")
SHOWN = 4


def records_like(page: Page, request: HttpRequest | None) -> list[SimilarRecord]:
    """Return the public records most like a page, the likest first; nothing while the search cannot answer.

    The index has what is public: what a draft says is not in it, and a preview shall show nothing of another state.
    """
    if not page.live or page.pk is None or getattr(request, "is_preview", False):
        return []
    return similar_records(page.alias_of_id or page.pk, kinds=KINDS, limit=SHOWN)
