"""Makes plain pages findable; the front page leads elsewhere and is left out."""

from typing import Any

from core.models import ContentPage, HomePage
from search.documents import SearchDocument, document_for_page, plain_text
from search.registry import not_searchable, register


def build_plain_page(page: Any) -> SearchDocument:
    """Return the document of a plain page."""
    text = plain_text(" ".join(page.body.stream_block.get_searchable_content(page.body)))
    return document_for_page(page, kind="page", summary=page.summary, body=(("", text),))


def register_plain_pages() -> None:
    """Register the page types of core, which cannot know of the search itself."""
    register(
        ContentPage,
        build_plain_page,
        kind="page",
        queryset=lambda: ContentPage.objects.select_related("locale"),
    )
    not_searchable(HomePage)


register_plain_pages()
